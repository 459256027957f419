import type { Claim } from '../../../domain/evidence.ts';
import { plainText } from '../claims.ts';
import { isCommonWord } from './common-words.ts';
import type { GateContext } from './context.ts';
import { compact, wordPattern } from './fold.ts';

/** Tells the company of the run from others. Names are compared folded, as rows of words. */
export interface SubjectIndex {
  /** Words that are this company's own, such as `maersk`. */
  ownWords: ReadonlySet<string>;
  /** Other companies that a text of evidence is about, when it is not about this one too. */
  othersMeant(text: string): string[];
  /** Other companies that a text names anywhere. */
  othersNamed(text: string): string[];
  /** Whether the other one bears this company's name. */
  isNamesake(other: string): boolean;
}

const row = (text: string): string =>
  (text.match(wordPattern) ?? [])
    .map((word) => compact(word.replace(/['’]s?$/u, '')))
    .filter(Boolean)
    .join(' ');
const holds = (text: string, words: string): boolean => words !== '' && ` ${text} `.includes(` ${words} `);

export function createSubjectIndex(context: GateContext): SubjectIndex {
  const own = ownNames(context);
  const ownWords = new Set(own.flatMap((name) => row(name).split(' ')).filter(isTelling));
  const rows = own.map(row);
  const isOwn = (name: string) => rows.some((known) => holds(known, name));
  const namesakes = new Set(
    [...(context.others ?? []).map(row), ...rareNamesakes(context, ownWords)].filter(
      (name) => !isOwn(name) && name !== '',
    ),
  );
  const peers = new Set(
    context.claims
      .filter(({ stage }) => stage === 'competitors')
      .flatMap(({ text }) => openingName(plainText(text)))
      .filter((name) => !isOwn(name) && !ownWords.has(name)),
  );
  const others = [...namesakes, ...peers];
  const strip = (text: string, names: Iterable<string>) =>
    [...names].reduce((rest, name) => ` ${rest} `.replaceAll(` ${name} `, ' · ').trim(), text);
  const met = [...context.claims.map(({ text }) => text), ...context.sources.map(({ title }) => title)].map(row);
  const isMet = (name: string) => met.some((text) => holds(text, name));
  const namedIn = (text: string): string[] => {
    const words = row(text);
    return others.filter((name) => holds(words, name) && isWrittenAsName(text, name));
  };
  const speaksOfOwn = (text: string): boolean => {
    const rest = strip(row(text), namesakes).split(' ');
    return rest.some((word) => ownWords.has(word));
  };
  return {
    ownWords,
    isNamesake: (other) => namesakes.has(other),
    othersNamed: (text) => [
      ...namedIn(text),
      ...tradeNames(text, ownWords).filter((name) => !isOwn(name) && !others.includes(name) && !isMet(name)),
    ],
    othersMeant: (text) => {
      if (speaksOfOwn(text)) return [];
      const opening = openingName(text);
      return [...[...namesakes].filter((name) => holds(row(text), name)), ...opening.filter((name) => peers.has(name))];
    },
  };
}

const ownNames = ({ company, input }: GateContext): string[] =>
  [
    company?.name,
    company?.legalName,
    company?.domain?.split('.')[0],
    input.companyName,
    input.domain?.split('.')[0],
    ...(company?.aliases ?? []),
  ].filter((name): name is string => name !== undefined && name !== '');

/** A word that could be anybody's proves nothing: "air", "group". */
const isTelling = (word: string): boolean => word.length > 2 && !isCommonWord(word) && !legalForms.has(word);

const legalForms = new Set(
  'inc ltd llc plc corp corporation company co ag gmbh sa se nv bv as ab oy spa srl kg kgaa aps holding holdings group'.split(
    ' ',
  ),
);

/**
 * What another company of the same name does for a living. Only these make a namesake without being told of one, and only
 * where few claims know it: divisions ("Delta Cargo") are named all over a run.
 */
const trades = new Set(
  'electronics dental faucet faucets plumbing pharma pharmaceuticals chemicals dairy foods beverages brewery tyres tires textiles apparel cosmetics toys semiconductor semiconductors cement plastics paper mining steel petroleum drilling hospital hospitals university college school church hotel hotels casino winery records pictures studios railway tobacco fitness plumbing roofing dentistry veterinary'.split(
    ' ',
  ),
);

/** "Delta Electronics" in a run on Delta Air Lines: known to few claims, and to no page on who the company is. */
function rareNamesakes({ claims }: GateContext, ownWords: ReadonlySet<string>): string[] {
  const seen = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (const name of tradeNames(plainText(claim.text), ownWords)) seen.set(name, [...(seen.get(name) ?? []), claim]);
  }
  return [...seen].flatMap(([name, where]) =>
    where.length <= few && !where.some(({ stage }) => /^identity$|profile$/.test(stage)) ? [name] : [],
  );
}

const few = 3;

function tradeNames(text: string, ownWords: ReadonlySet<string>): string[] {
  return [...text.matchAll(/\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s\p{Lu}[\p{L}\p{N}&.'’-]*)+/gu)].flatMap(([run]) => {
    const words = row(run.replace(/['’]s?(?=\s|$)/gu, '')).split(' ');
    const at = words.findIndex((word) => ownWords.has(word));
    const end = words.findIndex((word, index) => index > at && trades.has(word));
    return at < 0 || end < 0 ? [] : [words.slice(at, end + 1).join(' ')];
  });
}

/** The name that a sentence opens with, its possessive s taken off; empty when it opens with something else. */
export function openingName(text: string): string[] {
  const run =
    /^(?:In (?:\p{L}+ )?\d{4},? )?((?:\p{Lu}[\p{L}\p{N}&.+-]*)(?:\s(?:\p{Lu}[\p{L}\p{N}&.+-]*|of|and|&(?=\s\p{Lu})))*)/u.exec(
      text,
    )?.[1];
  if (run === undefined) return [];
  const words = row(run.replace(/\s(?:of|and|&)$/u, ''))
    .split(' ')
    .filter(Boolean);
  return words.length > 0 &&
    words.length <= 4 &&
    words.some((word) => !opensSentences.has(word)) &&
    !opensSentences.has(words[0] ?? '')
    ? [words.join(' ')]
    : [];
}

const opensSentences = new Set(
  'another other others such a an the this that these those in on at by for from with as after before since during while when where if although though its it he she they we his her their there most many some all both each every one two three four five six seven eight nine ten several nearly almost about around over under more less fewer full net total group revenue sales profit operating employees according analysts customers staff management chief president chairman no not only also however meanwhile der die das ein eine im am bei nach seit mit'.split(
    ' ',
  ),
);

/**
 * Capitalised as a name is: "united" in lower case is no airline, and at the start of a sentence an ordinary word is one
 * only where a verb follows.
 */
function isWrittenAsName(text: string, name: string): boolean {
  const first = name.split(' ')[0] ?? '';
  const words = [...text.matchAll(wordPattern)].map(([word]) => word);
  return words.some((word, index) => {
    if (compact(word.replace(/['’]s?$/u, '')) !== first || !/^\p{Lu}/u.test(word)) return false;
    if (index > 0 || name.includes(' ') || !isCommonWord(first) || /['’]s?$/u.test(word)) return true;
    return /^(?:is|has|had|was|will|said|\p{Ll}+(?:s|ed))$/u.test(words[index + 1] ?? '');
  });
}
