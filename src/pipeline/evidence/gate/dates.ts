import { readDates } from '../dates.ts';
import type { Grounds } from './context.ts';
import { hasDate } from './match-figures.ts';
import { mergeFigures } from './read-figures.ts';
import { type Check, claimsAround, located } from './scope.ts';

/**
 * A date field beside statements (the date of a piece of news) is one that their claims or the pages behind them give.
 * What lies after the newest page is planned and exempt, and so are times of our own clock.
 */
export const dates: Check = ({ dates: fields, grounds }) =>
  fields.flatMap((node) => {
    if (!/^\d{4}(?:-\d{2}){0,2}$/.test(node.value) || node.value > grounds.today) return [];
    const claims = claimsAround(node);
    if (claims.length === 0 || isKnown(node.value, claims, grounds)) return [];
    return [located(node, 'dates', `Neither ${claims.join(', ')} nor their pages give this date.`, node.value)];
  });

function isKnown(value: string, claims: readonly string[], grounds: Grounds): boolean {
  const given = claims.flatMap((id) => {
    const claim = grounds.claims.get(id);
    return [claim?.asOf, ...(claim?.sourceIds ?? []).map((source) => grounds.sources.get(source)?.publishedAt)];
  });
  if (given.some((date) => date?.startsWith(value))) return true;
  const known = mergeFigures(claims.map(grounds.figuresOf));
  return readDates(value).dates.some((date) => hasDate(date, known));
}
