import { CompanyCandidate } from '../../domain/company.ts';
import { AppError } from '../../domain/errors.ts';
import { noUsage } from '../../domain/evidence.ts';
import { wantedFor } from '../../domain/modes.ts';
import type { NewRun, Runs } from '../../domain/ports/repositories.ts';
import { isTerminal, Run } from '../../domain/run.ts';
import { findSameQuestion, rememberQuestion } from './asked.ts';
import { clearDue, setDue, takeOverdue } from './due.ts';
import { countStart, type RunLimits } from './limits.ts';
import { runPath, runsOf } from './paths.ts';
import { ended, isHeld, moved, nextAttempt, withoutDueAt, withoutWaiting } from './run-changes.ts';
import { createRunLeases, type RunLeaseOptions, saveRun } from './run-leases.ts';
import { checked, fromStored } from './stored.ts';
import { nextIteration } from './stored-projects.ts';

export interface RunsOptions extends RunLeaseOptions {
  limits: RunLimits;
}

function firstState(asked: NewRun, now: Date): Run {
  const { companyName, domain, mode, salesHistory, focus, wanted, ...rest } = asked;
  const { id, team, channel, visibility, createdBy, replyUrl, project, contextMode, basedOn, template } = rest;
  const at = now.toISOString();
  return checked(Run, {
    ...{ id, team, channel, visibility, createdBy, companyName, mode, salesHistory, focus, wanted },
    ...(domain !== undefined && { domain }),
    ...(replyUrl !== undefined && { replyUrl }),
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
      if (isTerminal(run.status)) clearDue(transaction, run);
      if (run.status === 'queued') setDue(transaction, run, new Date(now.getTime() + graceMilliseconds));
      return true;
    });

  return {
    ...createRunLeases(options),

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
        // From here on only writes: the transaction allows no read after one.
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

    forgotten: (limit) => takeOverdue(documents, { now: clock.now(), interval: leaseMilliseconds, limit }),

    requestCancel: (team, id, by) =>
      decide(team, id, (run, now) => {
        if (isTerminal(run.status)) return undefined;
        const at = now.toISOString();
        const asked = { ...withoutDueAt(run), updatedAt: at, cancelRequested: run.cancelRequested ?? { by, at } };
        const forWorker = run.status === 'queued' && (run.dueAt !== undefined || run.cancelRequested !== undefined);
        return isHeld(run, now) || forWorker ? asked : ended(asked, 'cancelled', now);
      }),

    choose: (team, id, candidate) =>
      decide(team, id, (run, now) => {
        if (run.status !== 'waiting' || run.waiting?.for !== 'identity') return undefined;
        return { ...moved(withoutWaiting(run), 'queued', now), choice: checked(CompanyCandidate, candidate) };
      }),

    place: (team, id, channel, visibility) =>
      decide(team, id, (run, now) => {
        if (run.status !== 'waiting' || run.waiting?.for !== 'place') return undefined;
        return { ...moved(withoutWaiting(run), 'queued', now), channel, visibility };
      }),

    again: (team, id, more) =>
      documents.transaction(async (transaction) => {
        const now = clock.now();
        const stored = await transaction.get(runPath(team, id));
        if (!stored) throw new AppError('not_found', 'There is no such run.');
        const run = nextAttempt(fromStored(Run, stored), more, now);
        saveRun(transaction, run);
        setDue(transaction, run, new Date(now.getTime() + graceMilliseconds));
        return run;
      }),

    watch: (team, id, onChange) =>
      documents.watch(runPath(team, id), (stored) => {
        // Nobody could catch an error here; who reads an unreadable run with `get` is told.
        const run = stored && Run.safeParse(stored.data);
        if (!run || run.success) onChange(run?.data);
      }),
  };
}
