import type { Embeddings } from '../../domain/ports/embeddings.ts';
import type { Memory, MemoryHit } from '../../domain/ports/memory.ts';

export interface MoveVectors {
  memory: Memory;
  embeddings: Embeddings;
  team: string;
  /** Texts embedded at once. */
  batch: number;
  /** Stops after this many. */
  limit: number;
  kinds?: readonly MemoryHit['kind'][];
  signal: AbortSignal;
  onUsage?: Parameters<Embeddings['embed']>[2];
  onBatch?: (moved: number) => void;
}

/**
 * Gives memories that have no vector of this embedder one, batch by batch. What is moved is no longer found, so it may
 * be stopped at any time and begun again. Returns how many were moved. Errors: those of the embedder.
 */
export async function moveVectors({
  memory,
  embeddings,
  team,
  batch,
  limit,
  kinds,
  signal,
  onUsage,
  onBatch = () => {},
}: MoveVectors): Promise<number> {
  const seen = new Set<string>();
  let moved = 0;
  while (moved < limit) {
    const found = await memory.outdated(team, embeddings, Math.min(batch, limit - moved), kinds);
    // One that is changed while it is moved comes back; it is the next call's business.
    const fresh = found.filter(({ kind, id }) => !seen.has(`${kind}/${id}`));
    if (fresh.length === 0) break;
    const vectors = await embeddings.embed(
      fresh.map(({ text }) => text),
      signal,
      onUsage,
    );
    for (const [index, outdated] of fresh.entries()) {
      const values = vectors[index];
      if (!values) continue;
      seen.add(`${outdated.kind}/${outdated.id}`);
      await memory.saveVector(team, outdated, { model: embeddings.model, values });
    }
    moved += fresh.length;
    onBatch(moved);
  }
  return moved;
}
