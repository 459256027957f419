export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new TypeError('no values');
  return middle;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new TypeError('no values');
  return value;
}

/** Rows of a Markdown table, as docs/benchmarks.md holds them. */
export function table(rows: readonly (readonly string[])[]): void {
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}
