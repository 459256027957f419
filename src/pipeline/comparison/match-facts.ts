import { manyValued, standing } from './attributes.ts';
import { pairUp, tieOf } from './pair-up.ts';
import { mayBeSamePeriod } from './periods.ts';
import { isSameFact, isSameSubject, type KnownFact, type ReadRun } from './sayings.ts';
import { compareValues, isRoundedValue } from './value.ts';
import { wordsOf } from './words.ts';

export interface MatchedFact {
  kind: 'changed' | 'unchanged';
  before: KnownFact;
  after: KnownFact;
}

export interface MatchedFacts {
  matched: MatchedFact[];
  /** Facts that nothing on the other side is about. */
  before: KnownFact[];
  after: KnownFact[];
}

/**
 * Facts of two runs, matched by what they are about (entity, attribute, period) and then by value: the same ones first,
 * then those of which the same sentence stands in both runs, then those whose value is another one.
 */
export function matchFacts(before: ReadRun, after: ReadRun): MatchedFacts {
  const same = pairUp(candidates(before.facts, after.facts, sameRank));
  const left = rest(before.facts, after.facts, same);
  const changed = pairUp(
    candidates(
      left.before.filter((fact) => !stands(fact, after)),
      left.after.filter((fact) => !stands(fact, before)),
      changedRank,
    ),
  );
  const open = rest(left.before, left.after, changed);
  return {
    matched: [
      ...same.map((pair): MatchedFact => ({ ...pair, kind: 'unchanged' })),
      ...changed.map((pair): MatchedFact => ({ ...pair, kind: 'changed' })),
    ],
    // A rounded figure more or less for a fact that stays is no difference.
    before: open.before.filter((fact) => !after.facts.some((other) => isCovered(fact, other))),
    after: open.after.filter((fact) => !before.facts.some((other) => isCovered(fact, other))),
  };
}

const isCovered = (fact: KnownFact, other: KnownFact): boolean =>
  isSameFact(fact, other) && isRoundedValue(fact.value, other.value);

const rest = (
  before: readonly KnownFact[],
  after: readonly KnownFact[],
  pairs: readonly { before: KnownFact; after: KnownFact }[],
) => ({
  before: before.filter((fact) => !pairs.some((pair) => pair.before === fact)),
  after: after.filter((fact) => !pairs.some((pair) => pair.after === fact)),
});

/** The sentence itself stands in the other run, whatever was read out of it there. */
const stands = ({ sayings }: KnownFact, run: ReadRun): boolean => sayings.some(({ key }) => run.sayings.has(key));

const candidates = (
  before: readonly KnownFact[],
  after: readonly KnownFact[],
  rankOf: (b: KnownFact, a: KnownFact) => number | undefined,
) =>
  before.flatMap((b) =>
    after.flatMap((a) => {
      const rank = rankOf(b, a);
      return rank === undefined ? [] : [{ before: b, after: a, rank, tie: tieOf(nameOf(b), nameOf(a)) }];
    }),
  );

const nameOf = ({ periodKey, value, sayings: [first] }: KnownFact): string =>
  `${periodKey}|${value.written}|${first.key}`;

function sameRank(b: KnownFact, a: KnownFact): number | undefined {
  if (!isSameFact(b, a)) return undefined;
  return (
    (b.sayings.some((saying) => a.sayings.some(({ key }) => key === saying.key)) ? 0 : 1) +
    (b.periodKey === a.periodKey ? 0 : 2) +
    (b.value.written === a.value.written ? 0 : 4)
  );
}

/** Sentences about another value of the same thing share at least some words. */
const enoughInCommon = 0.25;

/** Nearest first: the same period, then a period that may be the same, then a post whose holder is another one. */
function changedRank(b: KnownFact, a: KnownFact): number | undefined {
  if (!isSameSubject(b, a) || manyValued.has(b.attribute)) return undefined;
  if (compareValues(b.value, a.value) !== 'different') return undefined;
  const common = wordsInCommon(b, a);
  if (b.periodKey === a.periodKey) return 1 - common;
  if (standing.has(b.attribute)) return 3 - common;
  return mayBeSamePeriod(b.period, a.period) && common >= enoughInCommon ? 2 - common : undefined;
}

const wordsInCommon = ({ sayings: [b] }: KnownFact, { sayings: [a] }: KnownFact): number => {
  const [x, y] = [new Set(wordsOf(b.claims[0].text)), new Set(wordsOf(a.claims[0].text))];
  return x.intersection(y).size / x.union(y).size;
};
