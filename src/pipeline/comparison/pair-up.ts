export interface Candidate<B, A> {
  before: B;
  after: A;
  /** Lower is better. */
  rank: number;
  /** Decides between equals; the same whichever of the two comes first. */
  tie: string;
}

/** The same key for a pair and for the pair turned round, so that a comparison reads the same in both directions. */
export const tieOf = (a: string, b: string): string => [a, b].sort().join('\n');

/** Pairs, the best first, each of either side at most once. */
export function pairUp<B, A>(candidates: readonly Candidate<B, A>[]): Candidate<B, A>[] {
  const usedBefore = new Set<B>();
  const usedAfter = new Set<A>();
  return [...candidates]
    .sort((x, y) => x.rank - y.rank || (x.tie < y.tie ? -1 : x.tie > y.tie ? 1 : 0))
    .filter(({ before, after }) => {
      if (usedBefore.has(before) || usedAfter.has(after)) return false;
      usedBefore.add(before);
      usedAfter.add(after);
      return true;
    });
}
