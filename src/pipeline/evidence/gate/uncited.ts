import { contentWords, overlap } from './content-words.ts';
import type { Grounds } from './context.ts';
import { fold } from './fold.ts';
import { languageOf } from './language.ts';
import { missingFigures } from './match-figures.ts';
import { mergeFigures, readFigures } from './read-figures.ts';
import { type Check, located, quoted } from './scope.ts';
import { sentencesOf } from './sentences.ts';

/**
 * Every sentence of an evidence statement speaks of what its claims speak of: enough of its content words, figures and
 * dates stand in them. Finds a sentence that was added to a proven one, and a statement whose claims say something
 * else. Sentences about the sources themselves ("The report is undated.") are the writer's to add.
 */
export const uncited: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    const own = claims.filter((id) => grounds.claims.has(id));
    if (own.length === 0) return [];
    if (basis === 'inference') {
      return isDrawnElsewhere(text, own, grounds)
        ? [located(node, 'uncited', `It speaks of other claims than those it names (${own.join(', ')}).`, text)]
        : [];
    }
    if (basis !== 'evidence') return [];
    const foreign = isForeign(text, own, grounds);
    const loose = sentencesOf(text).filter((sentence) => !isBorneOut(sentence.trim(), own, grounds, foreign));
    if (loose.length === 0) return [];
    return [
      located(
        node,
        'uncited',
        `Its claims (${own.join(', ')}) do not say: ${quoted(loose.map((sentence) => sentence.trim()))}.`,
        text,
      ),
    ];
  });

/** Of the sentence's content, in its own claims. Handwritten reports have 0.5 and more, strange sentences under 0.3. */
const enough = 0.4;
/** A sentence that another claim says and its own say at most so far was given the wrong claim. */
const doubtful = 0.6;
const elsewhere = 0.9;

function isBorneOut(sentence: string, claimIds: readonly string[], grounds: Grounds, foreign: boolean): boolean {
  // Words of another language cannot be compared: figures, dates and names alone bind the sentence, in checks of their own.
  if (foreign) return true;
  const words = wordsOf(sentence, grounds);
  if (words.size < 2 || isAboutSources(sentence, words)) return true;
  const known = grounds.contentOf(claimIds);
  const lexical = overlap(words, known);
  const anchors = anchorsOf(sentence, claimIds, grounds);
  const share = (lexical.share * lexical.size + anchors) / (lexical.size + anchors);
  if (share < enough) return false;
  return share > doubtful || !isSaidElsewhere(words, claimIds, grounds);
}

/**
 * A conclusion has words of its own, so it is only doubted when next to nothing of it stands in the claims it names and
 * much of it in one that it does not.
 */
function isDrawnElsewhere(text: string, claimIds: readonly string[], grounds: Grounds): boolean {
  const words = wordsOf(text, grounds);
  if (overlap(words, grounds.contentOf(claimIds)).share > hardlyAny) return false;
  return [...grounds.claims.keys()].some((id) => {
    const { share, size } = overlap(words, grounds.contentOf([id]));
    return share >= plainly && share * size >= 4;
  });
}

const hardlyAny = 0.1;
const plainly = 0.5;

/** The whole statement is written in another language than any of its claims. */
function isForeign(text: string, claimIds: readonly string[], grounds: Grounds): boolean {
  const language = languageOf(text);
  if (language === undefined) return false;
  return claimIds.every((id) => (languageOf(grounds.claims.get(id)?.text ?? '') ?? language) !== language);
}

/** The company is spoken of in every sentence: its name proves nothing. */
const wordsOf = (text: string, grounds: Grounds): Set<string> =>
  new Set([...contentWords(text)].filter((word) => !grounds.subjectWords.has(word)));

/** Figures and dates of the sentence that its claims hold, counted like words. */
function anchorsOf(sentence: string, claimIds: readonly string[], grounds: Grounds): number {
  const stated = readFigures(sentence, grounds.digitNames);
  const known = mergeFigures(claimIds.map(grounds.figuresOf));
  const all = new Set([...stated.quantities, ...stated.dates].map(({ start }) => start)).size;
  return Math.max(0, all - missingFigures(stated, known).length);
}

const isSaidElsewhere = (words: ReadonlySet<string>, claimIds: readonly string[], grounds: Grounds): boolean =>
  words.size >= 4 &&
  [...grounds.claims.keys()].some(
    (id) => !claimIds.includes(id) && overlap(words, grounds.contentOf([id])).share >= elsewhere,
  );

const aboutSources =
  /^(?:(?:the|this|that|no|an?|another|one|each|both|neither) )?(?:newer |other |later |independent )?(?:source|report|article|page|post|claim|account|figure|number|date)s?\b|^(?:nothing|no more|no one)\b|\bundated\b|\bnot (?:confirmed|dated|reported)\b|^(?:die|der|das|keine?|eine?) (?:quelle|bericht|meldung|angabe)n?\b/u;

const isAboutSources = (sentence: string, words: ReadonlySet<string>): boolean =>
  words.size <= 8 && aboutSources.test(fold(sentence)) && !/\d/.test(sentence);
