import type { DateMention } from '../dates.ts';
import type { Quantity } from './quantities.ts';
import type { Figures } from './read-figures.ts';

/** The figures of a text that `known` does not hold. A rounding that the known digits do not show is another figure. */
export function missingFigures(stated: Figures, known: Figures): string[] {
  return [
    ...missingDates(stated.dates, known),
    ...stated.quantities
      .filter((quantity) => isFigure(quantity) && !hasQuantity(quantity, known))
      .map(({ raw }) => raw),
  ].map((raw) => raw.trim());
}

/** Number words are read on both sides, but small ones and a bare "a hundred" are ways of speaking. */
function isFigure({ spelled, values, raw }: Quantity): boolean {
  if (!spelled) return true;
  const [value = 0] = values;
  return value >= 13 && /[\s-]/u.test(raw.trim()) ? true : value >= 13 && ![100, 1000, 1e6, 1e9, 1e12].includes(value);
}

export function hasQuantity(stated: Quantity, known: Figures): boolean {
  const currencies = new Set(known.quantities.flatMap((quantity) => quantity.currencies));
  return (
    known.quantities.some((quantity) => isSame(stated, quantity, currencies)) ||
    (!stated.percent && stated.currencies.length === 0 && known.dates.some(({ year }) => isYear(stated, year)))
  );
}

const isYear = (stated: Quantity, year: number | undefined): boolean =>
  year !== undefined && /^\d{4}$/.test(stated.raw.trim()) && stated.values.includes(year);

function isSame(stated: Quantity, known: Quantity, currencies: ReadonlySet<string>): boolean {
  if (stated.percent !== known.percent) return false;
  if (stated.currencies.length > 0) {
    // "CHF 581 Mio., of which the canton gets 406 million": the amount has its currency from the sentence.
    const possible = known.currencies.length > 0 ? new Set(known.currencies) : currencies;
    if (!stated.currencies.some((currency) => possible.has(currency))) return false;
  }
  return stated.values.some((a) =>
    known.values.some((b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))),
  );
}

/** A numeric date may give two readings at one place: one of them has to be known. */
function missingDates(stated: readonly DateMention[], known: Figures): string[] {
  const places = Map.groupBy(stated, (date) => `${date.start}:${date.end}`);
  return [...places.values()].flatMap((readings) => {
    const [first] = readings;
    if (!first) return [];
    const open = /^\d{1,2}[./]\d{1,2}[./]\d{4}$/.test(first.raw) || /^\d{4}-\d{2}$/.test(first.raw);
    const isKnown = (date: DateMention) => hasDate(date, known);
    return (open ? readings.some(isKnown) : readings.every(isKnown)) ? [] : [first.raw];
  });
}

/**
 * A date is known when one date of the known text says all of it, or, because texts say "on 5 February … that year",
 * when day and month stand together and the year stands anywhere.
 */
export function hasDate(stated: DateMention, known: Figures): boolean {
  const { year, month, day, quarter, half } = stated;
  const years = (value: number) =>
    known.dates.some((date) => date.year === value) ||
    known.quantities.some(({ raw, values }) => /^\d{4}$/.test(raw.trim()) && values.includes(value));
  if (year !== undefined && !years(year)) return false;
  const parts = known.dates.filter(
    (date) =>
      (month === undefined || date.month === month) &&
      (day === undefined || date.day === day) &&
      (quarter === undefined || date.quarter === quarter) &&
      (half === undefined || date.half === half),
  );
  if (month === undefined && quarter === undefined && half === undefined) return true;
  return parts.some((date) => year === undefined || date.year === undefined || date.year === year);
}
