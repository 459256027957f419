import type { Brief } from '../../src/domain/brief.ts';
import type { Claim } from '../../src/domain/evidence.ts';
import type { SeededRandom } from '../servers/seeded-random.ts';
import { type Place, placesIn } from './corpus.ts';

/** One change to a brief. It is caught when a finding stands at one of its paths. */
export interface Mutant {
  paths: string[];
  before: string;
  after: string;
}

/**
 * Changes a brief in up to `count` separate places and says where. A change that changes nothing for a reader (`oracle.ts`)
 * is not made.
 */
export type Operator = (brief: Brief, random: SeededRandom, count: number) => Mutant[];

export const shuffled = <T>(items: readonly T[], random: SeededRandom): T[] =>
  items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

export interface Told extends Place {
  /** Texts of its claims. */
  said: string[];
  claims: Claim[];
  brief: Brief;
}

type Wanted = (told: Told) => boolean;

/** Statements of evidence and inference, each text once, in an order of chance. */
export function toldPlaces(brief: Brief, random: SeededRandom, wanted: Wanted = () => true): Told[] {
  const byId = new Map(brief.claims.map((claim) => [claim.id, claim]));
  const seen = new Set<string>();
  const places = placesIn(brief).filter(({ statement: { text, claims } }) => {
    if (claims.length === 0 || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  return shuffled(places, random)
    .map((place): Told => {
      const claims = place.statement.claims.flatMap((id) => byId.get(id) ?? []);
      return { ...place, claims, said: claims.map((claim) => claim.text), brief };
    })
    .filter(wanted);
}

export const isEvidence: Wanted = ({ statement }) => statement.basis === 'evidence';

/** An operator that rewrites the text of a statement; `undefined` where it does not apply. */
export const onText =
  (change: (told: Told, random: SeededRandom) => string | undefined, wanted: Wanted = () => true): Operator =>
  (brief, random, count) => {
    const mutants: Mutant[] = [];
    for (const told of toldPlaces(brief, random, wanted)) {
      if (mutants.length >= count) break;
      const before = told.statement.text;
      const after = change(told, random);
      if (after === undefined || after === before) continue;
      told.statement.text = after;
      mutants.push({ paths: [told.path], before, after });
    }
    return mutants;
  };

/** One of several matches of a pattern, put in another way. */
export function replaceOne(
  text: string,
  pattern: RegExp,
  random: SeededRandom,
  by: (match: string) => string,
): string | undefined {
  const [first, ...rest] = text.matchAll(pattern);
  if (!first) return undefined;
  const match = random.pick([first, ...rest]);
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}
