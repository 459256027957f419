import { plainClaimText } from '../claims.ts';
import { contentWords, isAlike, overlap } from './content-words.ts';
import type { Grounds } from './context.ts';
import { deniedAround, directionOf, hasNegation, negatedScopes, opposites, sidesAt, softNegation } from './negation.ts';
import { readFigures } from './read-figures.ts';
import { type Check, located, quoted } from './scope.ts';
import { sentencesOf } from './sentences.ts';

/**
 * A sentence of evidence does not say the opposite of its claims: no negation that none of them has, none of theirs
 * lost, no rise from a fall. A heuristic on words, so it only speaks where a sentence of a claim says nearly the same
 * otherwise; how much it catches is reported in docs/gate.md as it is.
 */
export const polarity: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    if (basis !== 'evidence') return [];
    const said = claims
      .flatMap((id) => grounds.claims.get(id) ?? [])
      .flatMap((claim) => sentencesOf(plainClaimText(claim)));
    const turned = sentencesOf(text).filter((sentence) => isTurned(sentence, said, grounds));
    return turned.length > 0
      ? [
          located(
            node,
            'polarity',
            `Its claims say the opposite of: ${quoted(turned.map((sentence) => sentence.trim()))}.`,
            text,
          ),
        ]
      : [];
  });

/** So much of a sentence must stand in a claim's sentence before the two are taken to speak of one thing. */
const sameThing = 0.5;

function isTurned(sentence: string, said: readonly string[], grounds: Grounds): boolean {
  const words = contentWords(sentence).difference(grounds.subjectWords);
  const rated = said
    .map((claim) => ({ claim, share: overlap(words, contentWords(claim)).share }))
    .filter(({ share }) => share >= sameThing)
    .sort((a, b) => b.share - a.share);
  const nearest = rated[0]?.claim;
  if (nearest === undefined) return false;
  const denies = hasNegation(sentence);
  const denied = new Set(said.flatMap((claim) => [...deniedAround(claim)]));
  if (
    denies &&
    !deniesToo(nearest, sentence) &&
    negatedScopes(sentence).some((scope) => overlap(scope, denied).share === 0 || denied.size === 0)
  )
    return true;
  if (!denies && !softNegation(sentence) && losesNegation(words, nearest, said, sentence)) return true;
  return isReversed(sentence, nearest, said) || movesFigure(sentence, said);
}

/** What the claim denies stands in the sentence without its denial. */
const losesNegation = (
  words: ReadonlySet<string>,
  nearest: string,
  said: readonly string[],
  sentence: string,
): boolean =>
  said.every((claim) => claim === nearest || overlap(contentWords(sentence), contentWords(claim)).share < sameThing) &&
  negatedScopes(nearest).some(
    (scope) => scope.size > 0 && [...scope].every((word) => [...words].some((own) => isAlike(own, word))),
  );

/** Only rises against only falls, or one word of a pair against the other. */
function isReversed(sentence: string, nearest: string, said: readonly string[]): boolean {
  const [own, other] = [directionOf(sentence), directionOf(nearest)];
  if (own !== 0 && other !== 0 && own === -other && !said.some((claim) => directionOf(claim) === own)) return true;
  const all = said.join(' ');
  return opposites.some(
    ([a, b]) =>
      (a.test(sentence) && !b.test(sentence) && b.test(nearest) && !a.test(all)) ||
      (b.test(sentence) && !a.test(sentence) && a.test(nearest) && !b.test(all)),
  );
}

/** A figure that only one sentence of the claims has stands beside "loss" here and beside "profit" there. */
function movesFigure(sentence: string, said: readonly string[]): boolean {
  const known = said.flatMap((claim) => readFigures(claim, []).quantities.map((figure) => ({ claim, figure })));
  return readFigures(sentence, []).quantities.some((own) => {
    const twins = known.filter(
      ({ figure }) => figure.percent === own.percent && figure.values.some((value) => own.values.includes(value)),
    );
    const [twin] = twins;
    if (!twin || twins.length > 1) return false;
    const here = sidesAt(sentence, own.start, own.end);
    const there = sidesAt(twin.claim, twin.figure.start, twin.figure.end);
    return there.some((side, pair) => side !== 0 && side === -(here[pair] ?? 0));
  });
}

/** Both deny something: what they deny is then taken to be the same. */
const deniesToo = (nearest: string, sentence: string): boolean =>
  negatedScopes(nearest).length > 0 && negatedScopes(nearest).length === negatedScopes(sentence).length;
