import { compact, fold, wordPattern } from './fold.ts';
import { remember } from './remember.ts';

/** Words that carry no content of their own: they say nothing about whether two texts speak of the same thing. */
const empty = new Set(
  `a an the this that these those such same other another each every either neither both all any some one ones none
  i you he she it we they me him her us them my your his its our their who whom whose which what when where why how
  and or but nor so yet for because although though while whereas whether if unless until till since as than like
  about above across after against along among around at before behind below beneath beside besides between beyond by down
  during except from in inside into near of off on onto out outside over past per through throughout to toward towards under
  up upon via with within without not no never ever also too again already still only just even then there here thus hence
  therefore however moreover meanwhile instead more most much many less least very well almost nearly roughly around approximately
  be am is are was were been being have has had having do does did done doing can could may might must shall should will would
  said say says according company firm group business der die das den dem des ein eine einen einem einer eines und oder aber nicht
  mit von vom zu zum zur im in am an auf aus bei nach über unter für durch ist sind war waren wird werden wurde wurden hat haben hatte
  million millions billion billions thousand percent usd eur gbp chf dkk sek nok euro euros dollar dollars franc francs mio mrd bn
  als auch noch nur sich es er sie wir ihr ihre ihrem ihren sein seine seinen dass wie mehr rund etwa`
    .split(/\s+/u)
    .map(fold),
);

const endings: readonly [RegExp, string][] = [
  [/(?:isation|ization)(?:s|al)?$/u, 'is'],
  [/(?:ising|izing|ised|ized|ises|izes|ise|ize)$/u, 'is'],
  [/ations?$/u, 'at'],
  [/(?:ments?|ness|fully|ful|less)$/u, ''],
  [/(?:ies|ied|ily)$/u, 'y'],
  [/(?:ings?|edly|ed|es|ers?|ors?|ly|al|ally|s|e|en|em)$/u, ''],
];

/** A rough stem of a folded word: enough to make one of `cancelled`, `cancels` and `cancelling`. */
export function stemOf(word: string): string {
  if (/\d/.test(word) || word.length < 4) return word.replace(/(?<=\p{L}{2})s$/u, '');
  for (const [ending, replacement] of endings) {
    const stem = word.replace(ending, replacement);
    if (stem !== word && stem.length >= 3) return stem.replace(/([bdfglmnprt])\1$/u, '$1');
  }
  return word;
}

/** Stems of the words that carry content, each once; joined words also in their parts. Digits are left to the figures. */
export const contentWords = remember(8_000, (text): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const [word] of text.matchAll(wordPattern)) {
    const plain = word.replace(/['’]s?$/u, '');
    for (const part of plain.split(/[-–/&+.'’@_[\]]+/u)) {
      const folded = compact(part);
      if (folded.length < 2 || /\d/.test(folded) || empty.has(folded)) continue;
      found.add(stemOf(folded));
    }
  }
  return found;
});

export interface Overlap {
  /** 0 to 1: part of the sentence's content that stands in the other text. */
  share: number;
  /** How much content the sentence has. */
  size: number;
}

/** How much of `words` stands among `known`. */
export function overlap(words: Iterable<string>, known: ReadonlySet<string>): Overlap {
  const all = [...words];
  const found = all.filter((word) => known.has(word) || [...known].some((other) => isAlike(word, other)));
  return { share: all.length === 0 ? 1 : found.length / all.length, size: all.length };
}

/** Same stem, or long words that begin alike: `cancel` and `cancellation`, `employ` and `employee`. */
export const isAlike = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 5 && long.startsWith(short.slice(0, Math.max(5, short.length - 1)));
};
