import type { Usage } from '../evidence.ts';

/** Different embedders never share an index: model and dimension are stored with every vector. */
export interface Embeddings {
  model: string;
  dimension: number;
  /** Unit-length vectors in the order of the texts. `onUsage` hears of every answered request: it was paid. */
  embed(
    texts: readonly string[],
    signal: AbortSignal,
    onUsage?: (usage: Usage, model: string) => void,
  ): Promise<number[][]>;
}
