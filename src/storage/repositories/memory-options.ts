import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';

export interface MemoryOptions {
  documents: Documents;
  clock: Clock;
  newId: NewId;
  /** From this similarity on two findings about one company are the same finding. */
  sameMeaning: number;
}
