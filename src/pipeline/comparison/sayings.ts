import type { Claim } from '../../domain/evidence.ts';
import type { Fact } from '../../domain/facts.ts';
import { fold } from '../evidence/gate/fold.ts';
import { lasting } from './attributes.ts';
import type { ComparedRun } from './compared-run.ts';
import { mayBeSamePeriod, type Period, periodKey, readPeriod } from './periods.ts';
import { isEqualValue, isSameValue, readValue, type Value } from './value.ts';

/** One sentence of a run, wherever it stands: the same words under several stages are one saying. */
export interface Saying {
  key: string;
  claims: readonly [Claim, ...Claim[]];
  stages: ReadonlySet<string>;
}

/** A fact of a run, however many sentences carry it. */
export interface KnownFact {
  entity: string;
  entityKey: string;
  attribute: Fact['attribute'];
  period: Period;
  periodKey: string;
  value: Value;
  sayings: readonly [Saying, ...Saying[]];
}

export interface ReadRun {
  sayings: ReadonlyMap<string, Saying>;
  facts: readonly KnownFact[];
  /** Sentences that carry no fact. */
  bare: readonly Saying[];
}

export const sayingKey = (text: string): string =>
  fold(text)
    .replace(/\s+/gu, ' ')
    .replace(/^[\s*•–-]+|[\s.*]+$/gu, '');

/** What a run says, sentence by sentence and fact by fact. `keyOf` tells entities apart. */
export function readRun({ claims, facts }: ComparedRun, keyOf: (entity: string) => string): ReadRun {
  const sayings = new Map<string, Saying>();
  for (const group of Map.groupBy(claims, ({ text }) => sayingKey(text)).values()) {
    const [first, ...more] = group;
    if (!first) continue;
    const saying: Saying = {
      key: sayingKey(first.text),
      claims: [first, ...more],
      stages: new Set(group.map(({ stage }) => stage)),
    };
    sayings.set(saying.key, saying);
  }
  const byClaim = new Map(
    [...sayings.values()].flatMap((saying) => saying.claims.map(({ id }) => [id, saying] as const)),
  );
  const known = merged(
    facts.flatMap((fact) => {
      const saying = byClaim.get(fact.claim);
      return saying ? [knownFact(fact, saying, keyOf)] : [];
    }),
  );
  const carrying = new Set(known.flatMap((fact) => fact.sayings));
  return {
    sayings,
    facts: known,
    // Which company is meant is what both runs agree on; its lines are no findings.
    bare: [...sayings.values()].filter(
      (saying) => !carrying.has(saying) && [...saying.stages].some((stage) => stage !== 'identity'),
    ),
  };
}

function knownFact(fact: Fact, saying: Saying, keyOf: (entity: string) => string): KnownFact {
  const period = readPeriod(fact.period);
  return {
    entity: fact.entity,
    entityKey: keyOf(fact.entity),
    attribute: fact.attribute,
    period,
    periodKey: periodKey(period),
    value: readValue({ ...fact, claimText: saying.claims[0].text }),
    sayings: [saying],
  };
}

/**
 * Facts that are the same are one; those of the same period first, then those whose period may be the same. A rounded
 * figure stays a fact of its own, or a change of the exact one would hide behind it.
 */
function merged(facts: readonly KnownFact[]): KnownFact[] {
  const exact = joined(facts, (a, b) => a.periodKey === b.periodKey);
  return joined(exact, () => true);
}

function joined(facts: readonly KnownFact[], may: (a: KnownFact, b: KnownFact) => boolean): KnownFact[] {
  const result: KnownFact[] = [];
  for (const fact of facts) {
    const at = result.findIndex(
      (known) => may(known, fact) && isSameFact(known, fact) && isEqualValue(known.value, fact.value),
    );
    const known = result[at];
    if (!known) result.push(fact);
    else {
      const sayings = new Set([...known.sayings, ...fact.sayings]);
      // The one that says its period speaks for both.
      const speaker = known.periodKey === '' ? fact : known;
      result[at] = { ...speaker, sayings: [...sayings] as [Saying, ...Saying[]] };
    }
  }
  return result;
}

export const isSameSubject = (a: KnownFact, b: KnownFact): boolean =>
  a.entityKey === b.entityKey && a.attribute === b.attribute;

/** The same entity, attribute and value at what may be the same time; what lasts is the same fact at any time. */
export const isSameFact = (a: KnownFact, b: KnownFact): boolean =>
  isSameSubject(a, b) &&
  (lasting.has(a.attribute) || mayBeSamePeriod(a.period, b.period)) &&
  isSameValue(a.value, b.value);
