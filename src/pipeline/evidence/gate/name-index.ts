import { readDates } from '../dates.ts';
import { readDigitNames } from './digit-names.ts';
import { compact, compactGerman, wordPattern } from './fold.ts';
import { remember } from './remember.ts';

/** What a text may name: every word and every sequence of words of the texts it was made from. */
export interface NameIndex {
  /** The word in any case, with or without accents and inner marks. */
  hasWord(word: string): boolean;
  /** The words directly after one another. */
  hasPhrase(words: readonly string[]): boolean;
  /** Whether the word stands for itself somewhere, not only as the first part of a longer name. */
  standsAlone(word: string): boolean;
  /** Whether one name (capitalised words in a row) holds both words, in this order. */
  inOneName(first: string, second: string): boolean;
  /** Initials of every name of two words or more. */
  hasInitials(letters: string): boolean;
}

const connectors = new Set(
  'of and the for & de du des del della di da von van der den und y e la le al bin af zu zur at on in'.split(' '),
);
const isCapital = (word: string): boolean => /^[^\p{L}]*\p{Lu}/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);

/** A word, and its parts where it is joined: Hapag-Lloyd is also Hapag and Lloyd. */
export const partsOf = (word: string): string[] => word.split(/[-–/&+.'’@_[\]]+/u).filter((part) => part.length > 0);

/** What one text adds to an index. */
interface NamesOfText {
  words: ReadonlySet<string>;
  alone: ReadonlySet<string>;
  initials: ReadonlySet<string>;
  names: readonly (readonly string[])[];
  phrases: string;
}

const namesOfText = remember(4_000, (text): NamesOfText => {
  const words = new Set<string>();
  const alone = new Set<string>();
  const initials = new Set<string>();
  const names: string[][] = [];
  const add = (word: string) => {
    for (const form of [compact(word), compactGerman(word)]) {
      words.add(form);
      if (form.length > 3 && form.endsWith('s')) words.add(form.slice(0, -1));
    }
  };
  if (/\d/.test(text)) for (const { raw } of readDigitNames(readDates(text).rest).names) add(raw);
  const tokens = [...text.matchAll(wordPattern)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const { word } of tokens) for (const part of [word, ...partsOf(word)]) add(part);
  for (const name of namesIn(text, tokens)) {
    names.push(name.flatMap((word) => [compact(word), ...partsOf(word).map(compact)]));
    const capitals = name.filter(isCapital);
    if (capitals.length > 1) initials.add(compact(capitals.map((word) => word.match(/\p{L}/u)?.[0] ?? '').join('')));
    const only = name.length === 1 ? name[0] : undefined;
    if (only !== undefined) for (const part of [only, ...partsOf(only)]) alone.add(compact(part));
    alone.add(compact(name.at(-1) ?? ''));
  }
  return { words, alone, initials, names, phrases: tokens.map(({ word }) => compact(word)).join(' ') };
});

export function createNameIndex(texts: readonly string[]): NameIndex {
  const read = [...new Set(texts)].map(namesOfText);
  const words = new Set(read.flatMap((text) => [...text.words]));
  const alone = new Set(read.flatMap((text) => [...text.alone]));
  const initials = new Set(read.flatMap((text) => [...text.initials]));
  const names = read.flatMap((text) => text.names);
  const phrases = ` ${read.map((text) => `${text.phrases} | `).join('')}`;
  return {
    hasWord: (word) => words.has(compact(word)) || words.has(compactGerman(word)),
    hasPhrase: (sequence) => phrases.includes(` ${sequence.map(compact).join(' ')} `),
    standsAlone: (word) => alone.has(compact(word)),
    inOneName: (first, second) => {
      const [a, b] = [compact(first), compact(second)];
      return names.some((name) => name.includes(a) && name.lastIndexOf(b) > name.indexOf(a));
    },
    hasInitials: (written) => initials.has(compact(written)),
  };
}

/** What any of the indexes knows. */
export const joinIndexes = (all: readonly NameIndex[]): NameIndex => ({
  hasWord: (word) => all.some((index) => index.hasWord(word)),
  hasPhrase: (words) => all.some((index) => index.hasPhrase(words)),
  standsAlone: (word) => all.some((index) => index.standsAlone(word)),
  inOneName: (first, second) => all.some((index) => index.inOneName(first, second)),
  hasInitials: (letters) => all.some((index) => index.hasInitials(letters)),
});

/** Runs of capitalised words, connectors inside them included. */
function namesIn(text: string, tokens: readonly { word: string; start: number; end: number }[]): string[][] {
  const found: string[][] = [];
  let run: string[] = [];
  let end = 0;
  const close = () => {
    while (run.length > 0 && !isCapital(run.at(-1) ?? '')) run.pop();
    if (run.length > 0) found.push(run);
    run = [];
  };
  for (const token of tokens) {
    if (run.length > 0 && !/^[\s.'’*_-]{1,4}$/u.test(text.slice(end, token.start))) close();
    if (run.length > 0 && /^['’.]/u.test(text.slice(end)) && /[.!?]\s/u.test(text.slice(end, token.start))) {
      // "J. D. Power" goes on; a sentence that ended does not.
      if ((run.at(-1) ?? '').length > 2) close();
    }
    if (isCapital(token.word) || (run.length > 0 && connectors.has(token.word.toLowerCase()))) run.push(token.word);
    else close();
    end = token.end;
  }
  close();
  return found;
}
