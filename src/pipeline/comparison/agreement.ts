import { compact } from '../evidence/gate/fold.ts';
import { hasDate } from '../evidence/gate/match-figures.ts';
import { type Figures, readFigures } from '../evidence/gate/read-figures.ts';
import { type Amount, amountsIn, compareAmounts } from './amounts.ts';
import { wordsOf } from './words.ts';

/** What a sentence holds that a change of words may not touch. */
export interface Substance {
  amounts: readonly { amount: Amount; raw: string }[];
  figures: Figures;
  names: ReadonlySet<string>;
  words: ReadonlySet<string>;
  negative: boolean;
}

const negations =
  /(?<!\p{L})(?:no|not|never|neither|nor|none|without|cannot|denied|denies|kein\p{L}*|nicht|nie|ohne)(?!\p{L})|n['’]t(?!\p{L})/giu;

/** `own` are the names of the company itself: that a sentence gives them or not makes no difference. */
export function substanceOf(text: string, own: ReadonlySet<string>): Substance {
  const figures = readFigures(text, []);
  const said = new Set(wordsOf(text));
  const words = text.split(/\s+/u).filter((word) => /\p{L}/u.test(word));
  // "$300M" has a capital too.
  const capital = words.slice(1).filter((word) => /^[^\p{N}]*\p{Lu}/u.test(word));
  const dates = new Set(figures.dates.flatMap(({ raw }) => wordsOf(raw)));
  // In German every noun has a capital, in a headline every word.
  const readable = capital.length <= 0.5 * words.length;
  const names = capital
    .flatMap((word) => wordsOf(word))
    .filter((word) => word.length > 1 && said.has(word) && !own.has(word) && !dates.has(word));
  return {
    amounts: amountsIn(text),
    figures,
    names: new Set(readable ? names : []),
    words: said,
    negative: (text.match(negations) ?? []).length % 2 === 1,
  };
}

/** Figures and dates that one sentence gives and the other does not, as written; rounding variants are the same. */
export function figuresApart(a: Substance, b: Substance): { a: string[]; b: string[] } {
  return { a: figuresMissing(a, b), b: figuresMissing(b, a) };
}

const figuresMissing = (stated: Substance, other: Substance): string[] => [
  ...stated.amounts
    .filter(({ amount }) => !other.amounts.some((candidate) => compareAmounts(amount, candidate.amount) === 'same'))
    .map(({ raw }) => raw.trim()),
  ...stated.figures.names
    .filter(({ raw }) => !other.figures.names.some((name) => compact(name.raw) === compact(raw)))
    .map(({ raw }) => raw),
  ...stated.figures.dates.filter((date) => !hasDate(date, other.figures)).map(({ raw }) => raw),
];

/** Each names somebody or something that the other does not: the sentences look alike but are about different things. */
export const namesSwapped = (a: Substance, b: Substance): boolean =>
  !a.names.isSubsetOf(b.words) && !b.names.isSubsetOf(a.words);
