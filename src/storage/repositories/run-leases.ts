import { addUsage } from '../../domain/evidence.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { HeldLease, Runs, TakeLease } from '../../domain/ports/repositories.ts';
import { currentAttempt, isTerminal, Run } from '../../domain/run.ts';
import { StageRecord } from '../../domain/stage.ts';
import { writeDeadLetter } from './dead-letters.ts';
import { nextWaiting, pauseAfter, setDue, setWaiting } from './due.ts';
import { heldRun } from './leases.ts';
import { dayOf, type RunLimits } from './limits.ts';
import { runPath, stagesOf, usagePath } from './paths.ts';
import { ended, heldLeaseOf, isHeld, leased, moved, withFailure, withoutLease } from './run-changes.ts';
import { checked, fromStored, toJson } from './stored.ts';
import { countersOf } from './usage-days.ts';
import { findSlot } from './work-slots.ts';

export interface RunLeaseOptions {
  documents: Documents;
  clock: Clock;
  leaseMilliseconds: number;
  /** A run that was just made due is published by whoever made it so; the reaper waits this long before it does. */
  graceMilliseconds: number;
  limits: RunLimits;
}

type RunLeases = Pick<Runs, 'take' | 'renew' | 'spend' | 'patch' | 'release' | 'wait' | 'finish' | 'interrupt'>;

/** Whoever ends a run makes the next one due; this is for the case that nobody could. */
const lookAgainMilliseconds = 600_000;

export const saveRun = (transaction: Transaction, run: Run): void =>
  transaction.set(runPath(run.team, run.id), toJson(checked(Run, run)));

/** Somebody stopped the first attempt. A later one that is stopped leaves the run as good as it was. */
const isStopped = ({ cancelRequested, attempts }: Run): boolean =>
  cancelRequested !== undefined && attempts.length === 1;

/** What a worker does with a run: everything here but `take` needs the lease, checked where it is written. */
export function createRunLeases({
  documents,
  clock,
  leaseMilliseconds,
  graceMilliseconds,
  limits,
}: RunLeaseOptions): RunLeases {
  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);

  /** As `change`, for what ends the work on a run for now: the one of its team that waits longest for a place is next. */
  const leave = <T extends Run>(
    lease: HeldLease,
    make: (run: Run) => T,
    and: (transaction: Transaction, run: T) => void,
  ) =>
    documents.transaction(async (transaction) => {
      const held = await heldRun(transaction, lease);
      const wakeNext = await nextWaiting({ documents, transaction }, lease.team, clock.now());
      const run = make(held);
      saveRun(transaction, run);
      and(transaction, run);
      wakeNext();
      return run;
    });

  /** How far the run has come: what has ended does not have to be made again. Nobody but its holder adds to it. */
  async function endedStages({ team, id }: Run): Promise<number> {
    const page = await documents.query({ collection: stagesOf(team, id), limit: 200 });
    return page.documents.filter(({ data }) => data.status !== 'running' && data.status !== 'pending').length;
  }

  /** One transaction that reads the held run and stores what `change` makes of it. */
  const change = <T extends Run>(
    lease: HeldLease,
    make: (run: Run) => T,
    and?: (transaction: Transaction, run: T) => void,
  ) =>
    documents.transaction(async (transaction) => {
      const run = make(await heldRun(transaction, lease));
      saveRun(transaction, run);
      and?.(transaction, run);
      return run;
    });

  function withExpiry<T extends Run>(run: T, lease: NonNullable<Run['lease']>) {
    return { ...run, lease: { ...lease, expiresAt: later(leaseMilliseconds).toISOString() } };
  }

  const dueAtExpiry = (transaction: Transaction, run: Run) => setDue(transaction, run, later(leaseMilliseconds));
  const dueSoon = (transaction: Transaction, run: Run) => setDue(transaction, run, later(graceMilliseconds));

  /** A lease cannot end later than its length from now, unless the clock was set back: then it is made to end in time. */
  function refuseHeld(transaction: Transaction, run: Run): TakeLease {
    if (run.lease && Date.parse(run.lease.expiresAt) > later(2 * leaseMilliseconds).getTime()) {
      const shortened = withExpiry(run, run.lease);
      saveRun(transaction, shortened);
      dueAtExpiry(transaction, shortened);
    }
    return { taken: false, why: 'busy' };
  }

  /** Nobody said what the run waited for: it ends, and nothing was spent on it since it asked. */
  function endIfUnanswered(transaction: Transaction, run: Run): TakeLease {
    if (run.waiting && Date.parse(run.waiting.until) <= clock.now().getTime()) {
      const message = 'Nobody answered in time, so the run ended. Nothing more was spent.';
      const over = ended(run, 'cancelled', clock.now(), { code: 'unanswered', message, reference: run.id });
      saveRun(transaction, over);
      dueSoon(transaction, over);
    }
    return { taken: false, why: 'settled' };
  }

  return {
    take: (team, id, attempt, owner) =>
      documents.transaction(async (transaction): Promise<TakeLease> => {
        const stored = await transaction.get(runPath(team, id));
        if (!stored) return { taken: false, why: 'missing' };
        const run = fromStored(Run, stored);
        if (attempt !== currentAttempt(run).no) return { taken: false, why: 'old_attempt' };
        if (isTerminal(run.status)) return { taken: false, why: 'settled' };
        if (run.status === 'waiting') return endIfUnanswered(transaction, run);
        if (isHeld(run, clock.now())) return refuseHeld(transaction, run);
        const now = clock.now();
        const slot = await findSlot(transaction, run, { ceiling: limits.concurrentRunsPerTeam, now });
        if (!slot.free) {
          setWaiting(transaction, run, later(lookAgainMilliseconds));
          return { taken: false, why: 'full' };
        }
        // Its holder is gone: whatever ended that process may be the run's own doing.
        const found = run.lease ? withFailure(run, await endedStages(run)) : run;
        const wakeNext = slot.more ? await nextWaiting({ documents, transaction }, team, now) : undefined;
        const taken = leased(found, owner, later(leaseMilliseconds), now);
        slot.note();
        wakeNext?.();
        saveRun(transaction, taken);
        dueAtExpiry(transaction, taken);
        return { taken: true, lease: heldLeaseOf(taken), run: taken, takenOver: run.lease !== undefined };
      }),

    async renew(lease) {
      const run = await change(lease, (held) => withExpiry(held, lease), dueAtExpiry);
      return { ...lease, expiresAt: run.lease.expiresAt };
    },

    async spend(lease, usage, stage) {
      const run = await documents.transaction(async (transaction) => {
        const held = await heldRun(transaction, lease);
        const path = stage === undefined ? undefined : `${stagesOf(lease.team, lease.run)}/${stage}`;
        const stored = path === undefined ? undefined : await transaction.get(path);
        // Booked where it was spent, at the same moment: a process that ends right after it leaves sums that agree.
        if (stored) {
          const spent = fromStored(StageRecord.pick({ usage: true }), stored).usage;
          transaction.update(stored.path, toJson({ usage: addUsage(spent, usage) }));
        }
        const spending = { ...held, usage: addUsage(held.usage, usage) };
        saveRun(transaction, spending);
        return spending;
      });
      // Apart from the run: every model call of the team meets in this document, and increments never wait for each
      // other. A process that ends in between leaves one call out of the day's sum, never out of the run's.
      await documents.increment(usagePath(run.team, dayOf(clock.now())), countersOf(run.createdBy, usage));
    },

    async patch(lease, patch) {
      await change(lease, (run) => ({ ...run, ...patch, updatedAt: clock.now().toISOString() }));
    },

    async release(lease, dueAt) {
      await leave(
        lease,
        (held) => {
          const run = withoutLease(moved(held, 'queued', clock.now()));
          // Somebody stopped it in the meantime: a worker has to stop what is done elsewhere.
          return dueAt && !run.cancelRequested ? { ...run, dueAt: dueAt.toISOString() } : run;
        },
        (transaction, run) =>
          run.dueAt === undefined ? dueSoon(transaction, run) : setDue(transaction, run, new Date(run.dueAt)),
      );
    },

    async wait(lease, waiting) {
      await leave(
        lease,
        (held) => {
          const run = withoutLease(held);
          // Somebody stopped it in the meantime: nothing to wait for, a worker has to end it.
          if (run.cancelRequested) return moved(run, 'queued', clock.now());
          return { ...moved(run, 'waiting', clock.now()), waiting };
        },
        (transaction, run) =>
          run.waiting ? setDue(transaction, run, new Date(run.waiting.until)) : dueSoon(transaction, run),
      );
    },

    finish: (lease, status, error) =>
      leave(lease, (run) => ended(run, isStopped(run) ? 'cancelled' : status, clock.now(), error), dueSoon),

    interrupt: (lease, error, attempts) =>
      documents.transaction(async (transaction) => {
        const held = await heldRun(transaction, lease);
        const failed = withFailure(held, await endedStages(held));
        const wakeNext = await nextWaiting({ documents, transaction }, lease.team, clock.now());
        const { no, failures } = currentAttempt(failed);
        const count = failures?.count ?? 1;
        const isOver = count >= attempts;
        const run = isOver
          ? ended(failed, 'failed', clock.now(), error)
          : withoutLease(moved(failed, 'queued', clock.now()));
        saveRun(transaction, run);
        if (isOver) {
          dueSoon(transaction, run);
          writeDeadLetter(transaction, { team: run.team, kind: 'run', id: run.id, attempt: no }, error, clock.now());
        } else if (run.cancelRequested) dueSoon(transaction, run);
        else setDue(transaction, run, later(pauseAfter(count)), 'after_failure');
        wakeNext();
        return run;
      }),
  };
}
