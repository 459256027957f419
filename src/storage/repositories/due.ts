import { z } from 'zod';
import type { Documents, Filter, Transaction } from '../../domain/ports/documents.ts';
import { currentAttempt, type Run } from '../../domain/run.ts';
import { id, timestamp } from '../../domain/text.ts';
import { dueCollection, duePath } from './paths.ts';
import { fromStored, toJson } from './stored.ts';

/** When somebody should look at a run again. No company, no text: this is the one thing read across teams. */
const Due = z.object({
  team: id(40),
  id: id(80),
  attempt: z.int().min(1),
  /** The reaper reports the run from here on. */
  dueAt: timestamp(),
  /** While a worker holds it: the end of its lease. */
  leaseUntil: timestamp().nullable(),
  /** Waits for a person or for work done elsewhere, so it may rightly lie far ahead. */
  patient: z.boolean(),
});

/** Makes the run due at a time, or, where a lease is given, when that ends. To be called in the run's transaction. */
export function setDue(transaction: Transaction, run: Run, at: Date): void {
  const due: z.infer<typeof Due> = {
    team: run.team,
    id: run.id,
    attempt: currentAttempt(run).no,
    dueAt: at.toISOString(),
    leaseUntil: run.lease?.expiresAt ?? null,
    patient: run.status === 'waiting' || run.dueAt !== undefined,
  };
  transaction.set(duePath(run.team, run.id), toJson(due));
}

export const clearDue = (transaction: Transaction, run: Run): void => transaction.delete(duePath(run.team, run.id));

export interface Overdue {
  team: string;
  id: string;
  attempt: number;
}

/**
 * What is due now, the longest due first, and puts each off by `interval`, so that one that waits its turn in the
 * queue is not reported at every look. Two reapers never report the same one at the same time. Nothing but the
 * patience with a person or with work done elsewhere reaches further ahead than twice `interval`; what else does comes
 * from a clock that was set back, and is reported as well.
 */
export async function takeOverdue(
  documents: Documents,
  { now, interval, limit }: { now: Date; interval: number; limit: number },
): Promise<Overdue[]> {
  const from = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const look = (where: readonly Filter[]) =>
    documents.query({
      collection: dueCollection,
      where,
      orderBy: [{ field: 'dueAt', direction: 'asc' }],
      limit,
    });
  const pages = await Promise.all([
    look([{ field: 'dueAt', op: '<=', value: from(0) }]),
    look([
      { field: 'patient', op: '==', value: false },
      { field: 'dueAt', op: '>', value: from(2 * interval) },
    ]),
  ]);
  const paths = pages.flatMap((page) => page.documents.map(({ path }) => path)).slice(0, limit);
  const taken = await Promise.all(
    paths.map((path) =>
      documents.transaction(async (transaction): Promise<Overdue[]> => {
        const stored = await transaction.get(path);
        const due = stored && fromStored(Due, stored);
        if (!due || (due.dueAt > from(0) && (due.patient || due.dueAt <= from(2 * interval)))) return [];
        transaction.update(path, { dueAt: from(interval) });
        return [{ team: due.team, id: due.id, attempt: due.attempt }];
      }),
    ),
  );
  return taken.flat();
}
