/**
 * Says when a change changed nothing that a reader could be misled by. Knows nothing of the gate: plain strings only, so
 * that a fault of the gate cannot excuse itself.
 */

/** Figures as digit rows: `1,241`, `1'241` and `1 241` are one. */
const rowsOf = (text: string): string[] =>
  [...text.matchAll(/\d+(?:[.,'’  ]\d+)*/g)].map(([figure]) => figure.replace(/[.,'’  ]/g, ''));

/** Every figure of the new text stood in the old one or stands in the claims: the claims say it too. */
export const figuresAreKnown = (after: string, before: string, said: readonly string[]): boolean => {
  const known = new Set([before, ...said].flatMap(rowsOf));
  return rowsOf(after).every((row) => known.has(row));
};

const trigrams = (text: string): Set<string> => {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return new Set([...plain].slice(2).map((_, index) => plain.slice(index, index + 3)));
};

/** Part of the first text's letter triples that the second one has. */
export function covered(text: string, by: string): number {
  const own = trigrams(text);
  const other = trigrams(by);
  return own.size === 0 ? 1 : [...own].filter((three) => other.has(three)).length / own.size;
}
