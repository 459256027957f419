/** Time, ids and waiting are passed in, so that tests decide them. */
export interface Clock {
  now(): Date;
  /** Milliseconds that only ever grow; for deadlines. */
  monotonic(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Sortable by time (ULID). */
export type NewId = () => string;
