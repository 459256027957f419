import { type Quantity, readQuantities, valuesOf } from '../evidence/gate/quantities.ts';
import { readFigures } from '../evidence/gate/read-figures.ts';

/** One way of reading a written number, with the numbers it may stand for: "8.7 billion" is anything from 8.65 to 8.75. */
interface Reading {
  value: number;
  /** Half of what its last written digit counts. */
  half: number;
  low: number;
  high: number;
}

export interface Amount {
  readings: Reading[];
  percent: boolean;
  /** Codes it can be read as, empty where none is written. */
  currencies: readonly string[];
}

export interface Amounts {
  amounts: Amount[];
  /** Two ends of a span, such as "$4.5–7bn". */
  range: boolean;
}

export type Likeness = 'same' | 'different' | 'incomparable';

const about = /(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|~|≈|rund|etwa|environ)\s*$/iu;
const atLeast =
  /(?:more than|over|above|at least|exceed(?:s|ed|ing)?|in excess of|upwards of|mehr als|über|>|plus de)\s*$/iu;
const atMost =
  /(?:nearly|almost|up to|under|below|less than|fewer than|at most|close to|just short of|knapp|fast|bis zu|<)\s*$/iu;
/** Verbs such as "fell" are no sign: one writer's fall of 9.9% is another's decline, and both write 9.9%. */
const lossBefore =
  /(?:(?<!\p{L})(?:loss(?:es)?|deficit|lost|Verlust)(?!\p{L})(?:(?!(?<!\p{L})(?:and|or|from|und|profit|gain)(?!\p{L}))[^\d.;,:]){0,30}|(?:minus|negative)\s)$/iu;
const lossAfter = /^\s?-?(?:(?:net|operating|pre-tax|quarterly|annual)\s)?(?:loss|deficit)(?!\p{L})/iu;
const gainAfter = /^\s?-?(?:(?:net|operating|pre-tax|quarterly|annual)\s)?(?:profit|gain|surplus)(?!\p{L})/iu;

/**
 * The amounts of a value as its claim writes it. Scale, currency, sign and hedge ("about", "over", "a loss of") are
 * taken from the claim's own words around it; where the value cannot be found there, from the value and its unit.
 */
export function readAmounts(value: string, unit: string, claimText: string): Amounts {
  const named = readUnit(unit);
  const at = placeOf(value, claimText);
  const inClaim = at && readAt(claimText, at, value, { ...named, power: 0 });
  return inClaim && inClaim.amounts.length > 0 ? inClaim : readAt(value, [0, value.length], value, named);
}

function readAt(text: string, [from, to]: [number, number], value: string, unit: Unit): Amounts {
  const found = quantitiesOf(text, value).filter((quantity) => quantity.start < to && quantity.end > from);
  return {
    amounts: found.map((quantity) => amountOf(quantity, text, unit)),
    range: found.length === 2 && isRange(text.slice(found[0]?.end, found[1]?.start), text.slice(0, found[0]?.start)),
  };
}

/** A bare number of four digits is a year to the reader of dates, but not where a value is counted. */
const quantitiesOf = (text: string, value: string): readonly Quantity[] =>
  /^\d{4}$/.test(value.trim()) ? readQuantities(text) : readFigures(text, []).quantities;

interface Unit {
  power: number;
  percent: boolean;
  currencies: readonly string[];
}

/** Scale, percent and currency of a unit in whatever order it names them: "USD billion", "million euros". */
function readUnit(unit: string): Unit {
  const read = unit.split(/\s+/u).flatMap((word) => readQuantities(`1 ${word}`).slice(0, 1));
  return {
    power: Math.max(0, ...read.map(({ power }) => power)),
    percent: read.some(({ percent }) => percent),
    currencies: read.find(({ currencies }) => currencies.length > 0)?.currencies ?? [],
  };
}

const isRange = (between: string, before: string): boolean =>
  /^\s?(?:[-–—−]|to|bis|à|til|till|tot)\s/u.test(`${between} `) ||
  /^\s?[-–—−]/u.test(between) ||
  (/\bbetween\b[^,.;]{0,20}$/iu.test(before) && /\band\b/iu.test(between));

/** Where a value stands in a text as a whole; the first place. */
function placeOf(value: string, text: string): [number, number] | undefined {
  const lower = text.toLowerCase();
  const wanted = value.toLowerCase();
  if (lower.length !== text.length || wanted === '') return undefined;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const before = lower[at - 1] ?? ' ';
    const after = lower.slice(at + wanted.length, at + wanted.length + 2);
    const joins = /[\p{L}\p{N}]/u.test(before) && /^[\p{L}\p{N}]/u.test(wanted);
    const grouped = /\d[.,'’]$/.test(lower.slice(0, at)) && /^\d/.test(wanted);
    if (!joins && !grouped && !/^(?:\d|[.,'’]\d)/.test(after)) return [at, at + wanted.length];
  }
  return undefined;
}

function amountOf(quantity: Quantity, text: string, unit: Unit): Amount {
  const before = text.slice(Math.max(0, quantity.start - 40), quantity.start);
  const after = text.slice(quantity.end, quantity.end + 20);
  const scale = quantity.power === 0 ? 10 ** unit.power : 1;
  const negative =
    (!quantity.percent && !gainAfter.test(after) && (lossBefore.test(before) || lossAfter.test(after))) ||
    /(?:^|[\s(])[-−]$/u.test(before) ||
    /^[^\d]{0,4}[-−]\d/u.test(quantity.raw);
  const readings = readingsOf(quantity).map(({ value, step }) => hedged(value * scale, step * scale, before, after));
  return {
    readings: negative
      ? readings.map(({ value, half, low, high }) => ({ value: -value, half, low: -high, high: -low }))
      : readings,
    percent: quantity.percent || unit.percent,
    currencies: quantity.currencies.length > 0 ? quantity.currencies : unit.currencies,
  };
}

/** What the last written digit counts: 0.01 billion in "8.70 bn", one in "8,700". */
function readingsOf({ values, raw, spelled, power }: Quantity): { value: number; step: number }[] {
  if (spelled) return values.map((value) => ({ value, step: 10 ** power }));
  const digits = /\d+(?:[.,'’\s\u00a0\u202f\u2009]\d+)*/u.exec(raw)?.[0] ?? '';
  const plain = [...new Set([...valuesOf(digits, true), ...valuesOf(digits, false)])];
  const whole = Number(digits.replace(/[^\d]/g, ''));
  const decimals = /[.,](\d+)$/.exec(digits)?.[1]?.length ?? 0;
  return values.map((value) => {
    const written = plain.find((candidate) => isPowerOfTen(value / candidate)) ?? value;
    const factor = value === 0 ? 10 ** power : value / written;
    return { value, step: (written === whole ? 1 : 10 ** -decimals) * factor };
  });
}

const isPowerOfTen = (factor: number): boolean => {
  const exponent = Math.log10(factor);
  return Number.isFinite(exponent) && Math.abs(exponent - Math.round(exponent)) < 1e-9;
};

/** "About 1,000" is rounded where its zeros begin (but two digits are always meant); a bound is open to one side. */
function hedged(value: number, step: number, before: string, after: string): Reading {
  const mantissa = String(Math.round(value / step));
  const zeros = /0*$/.exec(mantissa)?.[0].length ?? 0;
  const coarse = step * 10 ** Math.max(0, Math.min(zeros, mantissa.length - 2));
  const half = step / 2;
  if (atLeast.test(before) || /^\s?\+/.test(after)) return { value, half, low: value - half, high: value + coarse };
  if (atMost.test(before)) return { value, half, low: value - coarse, high: value + half };
  const give = about.test(before) ? Math.max(half, coarse / 2) : half;
  return { value, half, low: value - give, high: value + give };
}

/** Every amount of a text, as it is written there. */
export const amountsIn = (text: string): { amount: Amount; raw: string }[] =>
  readFigures(text, []).quantities.map((quantity) => ({
    amount: amountOf(quantity, text, { power: 0, percent: false, currencies: [] }),
    raw: quantity.raw,
  }));

/**
 * Same when the coarser of the two, as precise as it is written, may stand for the other: "$8.7bn" for "8,738 million",
 * but not "$8.70bn". Percent and amount, or two currencies, cannot be compared.
 */
export const compareAmounts = (a: Amount, b: Amount): Likeness => compareBy(covers, a, b);

function compareBy(isSame: (x: Reading, y: Reading) => boolean, a: Amount, b: Amount): Likeness {
  if (a.percent !== b.percent) return 'incomparable';
  if (a.currencies.length > 0 && b.currencies.length > 0 && !a.currencies.some((code) => b.currencies.includes(code))) {
    return 'incomparable';
  }
  return a.readings.some((x) => b.readings.some((y) => isSame(x, y))) ? 'same' : 'different';
}

function covers(a: Reading, b: Reading): boolean {
  const [coarse, fine] = a.high - a.low >= b.high - b.low ? [a, b] : [b, a];
  // Floating point: 8.65 and 8.75 are no exact numbers.
  const dust = 1e-9 * Math.max(Math.abs(coarse.value), Math.abs(fine.value));
  return within(fine.value, coarse, dust) || (sameWidth(a, b) && within(coarse.value, fine, dust));
}

const equal = (a: Reading, b: Reading): boolean =>
  Math.abs(a.value - b.value) <= 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value));

const rounded = (a: Reading, b: Reading): boolean =>
  Math.abs(a.value - b.value) <= Math.max(a.half, b.half) + 1e-9 * Math.max(Math.abs(a.value), Math.abs(b.value));

const within = (value: number, { low, high }: Reading, dust: number): boolean =>
  value >= low - dust && value <= high + dust;
const sameWidth = (a: Reading, b: Reading): boolean =>
  Math.abs(a.high - a.low - (b.high - b.low)) <= 1e-9 * Math.abs(a.high - a.low);

/** Two ranges by their ends; of values that give more than one amount ("about 1,000, some 15%") the first decides. */
export const compareAmountLists = (a: Amounts, b: Amounts): Likeness => compareLists(compareAmounts, a, b);

/** The same figures in whatever unit and spelling, but not rounded. */
export const isEqualAmounts = (a: Amounts, b: Amounts): boolean =>
  compareLists((x, y) => compareBy(equal, x, y), a, b) === 'same';

/** The same figures as exact as each is written; what "about" and "more than" would also allow is not counted. */
export const isRoundedAmounts = (a: Amounts, b: Amounts): boolean =>
  compareLists((x, y) => compareBy(rounded, x, y), a, b) === 'same';

function compareLists(compare: (a: Amount, b: Amount) => Likeness, a: Amounts, b: Amounts): Likeness {
  if (a.range !== b.range) return 'different';
  const pairs = a.range || a.amounts.length === b.amounts.length ? a.amounts : a.amounts.slice(0, 1);
  const likeness = pairs.map((amount, index) => {
    const other = b.amounts[index];
    return other === undefined ? 'different' : compare(amount, other);
  });
  if (likeness.every((each) => each === 'same')) return 'same';
  return likeness[0] === 'incomparable' ? 'incomparable' : 'different';
}
