/** Binary content by key, such as `teams/T1/runs/R1/onePager[u1]/v1.pdf`. Writing again replaces. */
export interface Files {
  put(key: string, content: Uint8Array, mimeType: string): Promise<void>;
  /** `undefined` when there is none. */
  get(key: string): Promise<{ content: Uint8Array; mimeType: string } | undefined>;
  delete(key: string): Promise<void>;
  /** Everything below a prefix that ends in `/`. */
  deleteBelow(prefix: string): Promise<void>;
  list(prefix: string): Promise<string[]>;
}
