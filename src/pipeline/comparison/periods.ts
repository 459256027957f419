import { type DateMention, readDates } from '../evidence/dates.ts';

/** When a fact holds, as far as it is said. */
export interface Period {
  year?: number;
  /** Last year of a span such as FY2024/25. */
  endYear?: number;
  month?: number;
  day?: number;
  quarter?: number;
  half?: number;
  /** The first nine months. */
  nineMonths?: boolean;
}

/**
 * `2025-Q2`, "second quarter of 2025" and "Q2 2025" are one period, and so are `FY25`, "financial year 2025" and 2025.
 * What is not understood is no period.
 */
export function readPeriod(text: string): Period {
  const iso = /^\s*(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|([QH])([1-4])))?\s*$/iu.exec(text);
  if (iso) return fromIso(iso);
  const { dates } = readDates(text);
  const years = dates.flatMap(({ year }) => year ?? []);
  const merged: Period = {};
  for (const { month, day, quarter, half } of dates) {
    merged.month ??= month as number;
    merged.day ??= day as number;
    merged.quarter ??= quarter as number;
    merged.half ??= half as number;
  }
  const [first] = years;
  const last = Math.max(...years);
  return defined({
    ...merged,
    ...(first !== undefined && { year: Math.min(...years) }),
    ...(years.length > 1 && last !== Math.min(...years) && { endYear: last }),
    ...(/(?<![\p{L}\p{N}])(?:9M|nine[- ]months?|neun Monate)(?![\p{L}])/iu.test(text) && { nineMonths: true }),
  });
}

function fromIso([, year, month, day, kind, number]: RegExpExecArray): Period {
  return {
    year: Number(year),
    ...(month !== undefined && { month: Number(month) }),
    ...(day !== undefined && { day: Number(day) }),
    ...(kind !== undefined && { [kind.toUpperCase() === 'Q' ? 'quarter' : 'half']: Number(number) }),
  };
}

const defined = (period: Period): Period =>
  Object.fromEntries(Object.entries(period).filter(([, value]) => value !== undefined));

const parts = ['year', 'endYear', 'half', 'quarter', 'nineMonths', 'month', 'day'] as const;

/** Equal keys are the same period; empty where none is known. */
export const periodKey = (period: Period): string =>
  parts.flatMap((part) => (period[part] === undefined ? [] : [`${part}=${period[part]}`])).join(' ');

/** A period for people, such as `Q2 2025`, `2024/2025` or `2026-02`. */
export function periodLabel(period: Period): string {
  const { year, endYear, month, day, quarter, half, nineMonths } = period;
  if (year === undefined) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  if (quarter !== undefined) return `Q${quarter} ${year}`;
  if (half !== undefined) return `H${half} ${year}`;
  if (nineMonths) return `nine months of ${year}`;
  if (endYear !== undefined) return `${year}/${endYear}`;
  return [String(year), ...(month === undefined ? [] : [two(month), ...(day === undefined ? [] : [two(day)])])].join(
    '-',
  );
}

/**
 * Whether two sentences with these periods may speak of the same time: equal, one does not say, or one is the year and
 * the other a day or month of it. A quarter or half is another period than its year.
 */
export function mayBeSamePeriod(a: Period, b: Period): boolean {
  const [keyA, keyB] = [periodKey(a), periodKey(b)];
  if (keyA === keyB || keyA === '' || keyB === '') return true;
  const isPart = ({ quarter, half, nineMonths, endYear }: Period) =>
    quarter !== undefined || half !== undefined || nineMonths === true || endYear !== undefined;
  if (isPart(a) || isPart(b)) return false;
  return (['year', 'month', 'day'] as const).every(
    (part) => a[part] === undefined || b[part] === undefined || a[part] === b[part],
  );
}

/** The dates of a value, one group of readings for each place. */
export function readDateGroups(text: string): Period[][] {
  const groups = Map.groupBy(readDates(text).dates, ({ start, end }: DateMention) => `${start}:${end}`);
  return [...groups.values()].map((readings) =>
    readings.map(({ year, month, day, quarter, half }) =>
      defined({ year, month, day, quarter, half } as unknown as Period),
    ),
  );
}

/** Same when the less exact one holds the other: "1904" and "16 April 1904". */
export function sameDates(a: readonly Period[][], b: readonly Period[][]): boolean {
  if (a.length !== b.length) return false;
  return a.every((readings, index) => readings.some((x) => b[index]?.some((y) => contains(x, y))));
}

const contains = (a: Period, b: Period): boolean =>
  parts.every((part) => a[part] === undefined || b[part] === undefined || a[part] === b[part]);
