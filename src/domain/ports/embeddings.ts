/** Different embedders never share an index: model and dimension are stored with every vector. */
export interface Embeddings {
  model: string;
  dimension: number;
  /** Unit-length vectors in the order of the texts. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<number[][]>;
}
