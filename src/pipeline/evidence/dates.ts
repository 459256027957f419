import { remember } from './gate/remember.ts';

/** A date as a text says it; what it leaves out is left out. */
export interface DateMention {
  year?: number;
  month?: number;
  day?: number;
  /** 1–4. */
  quarter?: number;
  /** 1–2. */
  half?: number;
  start: number;
  end: number;
  raw: string;
}

/** Full names first, then abbreviations, in the languages that sources come in. Index 0 is January. */
const months: readonly string[] = [
  'january januar januari janvier enero gennaio januar janeiro jan jän janv gen',
  'february februar februari février fevrier febrero febbraio fevereiro feb févr fév',
  'march märz maerz maart mars marzo marts março mar mrz',
  'april avril abril aprile apr avr',
  'may mai mei mayo maggio maj maio',
  'june juni juin junio giugno junho jun',
  'july juli juillet julio luglio julho jul juil',
  'august augustus août aout agosto augusti aug',
  'september septembre septiembre settembre setembro sept sep',
  'october oktober octobre octubre ottobre outubro oct okt ott',
  'november novembre noviembre novembro nov',
  'december dezember december décembre decembre diciembre dicembre dezembro dec dez déc',
];

const monthOf = new Map(months.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)));
const M = `(${[...monthOf.keys()].sort((a, b) => b.length - a.length).join('|')})`;
const Y = '(1[4-9]\\d\\d|20\\d\\d)';
const D = '(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?';
const before = "(?<![\\p{L}\\p{N}.,'’])";
const after = '(?![\\p{L}\\p{N}])';

interface Pattern {
  regex: RegExp;
  read: (groups: readonly (string | undefined)[]) => Partial<DateMention>[] | undefined;
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const month = (name: string | undefined): number | undefined => monthOf.get((name ?? '').toLowerCase());
const fullYear = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : text.length === 2 ? 2000 + Number(text) : Number(text);

/** Leaves out what is not given, refuses what is no date. */
function date(
  year: number | undefined,
  monthNumber?: number,
  day?: number,
  endDay?: number,
): Partial<DateMention>[] | undefined {
  if (monthNumber !== undefined && (monthNumber < 1 || monthNumber > 12)) return undefined;
  if ([day, endDay].some((value) => value !== undefined && (value < 1 || value > 31))) return undefined;
  const days = [day, endDay].filter((value) => value !== undefined);
  const base = { ...(year !== undefined && { year }), ...(monthNumber !== undefined && { month: monthNumber }) };
  return days.length > 0 ? days.map((value) => ({ ...base, day: value })) : [base];
}

const span = '(?:\\s?[-–/]\\s?|\\s(?:to|and|bis|und)\\s)';
const pattern = (source: string, read: Pattern['read']): Pattern => ({
  regex: new RegExp(before + source + after, 'giu'),
  read,
});

const quarterWords = 'first|second|third|fourth|1st|2nd|3rd|4th|erste[snm]?|zweite[snm]?|dritte[snm]?|vierte[snm]?';
const ordinalOf = (word: string): number =>
  1 +
  ['(first|1|erste)', '(second|2|zweite)', '(third|3|dritte)', '(fourth|4|vierte)'].findIndex((start) =>
    new RegExp(`^${start}`, 'i').test(word),
  );

/** Longest first: what one pattern has read, the next do not see. */
const patterns: readonly Pattern[] = [
  pattern('(\\d{4})-(\\d{2})-(\\d{2})', ([y, m, d]) => date(number(y), number(m), number(d))),
  pattern('(\\d{1,2})[./](\\d{1,2})[./](\\d{4})', ([a, b, y]) => {
    const readings = [date(number(y), number(b), number(a)), date(number(y), number(a), number(b))];
    const found = readings.flatMap((reading) => reading ?? []);
    return found.length > 0 ? found : undefined;
  }),
  pattern(`${D}(?:${span}${D})?\\s+(?:of\\s+|de\\s+)?${M}\\.?,?\\s+(?:de\\s+|del\\s+|of\\s+)?${Y}`, ([a, b, m, y]) =>
    date(number(y), month(m), number(a), number(b)),
  ),
  pattern(`${M}\\.?\\s+${D}(?:${span}${D})?(?:,\\s*|\\s+)${Y}`, ([m, a, b, y]) =>
    date(number(y), month(m), number(a), number(b)),
  ),
  pattern(`${M}\\.?${span}${M}\\.?,?\\s+${Y}`, ([m, n, y]) => [
    ...(date(number(y), month(m)) ?? []),
    ...(date(number(y), month(n)) ?? []),
  ]),
  pattern(`${M}\\.?,?\\s+(?:of\\s+|de\\s+|del\\s+)?${Y}`, ([m, y]) => date(number(y), month(m))),
  pattern(`${Y}-(0[1-9]|1[0-2])`, ([y, m]) => [
    ...(date(number(y), number(m)) ?? []),
    ...(date(2000 + Number(m)) ?? []),
  ]),
  pattern(`Q([1-4])(?:\\s?(?:of\\s)?['’/]?(\\d{4}|\\d{2}(?=\\b)))?`, ([q, y]) => quarter(Number(q), fullYear(y))),
  pattern(`([1-4])Q(?:\\s?['’/]?(\\d{4}|\\d{2}))?`, ([q, y]) => quarter(Number(q), fullYear(y))),
  pattern(`(${quarterWords})[-\\s](?:fiscal\\s)?(?:quarter|quartal[s]?)(?:\\s(?:of\\s)?${Y})?`, ([q, y]) =>
    quarter(ordinalOf(q ?? ''), number(y)),
  ),
  pattern(`([1-4])\\.\\s?(?:quartal|kvartal)(?:\\s${Y})?`, ([q, y]) => quarter(Number(q), number(y))),
  pattern(`H([12])(?:\\s?(?:of\\s)?['’/]?(\\d{4}|\\d{2}(?=\\b)))?`, ([h, y]) => half(Number(h), fullYear(y))),
  pattern(`(first|second|erste[sn]?|zweite[sn]?)[-\\s](?:half|halbjahr)(?:\\s(?:of\\s)?${Y})?`, ([h, y]) =>
    half(ordinalOf(h ?? ''), number(y)),
  ),
  pattern(`FY\\s?['’]?(\\d{4}|\\d{2})(?:[/–-](\\d{4}|\\d{2}))?`, ([a, b]) =>
    [fullYear(a), fullYear(b)].flatMap((year) => (year === undefined ? [] : [{ year }])),
  ),
  pattern(`${Y}\\s?[-–/]\\s?(\\d{4}|\\d{2})`, ([a, b]) => {
    const first = Number(a);
    const second = b?.length === 2 ? Math.floor(first / 100) * 100 + Number(b) : Number(b);
    return second > first && second - first < 100 ? [{ year: first }, { year: second }] : undefined;
  }),
  pattern(`${D}(?:${span}${D})?\\s+(?:of\\s+|de\\s+)?${M}`, ([a, b, m]) =>
    date(undefined, month(m), number(a), number(b)),
  ),
  pattern(`${M}\\.?\\s+${D}(?!\\s?(?:%|percent|per cent|million|billion|bn|m\\b))`, ([m, a]) =>
    date(undefined, month(m), number(a)),
  ),
  pattern(`${Y}(?:s|er)`, ([y]) => [{ year: Number(y) }]),
  {
    regex: new RegExp(
      `(?<![\\p{L}\\p{N}.,'’$€£]|[$€£]\\s)(?:(?<=\\p{L}-)|(?<!-))${Y}(?![\\p{L}\\p{N}%]|[.,'’]\\d|\\s?%)`,
      'gu',
    ),
    read: ([y]) => (Number(y) >= 1800 ? [{ year: Number(y) }] : undefined),
  },
  {
    // Prefixed years such as mid-2026 and pre-2020.
    regex: new RegExp(`(?<=\\p{L}[-–])${Y}(?![\\p{L}\\p{N}%]|[.,'’]\\d)`, 'gu'),
    read: ([y]) => [{ year: Number(y) }],
  },
  {
    // A month alone: only names that are no other word.
    regex:
      /(?<![\p{L}\p{N}])(January|February|April|June|July|August|September|October|November|December|Januar|Februar|Oktober|Dezember)(?![\p{L}\p{N}])/gu,
    read: ([m]) => date(undefined, month(m)),
  },
];

function quarter(value: number, year: number | undefined): Partial<DateMention>[] {
  return [{ quarter: value, ...(year !== undefined && { year }) }];
}

function half(value: number, year: number | undefined): Partial<DateMention>[] {
  return [{ half: value, ...(year !== undefined && { year }) }];
}

/** The same text with a stretch of it blanked, so that positions stay what they are. */
export const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

/**
 * Every date of a text, in order, and the text with them blanked out. Knows English, German, French, Spanish, Italian,
 * Portuguese, Dutch and Scandinavian month names, ISO and numeric forms, quarters, halves and fiscal years. A numeric
 * date that may be read in two ways gives both readings.
 */
export const readDates = remember(4_000, (text): { readonly dates: readonly DateMention[]; readonly rest: string } => {
  let rest = text;
  const dates: DateMention[] = [];
  for (const { regex, read } of patterns) {
    for (const match of rest.matchAll(regex)) {
      const found = read(match.slice(1));
      if (!found) continue;
      const start = match.index;
      const end = start + match[0].length;
      for (const mention of found) dates.push({ ...mention, start, end, raw: match[0] });
      rest = blank(rest, start, end);
    }
  }
  return { dates: dates.sort((a, b) => a.start - b.start), rest };
});
