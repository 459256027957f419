import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { HeldTask, Tasks } from '../../domain/ports/tasks.ts';
import { Question, Task } from '../../domain/task.ts';
import { clearDeadLetter, writeDeadLetter } from './dead-letters.ts';
import { pauseAfter, setTaskDue } from './due.ts';
import { slotsOf, taskDuePath, taskPath, tasksOf } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';

export interface TasksOptions {
  documents: Documents;
  clock: Clock;
  leaseMilliseconds: number;
  /** Whoever makes a task publishes it; the reaper waits this long before it does. */
  graceMilliseconds: number;
}

const hasEnded = ({ status }: Task): boolean => status !== 'queued' && status !== 'running';

/** What a held task becomes when it is given back. */
function givenBack({ lease: _, ...task }: Task): Task {
  return { ...task, status: 'queued' };
}

/** One try is used up. */
const triedAgain = (task: Task): Task => ({ ...givenBack(task), attempt: task.attempt + 1 });

/** Tasks with a lease like that of a run: who took one later has the larger token, and writes with a smaller one are refused. */
export function createTasks({ documents, clock, leaseMilliseconds, graceMilliseconds }: TasksOptions): Tasks {
  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
  const now = () => clock.now().toISOString();

  const save = (transaction: Transaction, task: Task): void =>
    transaction.set(taskPath(task.team, task.id), toJson(checked(Task, task)));

  const leased = (task: Task, owner: string, token: number): Task => ({
    ...task,
    status: 'running',
    updatedAt: now(),
    lastToken: token,
    lease: { owner, token, expiresAt: later(leaseMilliseconds).toISOString() },
  });

  /** No lease can end later than twice its length from now, unless the clock was set back: then nobody renews it. */
  function isHeld({ lease }: Task): boolean {
    if (!lease) return false;
    const left = Date.parse(lease.expiresAt) - clock.now().getTime();
    return left > 0 && left <= 2 * leaseMilliseconds;
  }

  /** One transaction that reads the held task and stores what `make` makes of it. Error: `lease_lost`. */
  const change = (held: HeldTask, make: (task: Task) => Task, and?: (transaction: Transaction, task: Task) => void) =>
    documents.transaction(async (transaction) => {
      const stored = await transaction.get(taskPath(held.team, held.task));
      const task = stored && fromStored(Task, stored);
      if (task?.lease?.token !== held.token || hasEnded(task)) {
        throw new AppError('lease_lost', 'Somebody else continues this work.', {
          details: { ...held, current: task?.lastToken },
        });
      }
      const made = { ...make(task), updatedAt: now() };
      save(transaction, made);
      and?.(transaction, made);
    });

  const dueAtExpiry = (transaction: Transaction, task: Task) => setTaskDue(transaction, task, later(leaseMilliseconds));
  const dueSoon = (transaction: Transaction, task: Task) => setTaskDue(transaction, task, later(graceMilliseconds));

  return {
    create: (asked) =>
      documents.transaction(async (transaction) => {
        const stored = await transaction.get(taskPath(asked.team, asked.id));
        if (stored) return { task: fromStored(Task, stored), created: false };
        const at = now();
        const first = { createdAt: at, updatedAt: at, schemaVersion: 1, status: 'queued', attempt: 1, lastToken: 0 };
        const task = checked(Task, { ...asked, ...first } as Task);
        save(transaction, task);
        dueSoon(transaction, task);
        return { task, created: true };
      }),
    async get(team, id) {
      const stored = await documents.get(taskPath(team, id));
      return stored && fromStored(Task, stored);
    },
    take: (team, id, owner) =>
      documents.transaction(async (transaction) => {
        const stored = await transaction.get(taskPath(team, id));
        const found = stored && fromStored(Task, stored);
        if (!found || hasEnded(found) || isHeld(found)) return undefined;
        // Its holder is gone: that was one try.
        const task = leased(found.lease ? triedAgain(found) : found, owner, found.lastToken + 1);
        save(transaction, task);
        dueAtExpiry(transaction, task);
        return { task, held: { team, task: id, token: task.lastToken } };
      }),
    renew: (held) => change(held, (task) => leased(task, task.lease?.owner ?? '', held.token), dueAtExpiry),
    answer: (held, answer) =>
      change(held, (task) => {
        if (task.kind !== 'question') throw new AppError('invalid_input', 'Only a question has an answer.');
        return { ...task, answer };
      }),
    finish: (held, status, error) =>
      change(
        held,
        ({ lease: _, ...task }) => ({ ...task, status, finishedAt: now(), ...(error && { error }) }),
        (transaction) => transaction.delete(taskDuePath(held.team, held.task)),
      ),
    release: (held, after) =>
      after === 'failure'
        ? change(held, triedAgain, (transaction, task) =>
            setTaskDue(transaction, task, later(pauseAfter(task.attempt - 1)), 'after_failure'),
          )
        : change(held, givenBack, dueSoon),
    giveUp: (held, error) =>
      change(
        held,
        ({ lease: _, ...task }) => ({ ...task, status: 'failed', finishedAt: now(), error }),
        (transaction, task) => {
          transaction.delete(taskDuePath(held.team, held.task));
          writeDeadLetter(transaction, task, error, clock.now());
        },
      ),
    again: (team, id) =>
      documents.transaction(async (transaction) => {
        const stored = await transaction.get(taskPath(team, id));
        if (!stored) throw new AppError('not_found', 'There is no such task.');
        const { finishedAt: _finished, error: _error, ...task } = fromStored(Task, stored);
        if (task.status !== 'failed') throw new AppError('conflict', 'Only what failed can be done again.');
        const again: Task = { ...task, status: 'queued', attempt: 1, updatedAt: now() };
        save(transaction, again);
        clearDeadLetter(transaction, again);
        dueSoon(transaction, again);
        return again;
      }),
    async deleteOlderThan(team, before, limit) {
      const { documents: found } = await documents.query({
        collection: tasksOf(team),
        where: [{ field: 'finishedAt', op: '<', value: before }],
        orderBy: [{ field: 'finishedAt', direction: 'asc' }],
        limit,
      });
      for (const { path, data } of found) {
        const shown = await readAll(documents, { collection: slotsOf(team, String(data.id)) });
        for (const slot of shown) await documents.delete(slot.path);
        await documents.transaction(async (transaction) => {
          transaction.delete(path);
          clearDeadLetter(transaction, { team, id: String(data.id) });
        });
      }
      return found.length;
    },
    async aboutRun(team, run, limit) {
      const { documents: found } = await documents.query({
        collection: tasksOf(team),
        where: [
          { field: 'kind', op: '==', value: 'question' },
          { field: 'run', op: '==', value: run },
        ],
        orderBy: [{ field: 'createdAt', direction: 'desc' }],
        limit,
      });
      return found.map((stored) => fromStored(Question, stored));
    },
  };
}
