/** Insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let j = 1; j <= b.length; j++) rows[0]?.push(j);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, cell(i - 2, j - 2) + 1);
      rows[i]?.push(best);
    }
  }
  return cell(a.length, b.length);
}

/** The word that was probably meant. Long words may have two mistakes. */
export function nearMiss<W extends string>(typed: string, words: readonly W[]): W | undefined {
  const lower = typed.toLowerCase();
  return words.find((word) => {
    const distance = editDistance(lower, word);
    return distance > 0 && distance <= (word.length >= 8 ? 2 : 1);
  });
}
