import { figuresApart, namesSwapped, type Substance } from './agreement.ts';
import { amountsIn, compareAmounts } from './amounts.ts';
import type { Nearness } from './likeness.ts';
import { pairUp, tieOf } from './pair-up.ts';
import { mayBeSamePeriod, readDateGroups } from './periods.ts';
import { isSameSubject, type KnownFact, type ReadRun, type Saying } from './sayings.ts';
import { compareValues } from './value.ts';
import { wordsOf } from './words.ts';

/** What is left of a run once facts are matched: a fact nothing was found for, or a sentence without a fact. */
export interface Unit {
  fact?: KnownFact;
  sayings: readonly [Saying, ...Saying[]];
}

export interface Side {
  units: readonly Unit[];
  run: ReadRun;
}

export interface MatchedUnit {
  kind: 'changed' | 'unchanged';
  before: Unit;
  after: Unit;
}

export interface MatchedSayings {
  matched: MatchedUnit[];
  before: Unit[];
  after: Unit[];
}

export interface Sense {
  nearness: Nearness;
  substance: (saying: Saying) => Substance;
}

/** Sentences that stand in both runs word for word, whatever was read out of them. */
export function matchWordings(before: Side, after: Side): MatchedSayings {
  const twin = (unit: Unit, run: ReadRun) =>
    unit.sayings.map(({ key }) => run.sayings.get(key)).find((found) => found !== undefined);
  const matched = new Map<string, MatchedUnit>();
  for (const unit of before.units) {
    const found = twin(unit, after.run);
    if (found) matched.set(found.key, { kind: 'unchanged', before: unit, after: { sayings: [found] } });
  }
  for (const unit of after.units) {
    const found = twin(unit, before.run);
    if (found && !matched.has(found.key)) {
      matched.set(found.key, { kind: 'unchanged', before: { sayings: [found] }, after: unit });
    }
  }
  return {
    matched: [...matched.values()],
    before: before.units.filter((unit) => !twin(unit, after.run)),
    after: after.units.filter((unit) => !twin(unit, before.run)),
  };
}

/**
 * Sentences of the same facet that are near in meaning: with the same figures and names they are a paraphrase and no
 * change; with other figures about the same thing they are a change.
 */
export function matchMeanings(before: Side, after: Side, sense: Sense): MatchedSayings {
  const paraphrased = pairUp(
    near(before.units, after.units, sense, (b, a) => !b.fact && !a.fact && agree(b, a, sense)),
  );
  const matched: MatchedUnit[] = paraphrased.map((pair) => ({
    kind: 'unchanged',
    before: pair.before,
    after: pair.after,
  }));
  const taken = new Set<Unit>(paraphrased.flatMap((pair) => [pair.before, pair.after]));
  const settle = (units: readonly Unit[], run: ReadRun, add: (unit: Unit, other: Unit) => void) => {
    for (const unit of units.filter((candidate) => !taken.has(candidate))) {
      const other = restated(unit, run, sense);
      if (!other) continue;
      taken.add(unit);
      add(unit, { sayings: [other] });
    }
  };
  const open = {
    before: before.units.filter((unit) => !taken.has(unit)),
    after: after.units.filter((unit) => !taken.has(unit)),
  };
  settle(open.before, after.run, (unit, other) => matched.push({ kind: 'unchanged', before: unit, after: other }));
  settle(open.after, before.run, (unit, other) => matched.push({ kind: 'unchanged', before: other, after: unit }));
  const left = {
    before: open.before.filter((unit) => !taken.has(unit)),
    after: open.after.filter((unit) => !taken.has(unit)),
  };
  const changed = pairUp(near(left.before, left.after, sense, (b, a) => isChange(b, a, sense)));
  for (const pair of changed) {
    matched.push({ kind: 'changed', before: pair.before, after: pair.after });
    taken.add(pair.before).add(pair.after);
  }
  return {
    matched,
    before: left.before.filter((unit) => !taken.has(unit)),
    after: left.after.filter((unit) => !taken.has(unit)),
  };
}

const isNear = (a: Saying, b: Saying, { nearness }: Sense): boolean =>
  !a.stages.isDisjointFrom(b.stages) && nearness.between(a, b) >= nearness.threshold;

const near = (before: readonly Unit[], after: readonly Unit[], sense: Sense, fits: (b: Unit, a: Unit) => boolean) =>
  before.flatMap((b) =>
    after.flatMap((a) =>
      isNear(b.sayings[0], a.sayings[0], sense) && fits(b, a)
        ? [
            {
              before: b,
              after: a,
              rank: -sense.nearness.between(b.sayings[0], a.sayings[0]),
              tie: tieOf(b.sayings[0].key, a.sayings[0].key),
            },
          ]
        : [],
    ),
  );

function agree({ sayings: [b] }: Unit, { sayings: [a] }: Unit, sense: Sense): boolean {
  return agrees(sense.substance(b), sense.substance(a));
}

function agrees(b: Substance, a: Substance): boolean {
  const apart = figuresApart(b, a);
  return apart.a.length + apart.b.length === 0 && b.negative === a.negative && !namesSwapped(b, a);
}

/** The sentence of the other run that says what this unit says, though its facts were matched or read otherwise. */
const restated = (unit: Unit, run: ReadRun, sense: Sense): Saying | undefined =>
  [...run.sayings.values()]
    .filter((other) => unit.sayings.some((saying) => isNear(saying, other, sense)))
    .sort((x, y) => sense.nearness.between(unit.sayings[0], y) - sense.nearness.between(unit.sayings[0], x))
    .find((other) =>
      unit.fact ? states(other, unit.fact, sense) : agrees(sense.substance(unit.sayings[0]), sense.substance(other)),
    );

/** Whether a sentence holds the value of a fact. */
function states(other: Saying, { value, sayings: [own] }: KnownFact, { substance }: Sense): boolean {
  const there = substance(other);
  if (namesSwapped(substance(own), there) || substance(own).negative !== there.negative) return false;
  switch (value.kind) {
    case 'amounts':
      return value.amounts.amounts.every((amount) =>
        there.amounts.some((known) => compareAmounts(amount, known.amount) === 'same'),
      );
    case 'dates':
      return readDateGroups(value.written).length > 0 && figuresApart(substance(own), there).a.length === 0;
    case 'person':
    case 'place':
    case 'words':
      return (
        wordsOf(value.written).every((word) => there.words.has(word)) &&
        amountsIn(value.written).every(({ amount }) =>
          there.amounts.some((known) => compareAmounts(amount, known.amount) === 'same'),
        )
      );
  }
}

/** The same thing with another figure. */
function isChange(b: Unit, a: Unit, { substance }: Sense): boolean {
  const [x, y] = [substance(b.sayings[0]), substance(a.sayings[0])];
  if (b.fact && a.fact) {
    return (
      !namesSwapped(x, y) &&
      isSameSubject(b.fact, a.fact) &&
      mayBeSamePeriod(b.fact.period, a.fact.period) &&
      compareValues(b.fact.value, a.fact.value) === 'different'
    );
  }
  return saysOtherwise(x, y);
}

/** Other figures or the opposite of the same thing. Another date and another figure together are about another time. */
function saysOtherwise(x: Substance, y: Substance): boolean {
  if (namesSwapped(x, y)) return false;
  const apart = figuresApart(x, y);
  const isDate = (raw: string) => [...x.figures.dates, ...y.figures.dates].some((date) => date.raw === raw);
  const all = [...apart.a, ...apart.b];
  const otherTime = apart.a.some(isDate) && apart.b.some(isDate);
  return x.negative !== y.negative || (all.length > 0 && (!otherTime || all.every(isDate)));
}

/** What is known to differ between two runs, so that a sentence is not told twice. */
export interface Told {
  changed: readonly { before: Unit; after: Unit }[];
  before: readonly Unit[];
  after: readonly Unit[];
}

/**
 * A sentence may say more than the fact that was read out of it. Where the fact stays but its sentence was written anew
 * and gives another figure for something else, that is a change of its own, unless it is told already.
 */
export function matchDetails(
  pairs: readonly { before: KnownFact; after: KnownFact }[],
  told: Told,
  sense: Sense,
): MatchedUnit[] {
  const reworded = pairs.flatMap(({ before, after }) => rewordings(before, after, sense));
  const near = reworded.filter((pair) => isNear(pair.before, pair.after, sense) && !isTold(pair, told, sense));
  const ranked = near.map((pair) => ({
    ...pair,
    rank: -sense.nearness.between(pair.before, pair.after),
    tie: tieOf(pair.before.key, pair.after.key),
  }));
  return pairUp(ranked).map(({ before, after }) => ({
    kind: 'changed',
    before: { sayings: [before] },
    after: { sayings: [after] },
  }));
}

/** Every figure that one of the two sentences alone gives stands in the value of a fact that is told of it. */
function isTold({ before, after }: { before: Saying; after: Saying }, told: Told, { substance }: Sense): boolean {
  const apart = figuresApart(substance(before), substance(after));
  const valuesOf = (units: readonly Unit[], saying: Saying) =>
    units.filter(({ sayings }) => sayings.includes(saying)).map(({ fact }) => fact?.value.written);
  const old = valuesOf([...told.before, ...told.changed.map((pair) => pair.before)], before);
  const now = valuesOf([...told.after, ...told.changed.map((pair) => pair.after)], after);
  const holds = (values: readonly (string | undefined)[]) => (figure: string) =>
    values.some((value) => value === undefined || value.includes(figure) || figure.includes(value));
  return apart.a.every(holds(old)) || apart.b.every(holds(now));
}

/** Sentences of one fact in two runs, neither of which stands in the other run, that each give a figure the other does not. */
export function rewordings(
  before: KnownFact,
  after: KnownFact,
  { substance }: Pick<Sense, 'substance'>,
): { before: Saying; after: Saying }[] {
  const keys = (fact: KnownFact) => new Set(fact.sayings.map(({ key }) => key));
  const [kept, known] = [keys(after), keys(before)];
  return before.sayings.flatMap((b) =>
    after.sayings.flatMap((a) => {
      if (kept.has(b.key) || known.has(a.key)) return [];
      const apart = figuresApart(substance(b), substance(a));
      const isOtherwise = apart.a.length > 0 && apart.b.length > 0 && saysOtherwise(substance(b), substance(a));
      return isOtherwise ? [{ before: b, after: a }] : [];
    }),
  );
}
