const dateOf = (ts: string): Date => new Date(Number(ts) * 1000);

export const timeOf = (ts: string): string =>
  dateOf(ts).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' });

export const fullTimeOf = (ts: string): string =>
  dateOf(ts).toLocaleString('en', { dateStyle: 'full', timeStyle: 'medium' });

/** The day as a divider says it. */
export function dayOf(ts: string, now = new Date()): string {
  const date = dateOf(ts);
  if (date.toDateString() === now.toDateString()) return 'Today';
  return date.toLocaleDateString('en', { weekday: 'long', month: 'long', day: 'numeric' });
}
