import { CompanyCandidate } from '../../domain/company.ts';
import { AppError } from '../../domain/errors.ts';
import { noUsage } from '../../domain/evidence.ts';
import { wantedFor } from '../../domain/modes.ts';
import type { Transaction } from '../../domain/ports/documents.ts';
import type { NewRun, Runs } from '../../domain/ports/repositories.ts';
import { isTerminal, Run } from '../../domain/run.ts';
import { findSameQuestion, rememberQuestion } from './asked.ts';
import { clearDeadLetter } from './dead-letters.ts';
import { clearDue, placeInQueue, setDue, takeOverdue } from './due.ts';
import { countStart } from './limits.ts';
import { runPath, runsOf, teamPath } from './paths.ts';
import { ended, isHeld, moved, nextAttempt, withoutDueAt, withoutWaiting } from './run-changes.ts';
import { createRunDeletion, type RunDeletionOptions } from './run-deletion.ts';
import { createRunLeases, type RunLeaseOptions, saveRun } from './run-leases.ts';
import { createRunLists } from './run-lists.ts';
import { checked, fromStored, toJson } from './stored.ts';
import { nextIteration } from './stored-projects.ts';
import { findSlot } from './work-slots.ts';

export interface RunsOptions extends RunLeaseOptions, RunDeletionOptions {}

function firstState(asked: NewRun, now: Date): Run {
  const { companyName, domain, mode, salesHistory, focus, wanted, ...rest } = asked;
  const { id, team, channel, visibility, createdBy, replyUrl, project, contextMode, basedOn, template } = rest;
  const { threadTs, workflow } = rest;
  const at = now.toISOString();
  return checked(Run, {
    ...{ id, team, channel, visibility, createdBy, companyName, mode, salesHistory, focus, wanted },
    ...(domain !== undefined && { domain }),
    ...(replyUrl !== undefined && { replyUrl }),
    ...(threadTs !== undefined && { threadTs }),
    ...(workflow !== undefined && { workflow }),
    ...(project !== undefined && { project }),
    ...(contextMode !== undefined && { contextMode }),
    ...(basedOn !== undefined && { basedOn }),
    ...(template !== undefined && { template }),
    createdAt: at,
    updatedAt: at,
    schemaVersion: 1,
    status: 'queued',
    attempts: [{ no: 1, wanted: wantedFor(mode, wanted), remake: [], status: 'queued' }],
    lastToken: 0,
    usage: noUsage(),
    warnings: [],
  });
}

/** How long, and how often, the end of a run is tried to be shown where the app has lost its access. */
const untilShown = { everyMilliseconds: 10 * 60_000, forMilliseconds: 7 * 24 * 60 * 60_000 };

export function createRuns(options: RunsOptions): Runs {
  const { documents, clock, limits, leaseMilliseconds, graceMilliseconds } = options;

  /** Reads a run and stores what `change` makes of it, with its place among the due; `false` when that is nothing. */
  const decide = (team: string, id: string, change: (run: Run, now: Date) => Run | undefined): Promise<boolean> =>
    documents.transaction(async (transaction) => {
      const now = clock.now();
      const stored = await transaction.get(runPath(team, id));
      const run = stored && change(fromStored(Run, stored), now);
      if (!run) return false;
      saveRun(transaction, run);
      // Ended without a worker: somebody has to show it.
      if (run.status === 'queued' || isTerminal(run.status))
        setDue(transaction, run, new Date(now.getTime() + graceMilliseconds));
      return true;
    });

  async function present(transaction: Transaction, team: string, id: string): Promise<Run> {
    const stored = await transaction.get(runPath(team, id));
    if (!stored) throw new AppError('not_found', 'There is no such run.');
    return fromStored(Run, stored);
  }

  return {
    ...createRunLeases(options),
    ...createRunLists(options),
    delete: createRunDeletion(options),

    create: (asked) =>
      documents.transaction(async (transaction) => {
        const now = clock.now();
        const stored = await transaction.get(runPath(asked.team, asked.id));
        if (stored) return { run: fromStored(Run, stored), created: false };
        const first = firstState(asked, now);
        const same = await findSameQuestion(transaction, first, now);
        if (same) return { run: same, created: false };
        const count = await countStart(transaction, { team: first.team, user: first.createdBy, now }, limits);
        const { team, project, visibility } = first;
        const next = project !== undefined && (await nextIteration(transaction, { team, project, visibility }, now));
        const known = await transaction.get(teamPath(team));
        // From here on only writes: the transaction allows no read after one.
        if (!known) transaction.set(teamPath(team), toJson({ team, since: now.toISOString() }));
        count();
        if (next) next.count();
        const run: Run = next ? { contextMode: next.contextMode, ...first, iteration: next.iteration } : first;
        saveRun(transaction, run);
        rememberQuestion(transaction, run, run.id, now);
        setDue(transaction, run, new Date(now.getTime() + graceMilliseconds));
        return { run, created: true };
      }),

    async get(team, id) {
      const stored = await documents.get(runPath(team, id));
      return stored && fromStored(Run, stored);
    },

    async recent(team, { channel, createdBy, limit }) {
      const { documents: found } = await documents.query({
        collection: runsOf(team),
        where: [
          ...(channel !== undefined ? [{ field: 'channel', op: '==' as const, value: channel }] : []),
          ...(createdBy !== undefined ? [{ field: 'createdBy', op: '==' as const, value: createdBy }] : []),
        ],
        orderBy: [{ field: 'createdAt', direction: 'desc' }],
        limit,
      });
      return found.map((stored) => fromStored(Run, stored));
    },

    placeInQueue: (team, id) => {
      const { concurrentRunsPerTeam: ceiling } = options.limits;
      const slot = () =>
        documents.transaction((transaction) => findSlot(transaction, { team, id }, { ceiling, now: clock.now() }));
      return placeInQueue(documents, { team, run: id, isFull: async () => !(await slot()).free });
    },

    forgotten: (limit) => takeOverdue(documents, { now: clock.now(), interval: leaseMilliseconds, limit }),

    requestCancel: (team, id, by) =>
      decide(team, id, (run, now) => {
        if (isTerminal(run.status)) return undefined;
        const at = now.toISOString();
        const asked = { ...withoutDueAt(run), updatedAt: at, cancelRequested: run.cancelRequested ?? { by, at } };
        const forWorker = run.status === 'queued' && (run.dueAt !== undefined || run.cancelRequested !== undefined);
        return isHeld(run, now) || forWorker ? asked : ended(asked, 'cancelled', now);
      }),

    shown: (team, id) =>
      documents.transaction(async (transaction) => {
        const stored = await transaction.get(runPath(team, id));
        const run = stored && fromStored(Run, stored);
        if (run && isTerminal(run.status)) clearDue(transaction, run);
      }),

    showLater: (team, id) =>
      documents.transaction(async (transaction) => {
        const stored = await transaction.get(runPath(team, id));
        const run = stored && fromStored(Run, stored);
        if (!run || !isTerminal(run.status)) return;
        const next = clock.now().getTime() + untilShown.everyMilliseconds;
        const ended = Date.parse(run.finishedAt ?? run.updatedAt);
        if (next - ended > untilShown.forMilliseconds) clearDue(transaction, run);
        else setDue(transaction, run, new Date(next));
      }),

    choose: (team, id, candidate) =>
      decide(team, id, (run, now) => {
        if (run.status !== 'waiting' || run.waiting?.for !== 'identity') return undefined;
        return { ...moved(withoutWaiting(run), 'queued', now), choice: checked(CompanyCandidate, candidate) };
      }),

    place: (team, id, channel, visibility) =>
      decide(team, id, (run, now) => {
        if (run.status !== 'waiting' || run.waiting?.for !== 'place') return undefined;
        const { threadTs, ...placed } = { ...moved(withoutWaiting(run), 'queued', now), channel, visibility };
        // A thread stays behind in its conversation.
        return threadTs !== undefined && channel === run.channel ? { ...placed, threadTs } : placed;
      }),

    again: (team, id, more) =>
      documents.transaction(async (transaction) => {
        const now = clock.now();
        const run = nextAttempt(await present(transaction, team, id), more, now);
        saveRun(transaction, run);
        clearDeadLetter(transaction, run);
        setDue(transaction, run, new Date(now.getTime() + graceMilliseconds));
        return run;
      }),

    setVisibility: (team, id, visibility) =>
      documents.transaction(async (transaction) => {
        const run = { ...(await present(transaction, team, id)), visibility, updatedAt: clock.now().toISOString() };
        saveRun(transaction, run);
        return run;
      }),

    assignProject: (team, id, project) =>
      documents.transaction(async (transaction) => {
        const now = clock.now();
        const run = await present(transaction, team, id);
        if (!isTerminal(run.status)) {
          throw new AppError('conflict', 'This run is still being worked on. It can join a project when it has ended.');
        }
        if (run.project !== undefined) throw new AppError('conflict', 'This run is in a project already.');
        const { iteration, count } = await nextIteration(transaction, { ...run, project }, now);
        count();
        const assigned: Run = { ...run, project, iteration, updatedAt: now.toISOString() };
        saveRun(transaction, assigned);
        return assigned;
      }),

    watch: (team, id, onChange) =>
      documents.watch(runPath(team, id), (stored) => {
        // Nobody could catch an error here; who reads an unreadable run with `get` is told.
        const run = stored && Run.safeParse(stored.data);
        if (!run || run.success) onChange(run?.data);
      }),
  };
}
