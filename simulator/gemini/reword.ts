/** A stretch of a sentence and what stands in its place in a later version of it. */
export interface Substitution {
  old: string;
  new: string;
}

const split = (text: string): string[] => text.match(/\S+/gu) ?? [];
const bare = (word: string): string => word.replace(/^[("“]+|[.,;:)"”]+$/gu, '');

/** Where two versions of a sentence differ, word by word, in order. */
export function substitutions(before: string, after: string): Substitution[] {
  const [a, b] = [split(before), split(after)];
  const common = commonWords(a.map(bare), b.map(bare));
  const found: Substitution[] = [];
  let [i, j] = [0, 0];
  for (const [nextA, nextB] of [...common, [a.length, b.length] as const]) {
    const change = { old: bare(a.slice(i, nextA).join(' ')), new: bare(b.slice(j, nextB).join(' ')) };
    if (change.old !== change.new) found.push(change);
    [i, j] = [nextA + 1, nextB + 1];
  }
  return found;
}

/** Positions of a longest common subsequence. */
function commonWords(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** Writes what is new in place of what is old wherever that stands as a whole. */
export function substitute(text: string, changes: readonly Substitution[]): string {
  return changes
    .filter(({ old }) => /[\p{Lu}\d]/u.test(old))
    .reduce((result, change) => replaceWhole(result, change), text);
}

function replaceWhole(text: string, { old, new: by }: Substitution): string {
  const escaped = old.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?<!\\d[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'gu'),
    () => by,
  );
}
