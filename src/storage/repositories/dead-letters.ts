import { DeadLetter } from '../../domain/dead-letter.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { DeadLetters } from '../../domain/ports/dead-letters.ts';
import type { Documents, StoredDocument, Transaction } from '../../domain/ports/documents.ts';
import type { Job } from '../../domain/ports/queue.ts';
import { Due, pauseAfter } from './due.ts';
import { deadLettersCollection, duePath, taskDuePath } from './paths.ts';
import { checked, fromStored, isExpired, toJson } from './stored.ts';

/** Ninety days: nobody brings back what is older. */
const keptMilliseconds = 90 * 24 * 60 * 60 * 1000;

const letterPath = (letter: string): string => `${deadLettersCollection}/${letter}`;
const letterOf = ({ team, id }: Pick<Job, 'team' | 'id'>): string => `${team}~${id}`;
const dueOf = ({ team, kind, id }: Job): string => (kind === 'run' ? duePath(team, id) : taskDuePath(team, id));

/** To be called in the transaction that ends the work. */
export function writeDeadLetter(
  transaction: Transaction,
  job: Job,
  failure: { code: string; reference: string },
  now: Date,
): void {
  const { team, kind, id, attempt } = job;
  const letter = letterOf(job);
  const { code, reference } = failure;
  const stored = checked(DeadLetter, { letter, team, kind, id, attempt, at: now.toISOString(), code, reference });
  const expireAt = new Date(now.getTime() + keptMilliseconds).toISOString();
  transaction.set(letterPath(letter), toJson({ ...stored, expireAt }));
}

/** When work that was given up is begun anew, or deleted, its letter is of no use. */
export const clearDeadLetter = (transaction: Transaction, job: Pick<Job, 'team' | 'id'>): void =>
  transaction.delete(letterPath(letterOf(job)));

export function createDeadLetters({ documents, clock }: { documents: Documents; clock: Clock }): DeadLetters {
  const isKept = (stored: StoredDocument): boolean => !isExpired(stored, clock.now());
  return {
    async list(limit) {
      const page = await documents.query({
        collection: deadLettersCollection,
        orderBy: [{ field: 'at', direction: 'asc' }],
        limit,
      });
      return page.documents.filter(isKept).map((stored) => fromStored(DeadLetter, stored));
    },
    async get(letter) {
      const stored = await documents.get(letterPath(letter));
      return stored && isKept(stored) ? fromStored(DeadLetter, stored) : undefined;
    },
    remove: (letter) => documents.delete(letterPath(letter)),

    count: (job, { code, reference, attempts }) =>
      documents.transaction(async (transaction) => {
        const path = dueOf(job);
        const stored = await transaction.get(path);
        const due = stored && fromStored(Due, stored);
        if (!due || (job.kind === 'run' && due.attempt !== job.attempt)) return 'not_due';
        const failures = due.failures + 1;
        if (failures >= attempts) {
          transaction.delete(path);
          writeDeadLetter(transaction, job, { code, reference }, clock.now());
          return 'given_up';
        }
        const dueAt = new Date(clock.now().getTime() + pauseAfter(failures)).toISOString();
        transaction.update(path, { dueAt, failures, patient: true });
        return 'again';
      }),

    putBack: ({ letter, team, kind, id, attempt }) =>
      documents.transaction(async (transaction) => {
        const dueAt = clock.now().toISOString();
        const due = checked(Due, {
          ...{ team, kind, id, attempt, dueAt },
          ...{ leaseUntil: null, patient: false, waits: false, failures: 0 },
        });
        transaction.set(dueOf({ team, kind, id, attempt }), toJson(due));
        transaction.delete(letterPath(letter));
      }),
  };
}
