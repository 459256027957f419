import { isCommonWord, looksOrdinary, sameCountry, stems } from './common-words.ts';
import { genericTerms } from './digit-names.ts';
import { fold, wordPattern } from './fold.ts';
import { type NameIndex, partsOf } from './name-index.ts';
import type { PhraseList } from './phrase-list.ts';

interface Word {
  raw: string;
  start: number;
  end: number;
  /** Any word would be capitalised here: a sentence begins, or the text is a headline. */
  opening: boolean;
  /** Part of an entry of the technology list. */
  technology: boolean;
  /** Directly before a capitalised word inside a sentence: most likely the first word of a name. */
  beforeName: boolean;
}

export interface Lexicon {
  technologies: PhraseList;
  /** Words that this run writes in lower case somewhere, so that they are no names (see `lowerCaseWords`). */
  ordinary: ReadonlySet<string>;
}

/** Figures have a check of their own. */
const numeric = /^[^\p{L}]*\d[\d.,'’]*(?:%|[kmbx]|bn|mn|m|st|nd|rd|th|s|h)?(?:[-–/].*)?$/iu;
const capital = /\p{Lu}/u;

/**
 * Names in a text that `known` does not hold. A name is told from a word by its capital letter, where the language and
 * the place in the sentence allow that: at the start of a sentence and in a headline a word must be no ordinary one,
 * and in German, which capitalises every noun, only two capitals in a row count. Texts without capitals have no names.
 * Two parts of different people put together are strange too, though each is known.
 */
export function strangeNames(text: string, known: NameIndex, { technologies, ordinary }: Lexicon): string[] {
  const words = readWords(text, technologies);
  const isTechnology = (part: string) => technologies.hasPhrase([part]);
  const nounsAreCapital = isGerman(text);
  const strange = words.map(
    (word, index) =>
      isStrange(word, known, isTechnology) &&
      !(word.opening && opensOrdinarily(text, word, words[index + 1], ordinary)),
  );
  const found: string[] = [];
  for (let index = 0; index < words.length; index++) {
    if (!strange[index]) continue;
    let last = index;
    while (strange[last + 1] && joined(text, words[last], words[last + 1])) last++;
    const run = words.slice(index, last + 1);
    const besideName = run.length > 1 || hasCapitalNeighbour(text, words, index);
    if (!nounsAreCapital || besideName) found.push(text.slice(run[0]?.start, run.at(-1)?.end).replace(/['’]s$/u, ''));
    index = last;
  }
  return [...found, ...(nounsAreCapital ? [] : stitched(text, words, strange, known))];
}

function readWords(text: string, technologies: PhraseList): Word[] {
  const words = [...text.matchAll(wordPattern)].map((match): Word => {
    const start = match.index;
    const before = text.slice(0, start);
    return {
      raw: match[0],
      start,
      end: start + match[0].length,
      opening:
        /(?:^|[.!?:;…]["'’”)\]]*\s+|[\n•·–—|→]\s*|\s[-*/]\s+|["“”„«‘(*_]+)$/u.test(before) ||
        /(?:^|\s)\d{1,2}[.)]\s+$/u.test(before),
      technology: false,
      beforeName: false,
    };
  });
  const raw = words.map((word) => word.raw.replace(/['’]s$/u, ''));
  for (let index = 0; index < words.length; ) {
    const count = technologies.longestAt(raw, index);
    for (const word of words.slice(index, index + count)) word.technology = true;
    index += Math.max(1, count);
  }
  return isHeadline(text, words)
    ? words.map((word) => ({ ...word, opening: true }))
    : words.map((word, index) => ({ ...word, beforeName: isBeforeName(text, word, words[index + 1]) }));
}

const isBeforeName = (text: string, word: Word, next: Word | undefined): boolean =>
  next !== undefined && text.slice(word.end, next.start) === ' ' && /^\p{Lu}\p{Ll}+(?:['’]s)?$/u.test(next.raw);

/** Most of its longer words are capitalised, and it is no sentence. */
function isHeadline(text: string, words: readonly Word[]): boolean {
  if (/\.\s*$/u.test(text)) return false;
  const long = words.filter(({ raw }) => raw.length > 3 && /^\p{L}/u.test(raw));
  return long.length > 1 && long.filter(({ raw }) => /^\p{Lu}/u.test(raw)).length >= 0.6 * long.length;
}

const germanWords = new Set(
  'der die das den dem des ein eine und oder ist sind wird werden mit für von auf bei nicht im zum zur sich auch als hat haben nach über'.split(
    ' ',
  ),
);

function isGerman(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = words.filter((word) => germanWords.has(word)).length;
  return count >= 2 && count >= words.length / 8;
}

function isStrange(
  { raw, opening, technology, beforeName }: Word,
  known: NameIndex,
  isTechnology: (part: string) => boolean,
): boolean {
  if (technology || !capital.test(raw) || numeric.test(raw)) return false;
  const word = raw.replace(/['’](?:s|S)?$/u, '').replace(/^\[|\]$/gu, '');
  if ([...word].filter((letter) => /\p{L}/u.test(letter)).length < 2) return false;
  if (isKnownWord(word, opening && !beforeName, known)) return false;
  const parts = partsOf(word);
  return (
    parts.length < 2 ||
    parts.some((part, index) => !isTechnology(part) && isStrangePart(part, opening && index === 0, known))
  );
}

const isStrangePart = (part: string, opening: boolean, known: NameIndex): boolean =>
  capital.test(part) && /\p{L}.*\p{L}/u.test(part) && !numeric.test(part) && !isKnownWord(part, opening, known);

function isKnownWord(word: string, opening: boolean, known: NameIndex): boolean {
  const lower = word.toLowerCase();
  if (known.hasWord(word) || genericTerms.has(lower) || isCommonWord(lower)) return true;
  if (/\p{Lu}s$/u.test(word) && (known.hasWord(word.slice(0, -1)) || isCommonWord(lower.slice(0, -1)))) return true;
  if (/^\p{Lu}{2,6}$/u.test(word) && known.hasInitials(word)) return true;
  if (sameCountry(fold(word)).some((form) => known.hasWord(form))) return true;
  // An ordinary word has one capital at most; "DeepMind" at the start of a sentence is a name all the same.
  return opening && /^\p{Lu}?[^\p{Lu}]*$/u.test(word) && looksOrdinary(lower);
}

/**
 * Whether a word that opens a sentence is most likely an ordinary one although no list knows it: it is written in lower
 * case elsewhere, or what follows does not follow a name ("Pick a port", "Sailings were", "Calmer and more").
 */
function opensOrdinarily(text: string, word: Word, next: Word | undefined, ordinary: ReadonlySet<string>): boolean {
  if (!/^\p{Lu}[^\p{Lu}]*$/u.test(word.raw)) return false;
  const lower = word.raw.toLowerCase();
  if ([lower, ...stems(lower)].some((form) => ordinary.has(form))) return true;
  if (!next || capital.test(next.raw)) return false;
  const between = text.slice(word.end, next.start);
  if (between === ', ') return lower.endsWith('s') && !/^(?:a|an|the)$/.test(next.raw);
  if (between !== ' ') return false;
  if (/^(?:and|or)$/.test(next.raw)) return /^\s(?!its|their|his|her|the|others?\b)\p{Ll}/u.test(text.slice(next.end));
  return imperativeObjects.has(next.raw) || (/s$/.test(lower) && pluralVerbs.has(next.raw));
}

const imperativeObjects = new Set(
  'of a an the one two three each every its their your our my this these those what which how where who all any some more no both up down out off through into'.split(
    ' ',
  ),
);
const pluralVerbs = new Set('are were have do'.split(' '));

const joined = (text: string, first: Word | undefined, second: Word | undefined): boolean =>
  first !== undefined && second !== undefined && /^[\s.'’]{1,3}$/u.test(text.slice(first.end, second.start));

function hasCapitalNeighbour(text: string, words: readonly Word[], index: number): boolean {
  const [before, word, after] = [words[index - 1], words[index], words[index + 1]];
  const isName = (other: Word | undefined) => other !== undefined && /^\p{Lu}/u.test(other.raw) && !other.opening;
  return (isName(after) && joined(text, word, after)) || (isName(before) && joined(text, before, word));
}

/**
 * "Vincent Erni" from Vincent Clerc and Robert Erni: the first word never stands without a name after it, and no name
 * holds both.
 */
function stitched(text: string, words: readonly Word[], strange: readonly boolean[], known: NameIndex): string[] {
  return words.flatMap((first, index) => {
    const second = words[index + 1];
    if (!second || strange[index] || strange[index + 1] || !joined(text, first, second)) return [];
    const bothNames = [first, second].every(({ raw, technology }) => isPlainName(raw) && !technology);
    if (!bothNames || first.raw.endsWith('’s') || first.raw.endsWith("'s")) return [];
    const b = second.raw.replace(/['’]s?$/u, '');
    if (!known.hasWord(first.raw) || !known.hasWord(b)) return [];
    if (known.standsAlone(first.raw) || known.inOneName(first.raw, b)) return [];
    return [text.slice(first.start, second.end)];
  });
}

const isPlainName = (raw: string): boolean => {
  const word = raw.replace(/['’]s?$/u, '');
  return /^\p{Lu}\p{Ll}+$/u.test(word) && !isCommonWord(word.toLowerCase());
};
