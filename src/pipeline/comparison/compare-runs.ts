import { AppError } from '../../domain/errors.ts';
import { type Attribute, attributes, type Comparison, type Difference } from '../../domain/facts.ts';
import type { Embeddings } from '../../domain/ports/embeddings.ts';
import { figuresApart, type Substance, substanceOf } from './agreement.ts';
import type { ComparedRun } from './compared-run.ts';
import { entityKeys } from './entities.ts';
import { measureNearness } from './likeness.ts';
import { type MatchedFact, type MatchedFacts, matchFacts } from './match-facts.ts';
import {
  type MatchedSayings,
  type MatchedUnit,
  matchDetails,
  matchMeanings,
  matchWordings,
  rewordings,
  type Unit,
} from './match-sayings.ts';
import { periodLabel } from './periods.ts';
import { type KnownFact, type ReadRun, readRun, type Saying } from './sayings.ts';
import { wordsOf } from './words.ts';

export interface CompareOptions {
  embeddings: Embeddings;
  signal: AbortSignal;
}

/**
 * What is new, changed, withdrawn or unchanged between two runs on the same company: facts by what they are about
 * (entity, attribute, period) and their value, sentences without a fact by meaning within their facet. Other words,
 * units or rounding are no change. What only one run looked for is left out and named. Errors: `conflict` when the runs
 * are on different companies, and those of the embedder, which is asked only where facts and wordings leave a question.
 */
export async function compareRuns(
  before: ComparedRun,
  after: ComparedRun,
  { embeddings, signal }: CompareOptions,
): Promise<Comparison> {
  const names = [...new Set([...before.names, ...after.names])];
  sameCompany(before, after);
  const keyOf = entityKeys(names);
  const [b, a] = [readRun(before, keyOf), readRun(after, keyOf)];
  const facts = matchFacts(b, a);
  const worded = matchWordings(
    { units: [...facts.before.map(unitOf), ...b.bare.map(bareUnit)], run: b },
    { units: [...facts.after.map(unitOf), ...a.bare.map(bareUnit)], run: a },
  );
  const substance = substanceReader(names);
  const isOpen =
    worded.before.length + worded.after.length > 0 ||
    facts.matched.some(
      (pair) => pair.kind === 'unchanged' && rewordings(pair.before, pair.after, { substance }).length > 0,
    );
  const meant = isOpen
    ? await matchByMeaning({ b, a, worded, facts }, substance, { embeddings, signal })
    : { matched: [], before: [], after: [] };
  const speaker = names[0] ?? '';
  const differences = [
    ...facts.matched.map(factDifference),
    ...[...worded.matched, ...meant.matched].map((pair) => unitDifference(pair, speaker, substance)),
    ...meant.before.filter((unit) => isMade(unit, after)).map((unit) => oneSided('withdrawn', unit, speaker)),
    ...meant.after.filter((unit) => isMade(unit, before)).map((unit) => oneSided('new', unit, speaker)),
  ];
  return {
    from: { run: before.run, date: before.date },
    to: { run: after.run, date: after.date },
    differences: differences.sort(inOrder),
    leftOut: [...leftOut(before, after, meant.before), ...leftOut(after, before, meant.after)],
  };
}

function sameCompany(before: ComparedRun, after: ComparedRun): void {
  const isSame =
    before.domain !== undefined && after.domain !== undefined
      ? before.domain === after.domain
      : entityKeys(before.names)(after.names[0] ?? '') === '' || entityKeys(after.names)(before.names[0] ?? '') === '';
  if (!isSame) {
    throw new AppError(
      'conflict',
      `These runs are about different companies: ${before.names[0]} and ${after.names[0]}.`,
    );
  }
}

const unitOf = (fact: KnownFact): Unit => ({ fact, sayings: fact.sayings });
const bareUnit = (saying: Saying): Unit => ({ sayings: [saying] });

function substanceReader(names: readonly string[]): (saying: Saying) => Substance {
  const own = new Set(names.flatMap(wordsOf));
  const known = new Map<string, Substance>();
  return ({ key, claims: [claim] }) => {
    const found = known.get(key) ?? substanceOf(claim.text, own);
    known.set(key, found);
    return found;
  };
}

interface Open {
  b: ReadRun;
  a: ReadRun;
  worded: MatchedSayings;
  facts: MatchedFacts;
}

async function matchByMeaning(
  { b, a, worded, facts }: Open,
  substance: (saying: Saying) => Substance,
  { embeddings, signal }: CompareOptions,
): Promise<MatchedSayings> {
  const nearness = await measureNearness([...b.sayings.values(), ...a.sayings.values()], embeddings, signal);
  const sense = { nearness, substance };
  const meant = matchMeanings({ units: worded.before, run: b }, { units: worded.after, run: a }, sense);
  const factsOf = (kind: MatchedFact['kind']) => facts.matched.filter((pair) => pair.kind === kind);
  const changed = [
    ...factsOf('changed').map(({ before, after }) => ({ before: unitOf(before), after: unitOf(after) })),
    ...meant.matched.filter(({ kind }) => kind === 'changed'),
  ];
  const details = matchDetails(factsOf('unchanged'), { changed, before: meant.before, after: meant.after }, sense);
  return { ...meant, matched: [...meant.matched, ...details] };
}

/** Only what every stage that said it looked for again can have gone or come. */
const isMade = ({ sayings }: Unit, { made }: ComparedRun): boolean =>
  sayings.every(({ stages }) => [...stages].every((stage) => made.includes(stage)));

function leftOut(own: ComparedRun, other: ComparedRun, units: readonly Unit[]): Comparison['leftOut'] {
  const stages = [...new Set(own.claims.map(({ stage }) => stage))].filter((stage) => !other.made.includes(stage));
  return stages.map((stage) => ({
    stage,
    missingIn: other.run,
    findings: units.filter(({ sayings }) => sayings.some((saying) => saying.stages.has(stage))).length,
  }));
}

const subjectOf = ({ entity, attribute, period }: KnownFact) => ({ entity, attribute, period: periodLabel(period) });

const sideOf = ({ claims: [claim] }: Saying, value: string) => ({ claim: claim.id, text: claim.text, value });

const factDifference = ({ kind, before, after }: MatchedFact): Difference => ({
  kind,
  ...subjectOf(after),
  before: sideOf(before.sayings[0], before.value.written),
  after: sideOf(after.sayings[0], after.value.written),
});

/** A sentence without a fact is its own value; where two differ in figures only, the figures are. */
function unitDifference(
  { kind, before, after }: MatchedUnit,
  speaker: string,
  substance: (saying: Saying) => Substance,
): Difference {
  const fact = after.fact ?? before.fact;
  const [b, a] = [before.sayings[0], after.sayings[0]];
  const apart = kind === 'changed' ? figuresApart(substance(b), substance(a)) : undefined;
  const shownOf = (unit: Unit, figures: readonly string[] = []) =>
    unit.fact?.value.written ?? (figures.length > 0 ? figures.join(', ') : unit.sayings[0].claims[0].text);
  return {
    kind,
    ...(fact ? subjectOf(fact) : bareSubject(speaker)),
    before: sideOf(b, shownOf(before, apart?.a)),
    after: sideOf(a, shownOf(after, apart?.b)),
  };
}

function oneSided(kind: 'new' | 'withdrawn', unit: Unit, speaker: string): Difference {
  const side = sideOf(unit.sayings[0], unit.fact?.value.written ?? unit.sayings[0].claims[0].text);
  return {
    kind,
    ...(unit.fact ? subjectOf(unit.fact) : bareSubject(speaker)),
    ...(kind === 'new' ? { after: side } : { before: side }),
  };
}

const bareSubject = (entity: string): { entity: string; attribute: Attribute; period: string } => ({
  entity,
  attribute: 'other',
  period: '',
});

const kinds: readonly Difference['kind'][] = ['changed', 'new', 'withdrawn', 'unchanged'];

/** What is different first; then as attributes stand in their list, so that the same things stand together. */
const inOrder = (x: Difference, y: Difference): number =>
  kinds.indexOf(x.kind) - kinds.indexOf(y.kind) ||
  attributes.indexOf(x.attribute) - attributes.indexOf(y.attribute) ||
  x.period.localeCompare(y.period, 'en');
