import { z } from 'zod';
import type { Documents, Filter, Transaction } from '../../domain/ports/documents.ts';
import { Job } from '../../domain/ports/queue.ts';
import { currentAttempt, isTerminal, type Run } from '../../domain/run.ts';
import type { Task } from '../../domain/task.ts';
import { id, timestamp } from '../../domain/text.ts';
import { dueCollection, duePath, taskDuePath, waitsPath } from './paths.ts';
import { fromStored, toJson } from './stored.ts';

/** When somebody should look at a run or a task again. No company, no text: this is the one thing read across teams. */
export const Due = z.object({
  team: id(40),
  /** Absent in what was stored before there were tasks. */
  kind: Job.shape.kind.default('run'),
  id: id(80),
  attempt: z.int().min(1),
  /** The reaper reports the run from here on. */
  dueAt: timestamp(),
  /** While a worker holds it: the end of its lease. */
  leaseUntil: timestamp().nullable(),
  /** Waits for a person, for work done elsewhere or after a failure, so it may rightly lie far ahead. */
  patient: z.boolean(),
  /** Waits because its team has as many runs in work as it may have. */
  waits: z.boolean().default(false),
  /** When the run was asked for: its place among those that wait. */
  since: timestamp().exactOptional(),
  /** How often it failed before anybody could take it. Whoever takes it begins anew. */
  failures: z.int().min(0).default(0),
});
type Due = z.infer<typeof Due>;

/** How a run is due, where it is no usual continuation. */
type Manner = 'waits' | 'after_failure';

const maxPause = 300_000;

/** The pause after so many failures in a row: five seconds, doubled each time, at most five minutes. */
export const pauseAfter = (failures: number): number => Math.min(maxPause, 5000 * 2 ** (failures - 1));

/** Makes the run due at a time, or, where a lease is given, when that ends. To be called in the run's transaction. */
export function setDue(transaction: Transaction, run: Run, at: Date, manner?: Manner): void {
  const due: Due = {
    team: run.team,
    kind: 'run',
    id: run.id,
    attempt: currentAttempt(run).no,
    dueAt: at.toISOString(),
    leaseUntil: run.lease?.expiresAt ?? null,
    patient: run.status === 'waiting' || isTerminal(run.status) || run.dueAt !== undefined || manner !== undefined,
    waits: manner === 'waits',
    since: run.createdAt,
    failures: 0,
  };
  transaction.set(duePath(run.team, run.id), toJson(due));
}

export const clearDue = (transaction: Transaction, run: Run): void => transaction.delete(duePath(run.team, run.id));

export function setTaskDue(
  transaction: Transaction,
  { team, kind, id: task, attempt, lease }: Task,
  at: Date,
  manner?: 'after_failure',
): void {
  const due: Due = {
    ...{ team, kind, id: task, attempt },
    dueAt: at.toISOString(),
    leaseUntil: lease?.expiresAt ?? null,
    patient: manner !== undefined,
    waits: false,
    failures: 0,
  };
  transaction.set(taskDuePath(team, task), toJson(due));
}

const waitingOf = (team: string): Filter[] => [
  { field: 'team', op: '==', value: team },
  { field: 'waits', op: '==', value: true },
];

/** The run waits for a place, until somebody makes room or, if nobody does, until `at`. */
export function setWaiting(transaction: Transaction, run: Run, at: Date): void {
  setDue(transaction, run, at, 'waits');
  transaction.increment(waitsPath(run.team), { count: 1 });
}

/**
 * The run of a team that has waited longest for a place, and what makes it due now. Reads, so it comes before the
 * transaction's writes. The list is read beside the transaction, which need not hold it still: it holds the count of
 * those that began to wait, and the run that was chosen, so it is made again when either changes.
 */
export async function nextWaiting(
  { documents, transaction }: { documents: Documents; transaction: Transaction },
  team: string,
  now: Date,
): Promise<() => void> {
  await transaction.get(waitsPath(team));
  for (;;) {
    const page = await documents.query({
      collection: dueCollection,
      where: waitingOf(team),
      orderBy: [{ field: 'since', direction: 'asc' }],
      limit: 1,
    });
    const [first] = page.documents;
    if (!first) return () => {};
    const still = await transaction.get(first.path);
    if (still?.data.waits === true)
      return () => transaction.update(first.path, { dueAt: now.toISOString(), waits: false, patient: false });
  }
}

const countedAhead = 100;

/**
 * How many runs of its team wait before it; undefined when it does not wait for a place. `isFull` says whether one that
 * nobody has tried to take yet will have to.
 */
export async function placeInQueue(
  documents: Documents,
  { team, run, isFull }: { team: string; run: string; isFull: () => Promise<boolean> },
): Promise<number | undefined> {
  const stored = await documents.get(duePath(team, run));
  const due = stored && fromStored(Due, stored);
  if (due?.since === undefined || due.leaseUntil !== null) return undefined;
  if (!due.waits && (due.patient || !(await isFull()))) return undefined;
  const before = await documents.query({
    collection: dueCollection,
    where: [...waitingOf(team), { field: 'since', op: '<', value: due.since }],
    orderBy: [{ field: 'since', direction: 'asc' }],
    limit: countedAhead,
  });
  return before.documents.length;
}

interface Look {
  now: Date;
  interval: number;
  limit: number;
}

/**
 * What is due now, and puts each off by `interval`, so that one that waits its turn in the queue is not reported at
 * every look. Two reapers never report the same one at the same time. Nothing but the patience with a person, with
 * work done elsewhere or after a failure reaches further ahead than twice `interval`; what else does comes from a clock
 * that was set back, and is reported as well. The longest due first, team by team in turn, so that one with very much
 * to do leaves room for the others.
 */
export async function takeOverdue(documents: Documents, { now, interval, limit }: Look): Promise<Job[]> {
  const from = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const look = async (where: readonly Filter[], most = limit): Promise<Found[]> => {
    const page = await documents.query({
      collection: dueCollection,
      where,
      orderBy: [{ field: 'dueAt', direction: 'asc' }],
      limit: most,
    });
    return page.documents.map(({ path, data }) => ({ path, team: String(data.team) }));
  };
  const isDue: Filter = { field: 'dueAt', op: '<=', value: from(0) };
  const [due, astray] = await Promise.all([
    look([isDue]),
    look([
      { field: 'patient', op: '==', value: false },
      { field: 'dueAt', op: '>', value: from(2 * interval) },
    ]),
  ]);
  const found = [...due, ...astray];
  // A full page may hide what other teams have.
  if (due.length === limit) {
    const teams = await teamsWithWork(documents, limit);
    const share = Math.max(1, Math.ceil(limit / teams.length));
    const ofOthers = teams.filter((team) => due.some((one) => one.team !== team));
    const pages = await Promise.all(
      ofOthers.map((team) => look([{ field: 'team', op: '==', value: team }, isDue], share)),
    );
    found.unshift(...pages.flat());
  }
  const taken = await Promise.all(
    inTurn(found, limit).map((path) =>
      documents.transaction(async (transaction): Promise<Job[]> => {
        const stored = await transaction.get(path);
        const one = stored && fromStored(Due, stored);
        if (!one || (one.dueAt > from(0) && (one.patient || one.dueAt <= from(2 * interval)))) return [];
        transaction.update(path, { dueAt: from(interval) });
        return [{ team: one.team, kind: one.kind, id: one.id, attempt: one.attempt }];
      }),
    ),
  );
  return taken.flat();
}

interface Found {
  path: string;
  team: string;
}

/** The first of every team, then the second of every team, and so on; each once. */
function inTurn(found: readonly Found[], limit: number): string[] {
  const byTeam = Map.groupBy(new Map(found.map((one) => [one.path, one])).values(), ({ team }) => team);
  const ordered = [...byTeam.values()].flatMap((ofTeam) => ofTeam.map(({ path }, turn) => ({ path, turn })));
  return ordered
    .sort((a, b) => a.turn - b.turn)
    .slice(0, limit)
    .map(({ path }) => path);
}

/** Teams that have anything due, now or later: from one to the next, whatever number of documents each has. */
async function teamsWithWork(documents: Documents, limit: number): Promise<string[]> {
  const teams: string[] = [];
  for (let last = ''; teams.length < limit; ) {
    const page = await documents.query({
      collection: dueCollection,
      where: [{ field: 'team', op: '>', value: last }],
      orderBy: [{ field: 'team', direction: 'asc' }],
      limit: 1,
    });
    const team = page.documents[0]?.data.team;
    if (typeof team !== 'string') break;
    teams.push(team);
    last = team;
  }
  return teams;
}
