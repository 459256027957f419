import type { Claim } from './evidence.ts';
import type { Statement } from './statement.ts';

/** Evidence older than this is shown with its date, and is nothing to say "now" about. */
export const freshnessMonths = 18;

export interface Age {
  /** The newest date that its claims speak of: `2023`, `2023-06` or `2023-06-30`. */
  asOf: string;
  stale: boolean;
  /** What to print behind the text, such as `(2023)`; absent when it is fresh or names its year itself. */
  label?: string;
}

/**
 * How old the evidence of a statement is on a day (`YYYY-MM-DD`). `undefined` when one of its claims has no date or it
 * has no claims: then nothing can be said. A year or month counts until its end.
 */
export function ageOf(
  { text, claims: ids }: Pick<Statement, 'text' | 'claims'>,
  claims: ReadonlyMap<string, Pick<Claim, 'asOf'>>,
  today: string,
): Age | undefined {
  const dates = ids.map((id) => claims.get(id)?.asOf);
  if (dates.length === 0 || dates.some((date) => date === undefined)) return undefined;
  const asOf = dates.flatMap((date) => date ?? []).reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
  const stale = endOf(asOf) < monthsBefore(today, freshnessMonths);
  const named = new RegExp(`(?<!\\d)(?:${asOf.slice(0, 4)}|FY\\s?${asOf.slice(2, 4)})(?!\\d)`).test(text);
  return { asOf, stale, ...(stale && !named && { label: `(${asOf})` }) };
}

const endOf = (date: string): string => (date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date);

function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  const two = String((count % 12) + 1).padStart(2, '0');
  return `${Math.floor(count / 12)}-${two}-${day.slice(8, 10)}`;
}
