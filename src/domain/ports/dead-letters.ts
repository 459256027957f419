import type { DeadLetter } from '../dead-letter.ts';
import type { Job } from './queue.ts';

/** Work that was given up, over all teams, until somebody brings it back. */
export interface DeadLetters {
  /** Oldest first. */
  list(limit: number): Promise<DeadLetter[]>;
  get(letter: string): Promise<DeadLetter | undefined>;
  remove(letter: string): Promise<void>;
  /**
   * Counts a failure of work that nobody could even begin (what is stored about it cannot be read): due again after a
   * pause, or given up as a dead letter. `not_due`: nobody waits for it.
   */
  count(
    job: Job,
    failure: { code: string; reference: string; attempts: number },
  ): Promise<'again' | 'given_up' | 'not_due'>;
  /** Makes it due as it was, and removes the letter. */
  putBack(letter: DeadLetter): Promise<void>;
}
