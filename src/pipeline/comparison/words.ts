import { fold, foldGerman } from '../evidence/gate/fold.ts';

/** Titles, legal forms and small words say nothing about who or what is meant. */
const idle = new Set(
  (
    'the a an of and for in at to by on its his her with from as der die das und von mit für le la les de du des et ' +
    'dr prof professor mr mrs ms miss sir dame lord herr frau ing dipl phd mba ' +
    'inc incorporated ltd limited llc plc ag gmbh sa se nv bv oy ab asa spa corp corporation co company group'
  ).split(' '),
);
/** Makers whose name is left out as often as not. */
const makers = new Set('microsoft google amazon ibm oracle apache sap cisco meta'.split(' '));

const split = (folded: string): string[] => folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
/** `A/S` falls into two letters. */
const withoutForm = (text: string): string =>
  text.replace(/\bA\/S\b|\bS\.?A\.?\b|\bN\.?V\.?\b/gu, ' ').replace(/['’]s\b/gu, '');

/** Words of a name or a short text as they are compared: no accents, no titles, no legal forms. */
export function wordsOf(text: string): string[] {
  const words = split(fold(withoutForm(text)));
  const telling = words.filter((word) => !idle.has(word));
  return telling.length > 0 ? telling : words;
}

/** The name-like words: with a capital or a digit. */
const namesIn = (text: string): string[] =>
  withoutForm(text)
    .split(/[\s,;()/&]+/u)
    .filter((word) => /[\p{Lu}\d]/u.test(word))
    .flatMap(wordsOf)
    .filter((word) => !idle.has(word));

const sameSet = (a: readonly string[], b: readonly string[]): boolean => {
  const [x, y] = [new Set(a), new Set(b)];
  return x.size === y.size && x.isSubsetOf(y);
};

const initialsOf = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');
const isInitialsOf = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 1 && b.length > 1 && (a[0] ?? '').length > 1 && a[0] === initialsOf(b);

/** One is written with umlauts, the other without: Zürich, Zurich, Zuerich. */
const spellings = (text: string): string[][] => [wordsOf(text), wordsOf(foldGerman(withoutForm(text)))];

/** Two names or short texts that mean the same: spelling, titles, initials, a maker's name and idle words aside. */
export function sameWords(a: string, b: string): boolean {
  if (spellings(a).some((x) => spellings(b).some((y) => sameSet(x, y)))) return true;
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (isInitialsOf(x, y) || isInitialsOf(y, x)) return true;
  const [namesA, namesB] = [namesIn(a), namesIn(b)];
  if (namesA.length > 0 && namesB.length > 0) {
    const withoutMaker = (names: readonly string[]) =>
      names.length > 1 ? names.filter((name) => !makers.has(name)) : names;
    return sameSet(namesA, namesB) || sameSet(withoutMaker(namesA), withoutMaker(namesB));
  }
  if (namesA.length + namesB.length > 0) return false;
  const [set, other] = [new Set(x), new Set(y)];
  return set.intersection(other).size >= 0.75 * set.union(other).size;
}

/** The same person: last names equal, and no given name or initial that speaks against it. */
export function samePerson(a: string, b: string): boolean {
  return spellings(a).some((x) => spellings(b).some((y) => isSamePerson(x, y)));
}

function isSamePerson(a: readonly string[], b: readonly string[]): boolean {
  if (a.at(-1) !== b.at(-1) || a.length === 0) return false;
  const [short, long] = [a.slice(0, -1), b.slice(0, -1)].sort((x, y) => x.length - y.length) as [string[], string[]];
  const agrees = (x: string, y: string) =>
    x === y || (x.length === 1 && y.startsWith(x)) || (y.length === 1 && x.startsWith(y));
  return short.every((name) => long.some((other) => agrees(name, other)));
}

/** One names a part of the other: Copenhagen and Copenhagen, Denmark. */
export function samePlace(a: string, b: string): boolean {
  return spellings(a).some((x) =>
    spellings(b).some((y) => new Set(x).isSubsetOf(new Set(y)) || new Set(y).isSubsetOf(new Set(x))),
  );
}
