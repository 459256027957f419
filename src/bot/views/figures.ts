/** `48 s`, `1 min 52 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1 source`, `24 sources`. */
export const count = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;

/** Below a cent the amount would read as nothing. */
export const dollars = (amount: number): string =>
  amount > 0 && amount < 0.01 ? 'under $0.01' : `$${amount.toFixed(2)}`;

/** Scores are 0–1 in the domain and a whole number of 100 for people. */
export const outOfHundred = (score: number): string => `${Math.round(score * 100)}/100`;
