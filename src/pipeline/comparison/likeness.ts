import type { Embeddings } from '../../domain/ports/embeddings.ts';
import type { Saying } from './sayings.ts';

/** How near two sentences are in meaning, and from where on they may say the same thing. */
export interface Nearness {
  between(a: Saying, b: Saying): number;
  /** Similarity from which on sentences may be one in other words. */
  threshold: number;
}

/** Of the way from unrelated sentences of the same runs to identical ones; found on the bundled companies. */
const wayToTheSame = 0.4;
/** With fewer sentences there is no telling what unrelated ones look like. */
const fewest = 8;

/**
 * Embedders differ in what they call near (unrelated sentences about one company are 0.1 apart from nothing to one and
 * 0.7 to another), so the threshold is measured on the sentences themselves. Errors are those of the embedder.
 */
export async function measureNearness(
  sayings: readonly Saying[],
  embeddings: Embeddings,
  signal: AbortSignal,
): Promise<Nearness> {
  const texts = new Map(sayings.map(({ key, claims: [claim] }) => [key, claim.text]));
  const keys = [...texts.keys()].sort();
  const embedded = await embeddings.embed(
    keys.map((key) => texts.get(key) ?? ''),
    signal,
  );
  const vectors = new Map(keys.map((key, index) => [key, embedded[index] ?? []]));
  const between = (a: Saying, b: Saying) => dot(vectors.get(a.key) ?? [], vectors.get(b.key) ?? []);
  const unrelated = keys.length < fewest ? 0.5 : medianOfPairs([...vectors.values()]);
  return { between, threshold: unrelated + wayToTheSame * (1 - unrelated) };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

function medianOfPairs(vectors: readonly (readonly number[])[]): number {
  const similarities = vectors
    .flatMap((a, index) => vectors.slice(index + 1).map((b) => dot(a, b)))
    .sort((x, y) => x - y);
  return similarities[Math.floor(similarities.length / 2)] ?? 0;
}
