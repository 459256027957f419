import type { Brief, NumberedSource } from '../domain/brief.ts';
import type { Claim } from '../domain/evidence.ts';
import { type Age, ageOf, ageOfDate } from '../domain/freshness.ts';
import type { Statement } from '../domain/statement.ts';
import { cleanLine } from '../domain/text.ts';

/** From statements to the numbered sources they rest on: statement → claims → sources. */
export interface Citations {
  /** Numbers of the sources behind a statement, ascending, each once. Empty for `input` and `unknown`. */
  numbers(statement: Statement): number[];
  /** The claims that a statement names and that exist, their texts on one line without what hides or reorders text. */
  claims(statement: Statement): Claim[];
  /** Claims that rest on a source, their texts alike. */
  claimsOf(source: NumberedSource): Claim[];
  /** Sources by ascending number, only those asked for. */
  sources(numbers: Iterable<number>): NumberedSource[];
  /** How old the evidence of a statement was on the day of the brief; `undefined` where nothing can be said. */
  age(statement: Statement): Age | undefined;
  /** Such as `older than 18 months`, on the day of the brief; empty where the page is not, or gives no date. */
  ageOfSource(source: NumberedSource): string;
}

export interface CitationOptions {
  /** How many sources a claim shows at most; the lowest numbers stay. */
  perClaim?: number;
}

export function createCitations(
  brief: Pick<Brief, 'claims' | 'sources' | 'createdAt'>,
  { perClaim = Infinity }: CitationOptions = {},
): Citations {
  const quotable = brief.claims.map((claim) => ({ ...claim, text: cleanLine(claim.text) }));
  const claimById = new Map(quotable.map((claim) => [claim.id, claim]));
  const numberById = new Map(brief.sources.map((source) => [source.id, source.number]));
  const ascending = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);

  const claims = (statement: Statement) => statement.claims.flatMap((id) => claimById.get(id) ?? []);
  const numbersOfClaim = (claim: Claim) =>
    ascending(claim.sourceIds.flatMap((id) => numberById.get(id) ?? [])).slice(0, perClaim);

  return {
    claims,
    numbers: (statement) => (statement.basis === 'unknown' ? [] : ascending(claims(statement).flatMap(numbersOfClaim))),
    claimsOf: (source) => quotable.filter((claim) => claim.sourceIds.includes(source.id)),
    sources: (numbers) => {
      const wanted = new Set(numbers);
      return brief.sources.filter((source) => wanted.has(source.number)).sort((a, b) => a.number - b.number);
    },
    age: (statement) => (statement.basis === 'unknown' ? undefined : ageOf(statement, claimById, brief.createdAt)),
    ageOfSource: (source) => ageOfDate(source.publishedAt ?? source.asOf, brief.createdAt),
  };
}
