/** English and the most frequent German number words. "one" and "ein" are left out: they are articles and pronouns. */
const units: Record<string, number> = Object.fromEntries(
  [
    'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  ].flatMap((words) => words.split(' ').map((word, index) => [word, index === 0 ? 0 : index + 1] as const)),
);
const tens: Record<string, number> = Object.fromEntries(
  [
    'twenty thirty forty fifty sixty seventy eighty ninety',
    'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  ].flatMap((words) => words.split(' ').map((word, index) => [word, (index + 2) * 10] as const)),
);
const ordinals: Record<string, number> = Object.fromEntries([
  ...'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index) => [word, index + 1] as const),
  ['hundredth', 100],
  ['thousandth', 1000],
]);
const multipliers: Record<string, number> = {
  hundred: 100,
  hundert: 100,
  thousand: 1000,
  tausend: 1000,
  million: 1e6,
  millionen: 1e6,
  billion: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  trillion: 1e12,
  billionen: 1e12,
};
const others: Record<string, number> = { dozen: 12, dutzend: 12, twice: 2, once: 1, half: 0.5, hälfte: 0.5 };

export interface SpelledNumber {
  value: number;
  start: number;
  end: number;
  /** Says "two billion" or "forty-five thousand" rather than "two". */
  scaled: boolean;
}

const word = /[\p{L}]+/gu;

/** Numbers written in words, in order: "two to three billion", "forty-five", "a hundred", "fourth". */
export function spelledNumbers(text: string): SpelledNumber[] {
  const found: SpelledNumber[] = [];
  let open: (SpelledNumber & { total: number; current: number }) | undefined;
  const close = () => {
    if (open) found.push({ value: open.total + open.current, start: open.start, end: open.end, scaled: open.scaled });
    open = undefined;
  };
  for (const match of text.matchAll(word)) {
    const read = readWord(match[0].toLowerCase());
    const end = match.index + match[0].length;
    if (open && !/^(?:[\s-]|\sand\s)$/u.test(text.slice(open.end, match.index))) close();
    if (!read) {
      if (match[0].toLowerCase() !== 'and') close();
      continue;
    }
    if (read.kind === 'multiplier') {
      open ??= { total: 0, current: 1, start: match.index, end, value: 0, scaled: true };
      open.scaled = true;
      if (read.value === 100) open.current *= 100;
      else {
        open.total += (open.current || 1) * read.value;
        open.current = 0;
      }
    } else {
      const joins = open && (open.scaled || (open.current >= 20 && open.current % 10 === 0 && read.value < 10));
      if (!joins) close();
      open ??= { total: 0, current: 0, start: match.index, end, value: 0, scaled: false };
      open.current += read.value;
    }
    open.end = end;
  }
  close();
  return found;
}

function readWord(word: string): { kind: 'number' | 'multiplier'; value: number } | undefined {
  const multiplier = multipliers[word];
  if (multiplier !== undefined) return { kind: 'multiplier', value: multiplier };
  const value = units[word] ?? tens[word] ?? ordinals[word] ?? others[word];
  return value === undefined ? undefined : { kind: 'number', value };
}
