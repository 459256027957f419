import type { Documents } from '../../domain/ports/documents.ts';

export interface Portion {
  /** How many documents were written. */
  changed: number;
  /** Where the next portion begins; absent when this was the last one. */
  next?: string;
}

/**
 * One step from a level of what is stored to the next. A portion may be done twice, also by two processes at the same
 * time, and what is stored is usable in between: the present program and the one before work on it meanwhile.
 */
export interface Migration {
  /** 1 for the first, then one more each. Never changed once it was delivered. */
  level: number;
  what: string;
  portion(documents: Documents, from: string | undefined): Promise<Portion>;
}
