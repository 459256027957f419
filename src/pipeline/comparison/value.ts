import type { Attribute } from '../../domain/facts.ts';
import { readFigures } from '../evidence/gate/read-figures.ts';
import {
  type Amounts,
  compareAmountLists,
  isEqualAmounts,
  isRoundedAmounts,
  type Likeness,
  readAmounts,
} from './amounts.ts';
import { measures, people } from './attributes.ts';
import { type Period, readDateGroups, sameDates } from './periods.ts';
import { samePerson, samePlace, sameWords } from './words.ts';

/** What a fact says, understood as far as its attribute lets it be. */
export type Value =
  | { kind: 'amounts'; written: string; amounts: Amounts }
  | { kind: 'dates'; written: string; dates: Period[][] }
  | { kind: 'person' | 'place' | 'words'; written: string };

export interface Written {
  attribute: Attribute;
  value: string;
  unit: string;
  /** Text of the claim that the value stands in. */
  claimText: string;
}

/** The value of a fact in comparable form. */
export function readValue({ attribute, value, unit, claimText }: Written): Value {
  const written = value.trim();
  if (people.has(attribute)) return { kind: 'person', written };
  if (attribute === 'headquarters') return { kind: 'place', written };
  const scaled =
    attribute === 'rating' ? written.replace(/\s?(?:\/|out of|of|von)\s?(?:5|10)(?!\d).*$/iu, '') : written;
  const dates = readDateGroups(written);
  if (measures.has(attribute) || (!namesSomething(written) && !isOnlyDates(written, dates))) {
    const amounts = readAmounts(scaled, unit, claimText);
    if (amounts.amounts.length > 0) return { kind: 'amounts', written, amounts };
  }
  return dates.length > 0 && !namesSomething(written) ? { kind: 'dates', written, dates } : { kind: 'words', written };
}

const isOnlyDates = (text: string, dates: readonly Period[][]): boolean =>
  dates.length > 0 && readFigures(text, []).quantities.length === 0;

/** Whether a name is left once figures, dates and units are taken away: "Starlink on 330 ships" does, "USD 845 million" does not. */
function namesSomething(text: string): boolean {
  const { dates, quantities, names } = readFigures(text, []);
  if (names.length > 0) return true;
  const rest = [...dates, ...quantities].reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );
  const bare = rest.replace(/(?<!\p{L})(?:FY|Q|H|[A-Z]{3})(?!\p{L})/gu, ' ');
  return (
    /(?<!^)\p{Lu}|^\s*\p{Lu}[\p{L}]*\s+\p{Lu}/u.test(bare) ||
    (dates.length + quantities.length === 0 && /\p{L}/u.test(bare))
  );
}

/** Whether two values of the same attribute are one value, another, or nothing that can be held against each other. */
export function compareValues(a: Value, b: Value): Likeness {
  if (a.written.toLowerCase() === b.written.toLowerCase() && a.kind === b.kind && a.kind !== 'amounts') return 'same';
  if (a.kind === 'amounts' && b.kind === 'amounts') return compareAmountLists(a.amounts, b.amounts);
  if (a.kind === 'dates' && b.kind === 'dates') return sameDates(a.dates, b.dates) ? 'same' : 'different';
  if (a.kind !== b.kind) return 'incomparable';
  const test = a.kind === 'person' ? samePerson : a.kind === 'place' ? samePlace : sameWords;
  return test(a.written, b.written) ? 'same' : 'different';
}

/** The same in whatever unit and spelling; figures are not rounded for it. */
export const isEqualValue = (a: Value, b: Value): boolean =>
  a.kind === 'amounts' && b.kind === 'amounts' ? isEqualAmounts(a.amounts, b.amounts) : isSameValue(a, b);

/** The same as exactly as both are written: "more than 100,000" does not stand for 105,908. */
export const isRoundedValue = (a: Value, b: Value): boolean =>
  a.kind === 'amounts' && b.kind === 'amounts' ? isRoundedAmounts(a.amounts, b.amounts) : isSameValue(a, b);

export const isSameValue = (a: Value, b: Value): boolean => compareValues(a, b) === 'same';
