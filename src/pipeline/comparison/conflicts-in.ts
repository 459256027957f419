import type { Claim } from '../../domain/evidence.ts';
import type { Attribute, Fact } from '../../domain/facts.ts';
import { oneTruth } from './attributes.ts';
import { entityKeys } from './entities.ts';
import { periodLabel } from './periods.ts';
import { type KnownFact, readRun, type Saying } from './sayings.ts';
import { compareValues } from './value.ts';

export interface Conflict {
  entity: string;
  /** Whether it is about the company itself. */
  own: boolean;
  attribute: Attribute;
  /** For people, such as `Q4 2025`; empty where none is said. */
  period: string;
  /** At least two, each with the claims that say it. */
  values: { value: string; claims: Claim[] }[];
}

/**
 * Where the sources of one run disagree: the same thing (entity, attribute, period) with different values from different
 * sources. Other units, spellings and roundings are the same value, and amounts in two currencies or a share and an
 * amount cannot be held against each other. Without a period two values disagree only if they are of the same age.
 */
export function conflictsIn(claims: readonly Claim[], facts: readonly Fact[], names: readonly string[]): Conflict[] {
  const known = readRun({ run: '', date: '', names, made: [], claims, facts }, entityKeys(names)).facts;
  const groups = Map.groupBy(
    known.filter(({ attribute }) => oneTruth.has(attribute)),
    (fact) => `${fact.entityKey}|${fact.attribute}|${fact.periodKey === '' ? ageOf(fact) : fact.periodKey}`,
  );
  return [...groups.values()].flatMap((group) => {
    const apart = group.filter((fact) => group.some((other) => disagree(fact, other)));
    const [first] = apart;
    return first ? [conflictOf(first, apart)] : [];
  });
}

const ageOf = ({ sayings }: KnownFact): string => {
  const newest = sayings.flatMap(({ claims }) => claims.flatMap(({ asOf }) => asOf ?? [])).sort();
  return `as of ${newest.at(-1)?.slice(0, 4) ?? ''}`;
};

const disagree = (a: KnownFact, b: KnownFact): boolean =>
  a !== b && compareValues(a.value, b.value) === 'different' && haveOwnSources(sourcesOf(a), sourcesOf(b));

const claimsOf = ({ sayings }: KnownFact): Claim[] => sayings.flatMap(({ claims }: Saying) => claims);
const sourcesOf = (fact: KnownFact): Set<string> => new Set(claimsOf(fact).flatMap(({ sourceIds }) => sourceIds));

/** A page that gives two figures does not disagree with itself. */
const haveOwnSources = (a: Set<string>, b: Set<string>): boolean => !a.isSubsetOf(b) && !b.isSubsetOf(a);

const conflictOf = ({ entity, entityKey, attribute, period }: KnownFact, facts: readonly KnownFact[]): Conflict => ({
  entity,
  own: entityKey === '',
  attribute,
  period: periodLabel(period),
  values: facts.map((fact) => ({ value: fact.value.written, claims: claimsOf(fact) })),
});
