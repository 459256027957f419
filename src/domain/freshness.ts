import type { Claim, Source } from './evidence.ts';
import type { Statement } from './statement.ts';

/** Evidence older than this is shown with its date, and is nothing to say "now" about. */
export const freshnessMonths = 18;

const older = `older than ${freshnessMonths} months`;

export interface Age {
  /** The newest date that its claims speak of: `2023`, `2023-06` or `2023-06-30`. */
  asOf: string;
  stale: boolean;
  /** `as of Jun 2023`, where it is stale and its text does not name the year itself. */
  date?: string;
  /** What to print behind a stale text, such as `as of Jun 2023, older than 18 months`; absent when it is fresh. */
  label?: string;
}

/**
 * How old the evidence of a statement is on a day (`YYYY-MM-DD`, or a timestamp). `undefined` when one of its claims has
 * no date or it has no claims: then nothing can be said. A year or month counts until its end.
 */
export function ageOf(
  { text, claims: ids }: Pick<Statement, 'text' | 'claims'>,
  claims: ReadonlyMap<string, Pick<Claim, 'asOf'>>,
  today: string,
): Age | undefined {
  const dates = ids.map((id) => claims.get(id)?.asOf);
  if (dates.length === 0 || dates.some((date) => date === undefined)) return undefined;
  const asOf = newestOf(dates) ?? '';
  if (!isStale(asOf, today)) return { asOf, stale: false };
  const named = new RegExp(`(?<!\\d)(?:${asOf.slice(0, 4)}|FY\\s?${asOf.slice(2, 4)})(?!\\d)`).test(text);
  const date = `as of ${shortDate(asOf)}`;
  return named ? { asOf, stale: true, label: older } : { asOf, stale: true, date, label: `${date}, ${older}` };
}

/** `older than 18 months`, of a date that is; else nothing. */
export const ageOfDate = (date: string | null | undefined, today: string): string =>
  typeof date === 'string' && isStale(date, today) ? older : '';

/**
 * When a statement was true, in words: by its newest claim, else by its newest page, else `undated`. For statements
 * that are held against each other.
 */
export function datedAs(
  { claims: ids }: Pick<Statement, 'claims'>,
  evidence: {
    claims: readonly Pick<Claim, 'id' | 'asOf' | 'sourceIds'>[];
    sources: readonly Pick<Source, 'id' | 'publishedAt'>[];
  },
  today: string,
): string {
  const own = evidence.claims.filter(({ id }) => ids.includes(id));
  const said = newestOf(own.map(({ asOf }) => asOf));
  const pages = evidence.sources.filter(({ id }) => own.some(({ sourceIds }) => sourceIds.includes(id)));
  const date = said ?? newestOf(pages.map(({ publishedAt }) => publishedAt));
  if (date === undefined) return 'undated';
  const words = `${said === undefined ? 'page of' : 'as of'} ${shortDate(date)}`;
  return isStale(date, today) ? `${words}, ${older}` : words;
}

/** What ends before this day is old on `today`. */
export const freshnessLimit = (today: string): string => monthsBefore(today.slice(0, 10), freshnessMonths);

const isStale = (date: string, today: string): boolean => endOf(date) < freshnessLimit(today);

const newestOf = (dates: readonly (string | undefined)[]): string | undefined =>
  dates.flatMap((date) => date ?? []).reduce<string | undefined>(later, undefined);

const later = (a: string | undefined, b: string): string => (a === undefined || endOf(b) > endOf(a) ? b : a);

const endOf = (date: string): string => (date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2023-06-30` → `30 Jun 2023`, `2023-06` → `Jun 2023`, `2023` → `2023`. */
export function shortDate(date: string): string {
  const [year, month, day] = date.split('-');
  return [day && String(Number(day)), months[Number(month) - 1], year].filter(Boolean).join(' ');
}

function monthsBefore(day: string, count: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) - count;
  const two = String((total % 12) + 1).padStart(2, '0');
  return `${Math.floor(total / 12)}-${two}-${day.slice(8, 10)}`;
}
