import { blank } from '../dates.ts';
import { spelledNumbers } from './spelled-numbers.ts';

/** A number as a text says it, with what it may mean. */
export interface Quantity {
  /** Every value it can be read as: "1,241" is 1241, or 1.241 where the comma is a decimal one. */
  values: number[];
  percent: boolean;
  /** Currencies it can be read as: "$" may be several, "kr" three. */
  currencies: string[];
  raw: string;
  start: number;
  end: number;
  /** Written in words. */
  spelled: boolean;
  /** Power of ten that a scale word after it says, 0 for none. */
  power: number;
}

const separators = "[.,'’]";
const groupSpace = '[ \\u00a0\\u202f\\u2009]';
const digits = `\\d{1,3}(?:${groupSpace}\\d{3})+(?!\\d)(?:[.,]\\d+)?|\\d+(?:${separators}\\d+)*`;

/** Symbols and codes before a number; the longer ones first. */
const currencyBefore: readonly [string, readonly string[]][] = [
  ['US\\$', ['USD']],
  ['A\\$|AU\\$', ['AUD']],
  ['C\\$|CA\\$', ['CAD']],
  ['HK\\$', ['HKD']],
  ['S\\$', ['SGD']],
  ['\\$', ['USD', 'AUD', 'CAD', 'HKD', 'SGD', 'NZD']],
  ['€', ['EUR']],
  ['£', ['GBP']],
  ['¥', ['JPY', 'CNY']],
  ['₹', ['INR']],
  ['(?:SFr|Fr)\\.', ['CHF']],
  ['Rs\\.?', ['INR']],
  ['RMB', ['CNY']],
  ['kr\\.?', ['DKK', 'SEK', 'NOK']],
];
const codes = 'USD|EUR|GBP|CHF|DKK|SEK|NOK|JPY|CNY|INR|AUD|CAD|HKD|SGD|NZD|PLN|CZK|BRL|MXN|ZAR|KRW|TRY|AED|SAR';
const currencyAfter: readonly [string, readonly string[]][] = [
  ['US[- ]dollars?|U\\.S\\. dollars?', ['USD']],
  ['dollars?|Dollar', ['USD', 'AUD', 'CAD', 'HKD', 'SGD', 'NZD']],
  ['euros?|€', ['EUR']],
  ['pounds?(?: sterling)?|£', ['GBP']],
  ['(?:Swiss )?francs?|(?:Schweizer )?Franken|Fr\\.', ['CHF']],
  ['(?:Danish )?kroner|(?:Swedish )?kronor|kroner?|Kronen|kr\\b', ['DKK', 'SEK', 'NOK']],
  ['yen', ['JPY']],
  ['yuan|renminbi', ['CNY']],
  ['rupees?|lakh rupees', ['INR']],
  ['\\$', ['USD', 'AUD', 'CAD', 'HKD', 'SGD', 'NZD']],
];

/** Scale words with their power of ten; single letters count only where they touch the number. */
const scales: readonly [string, number][] = [
  ['thousands?|tausend|tsd\\.?|mille|mila|duizend|tusind|tusen', 3],
  ['millions?|millionen|millioner|miljoner|miljoen|millones|milioni|mio\\.?|mln\\.?|mn', 6],
  ['billions?|milliarden?|milliards?|milliarder|miljarder|miljard|miliardi|mrd\\.?|mia\\.?|bln\\.?|bn', 9],
  ['trillions?|trn|tn|billionen|billioner', 12],
  ['lakhs?', 5],
  ['crores?', 7],
  ['hundred', 2],
];
const gluedScales: Record<string, number> = { k: 3, m: 6, b: 9, t: 12 };

const either = (entries: readonly (readonly [string, unknown])[]) => entries.map(([source]) => source).join('|');
const numberAt = new RegExp(
  `(?<![\\p{L}\\p{N}]|\\d[.,'’])(?:(?<before>${either(currencyBefore)}|${codes})${groupSpace}{0,3})?[-−–~+±≈<>]?(?<digits>${digits})`,
  'giu',
);
const scaleAfter = new RegExp(
  `^[\\s-]?(?:${scales.map(([source]) => `(${source})`).join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
const glued = /^([kmbt])(?![\p{L}\p{N}])/iu;
const ordinal = /^(?:st|nd|rd|th|er|ère|e|º)(?![\p{L}\p{N}])/iu;
const percentAfter =
  /^[\s-]?(?:%|‰|percent(?:age)?(?:[\s-]points?)?|per[\s-]cent|pct|pp\b|prozent(?:punkte?n?)?|procent|pour cent|por ciento|per cento|v\.\s?h\.)/iu;
const currencyEnd = new RegExp(
  `^[\\s-]?(?:(?<code>${codes})(?![\\p{L}\\p{N}])|(?<word>${either(currencyAfter)})(?![\\p{L}\\p{N}]))`,
  'iu',
);

const currenciesOf = (written: string, table: typeof currencyBefore): readonly string[] =>
  new RegExp(`^(?:${codes})$`, 'i').test(written)
    ? [written.toUpperCase()]
    : (table.find(([source]) => new RegExp(`^(?:${source})$`, 'i').test(written))?.[1] ?? []);

/**
 * The values that a written number may have. A separator that stands twice groups; of two kinds the last one is the
 * decimal one; one that is not followed by exactly three digits is decimal; an apostrophe or a space always groups.
 * What stays open gives both, but a comma before three digits is a decimal one only where a scale or a percent sign
 * follows ("1,241 Milliarden"), and nobody writes three zeros behind a decimal mark.
 */
export function valuesOf(written: string, scaled = false): number[] {
  const text = written.replace(/['’\s]/gu, '');
  const marks = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return [Number(text)];
  const grouped = Number(text.replace(/[.,]/g, ''));
  const whole = text.slice(0, text.lastIndexOf(last)).replace(/[.,]/g, '');
  const decimal = Number(`${whole}.${text.slice(text.lastIndexOf(last) + 1)}`);
  const kinds = new Set(marks).size;
  if (kinds === 2) return [decimal];
  if (marks.length > 1) return [grouped];
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return [decimal];
  const groups = text.endsWith('000') || (last === ',' && !scaled);
  return groups ? [grouped] : [grouped, decimal];
}

/** Every quantity of a text, in digits or in words, in order. Dates and names with digits must be blanked out before. */
export function readQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  let rest = text;
  for (const match of text.matchAll(numberAt)) {
    const quantity = quantityAt(text, match);
    found.push(quantity);
    rest = blank(rest, quantity.start, quantity.end);
  }
  const spelled = spelledNumbers(rest).map(({ value, start, end }): Quantity => {
    const tail = readTail(text, end);
    return {
      values: [value * 10 ** tail.power],
      percent: tail.percent,
      currencies: [...tail.currencies],
      raw: text.slice(start, tail.end),
      start,
      end: tail.end,
      spelled: true,
      power: tail.power || scalePowerIn(text.slice(start, end)),
    };
  });
  return shareRanges(
    text,
    [...found, ...spelled].sort((a, b) => a.start - b.start),
  );
}

function quantityAt(text: string, match: RegExpExecArray): Quantity {
  const start = match.index;
  const tail = readTail(text, start + match[0].length);
  const before = match.groups?.before;
  const named = before === undefined ? tail.currencies : currenciesOf(before, currencyBefore);
  const plain = valuesOf(match.groups?.digits ?? '', tail.power > 0 || tail.percent);
  const scaled = plain.map((value) => round(value * 10 ** tail.power));
  return {
    values: tail.openScale ? [...plain, ...scaled] : scaled,
    percent: tail.percent,
    currencies: [...named],
    raw: text.slice(start, tail.end),
    start,
    end: tail.end,
    spelled: false,
    power: tail.power,
  };
}

/** What follows a number: ordinal ending, scale, percent sign, currency. */
function readTail(
  text: string,
  from: number,
): { power: number; openScale: boolean; percent: boolean; currencies: readonly string[]; end: number } {
  let end = from;
  const take = (regex: RegExp): RegExpExecArray | undefined => {
    const match = regex.exec(text.slice(end));
    if (match) end += match[0].length;
    return match ?? undefined;
  };
  take(ordinal);
  const letter = take(glued)?.[1]?.toLowerCase();
  const scale = letter === undefined ? take(scaleAfter) : undefined;
  const power = letter === undefined ? scalePower(scale) : (gluedScales[letter] ?? 0);
  const percent = take(percentAfter) !== undefined;
  const currency = percent ? undefined : take(currencyEnd);
  const written = currency?.groups?.code ?? currency?.groups?.word;
  return {
    power,
    // "300m" may be metres, "5t" tonnes.
    openScale: letter !== undefined,
    percent,
    currencies: written === undefined ? [] : currenciesOf(written, currencyAfter),
    end,
  };
}

const scalePower = (match: RegExpExecArray | undefined): number => {
  const index = match?.slice(1).findIndex((group) => group !== undefined) ?? -1;
  return scales[index]?.[1] ?? 0;
};

/** Floating point leaves dust behind: 8.7 × 10⁹ is 8700000000. */
const round = (value: number): number => Number(value.toPrecision(14));

const rangeMark = new RegExp(
  `^\\s?(?:[-–—−/]|to|and|or|bis|und|à|til|till|tot)\\s?(?:${either(currencyBefore)}|${codes})?\\s?$`,
  'iu',
);

/** In "4.5–7bn", "3 to 5%" and "two to three billion euros" what follows the second number holds for the first too. */
function shareRanges(text: string, quantities: Quantity[]): Quantity[] {
  for (let index = quantities.length - 2; index >= 0; index--) {
    const first = quantities[index];
    const second = quantities[index + 1];
    if (!first || !second) continue;
    const mark = text.slice(first.end, second.start);
    if (!rangeMark.test(mark) || (first.percent && !second.percent)) continue;
    if (first.power === 0 && second.power > 0) {
      first.values = [...first.values, ...first.values.map((value) => round(value * 10 ** second.power))];
    }
    first.percent ||= second.percent;
    if (first.currencies.length === 0) first.currencies = second.currencies;
    else if (second.currencies.length === 0 && /[-–—−]/u.test(mark)) second.currencies = first.currencies;
  }
  return quantities;
}

const scalePowerIn = (words: string): number =>
  scales.find(([source]) => new RegExp(`(?:${source})(?![\\p{L}])`, 'iu').test(words))?.[1] ?? 0;
