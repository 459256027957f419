import type { NumberedSource } from '../domain/brief.ts';
import { ageOfDate } from '../domain/freshness.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** When a page was published; where it does not say, the newest date its facts speak of; else when it was read. */
export const sourceDate = ({ publishedAt, asOf, retrievedAt }: NumberedSource): string => {
  if (publishedAt !== undefined) return readableDate(publishedAt);
  return asOf !== undefined ? `as of ${readableDate(asOf)}` : `read on ${readableDate(retrievedAt)}`;
};

/** A date that says when it is older than the limit. */
export const withAge = (date: string, today: string): string =>
  [readableDate(date), ageOfDate(date, today)].filter(Boolean).join(', ');

/** `2026-02-05` → `5 February 2026`, `2026-02` → `February 2026`, `2026` → `2026`; of a timestamp the UTC day. */
export function readableDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  const name = months[Number(month) - 1];
  return [day && Number(day), name, year].filter((part) => part !== undefined && part !== '').join(' ');
}
