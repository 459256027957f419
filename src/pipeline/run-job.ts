import { isExtra } from '../domain/acts.ts';
import { AppError, isAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock, NewId } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Progress } from '../domain/ports/progress.ts';
import type { Delivery, Job, Queue } from '../domain/ports/queue.ts';
import type { HeldLease, Repositories } from '../domain/ports/repositories.ts';
import { versionOf } from '../domain/prompt-template.ts';
import { NumberedReport } from '../domain/report.ts';
import { currentAttempt, isTerminal, type Run } from '../domain/run.ts';
import type { StageRecord, StoredError } from '../domain/stage.ts';
import { outcome } from '../domain/status.ts';
import type { TeamLimits } from '../domain/team-settings.ts';
import { type BudgetSettings, budgetWarnings, createRunBudget } from './budget/run-budget.ts';
import { runEngine } from './engine.ts';
import { goOnLater, interrupt, isGivenUp } from './interrupt.ts';
import { keepLease, type LeaseKeeper } from './keep-lease.ts';
import { announce, stageMaker } from './make-stage.ts';
import type { StageSpec, Workbench } from './stage-spec.ts';
import { IdentityQuestion } from './stages/identity.ts';
import { abandonAll, nextLook } from './unfinished.ts';

export interface RunJobOptions {
  repositories: Repositories;
  table: readonly StageSpec[];
  bench: Workbench;
  progress: Progress;
  /** Configured ladders, part of every fingerprint. */
  models: string;
  budget: BudgetSettings;
  owner: string;
  leaseSeconds: number;
  /** Unforeseen failures in a row after which an attempt is given up. Default 5. */
  jobAttempts?: number;
  /** After this long no new step starts, and another delivery goes on. Default: as long as it takes. */
  timeBudgetMilliseconds?: number;
  /** Makes a continuation known at once; without it the reaper does. */
  publish?: Queue['publish'];
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics?: Metrics;
}

/** How long a person may take to answer before the run ends without cost. */
const patience = 24 * 60 * 60 * 1000;

/**
 * Works on one attempt of a run: takes the lease, shows the run, makes what is wanted, ends with the status that follows
 * from the stages. A second, late or old delivery finds nothing to take and changes nothing. Resolving acknowledges:
 * what is left undone is due again, and published by the reaper.
 */
export const createRunJob =
  (options: RunJobOptions) =>
  async (job: Job, delivery: Delivery): Promise<void> => {
    const { repositories, owner } = options;
    const taken = await repositories.runs.take(job.team, job.id, job.attempt, owner);
    if (!taken.taken) {
      options.log.info({ run: job.id, team: job.team, why: taken.why }, 'nothing to take');
      // Cancelled while it waited, or asked to be shown again: Slack is made to agree with what is stored.
      if (taken.why === 'settled') {
        await settle(options, job.team, job.id);
        await abandonIfEnded(options, job);
      }
      // What is in Slack already says that it waits; a new run appears when its work starts.
      if (taken.why === 'full' && job.attempt > 1) await options.progress.settle(job.team, job.id);
      return;
    }
    const cancelled = taken.run.cancelRequested !== undefined;
    const keeper = keepLease({ ...options, lease: taken.lease, cancelled, stop: delivery.signal });
    try {
      if (taken.takenOver && isGivenUp(options, taken.run)) throw new AppError('internal', 'Its workers disappeared.');
      await work(options, taken.run, keeper);
    } catch (error) {
      if (!isAppError(error, 'lease_lost')) return await breakOff(options, taken.run, keeper, error);
      options.log.warn({ run: job.id, team: job.team }, 'another worker took the run over');
    } finally {
      keeper.end();
    }
  };

async function work(options: RunJobOptions, run: Run, keeper: LeaseKeeper): Promise<void> {
  const { repositories, progress, table } = options;
  const { team, id } = run;
  const opened = await progress.open(run);
  if (!opened.ok) {
    const until = new Date(options.clock.now().getTime() + patience).toISOString();
    await repositories.runs.wait(keeper.lease(), { for: 'place', reason: opened.unreachable, until });
    return show(options, run, 'waiting');
  }

  const attempt = currentAttempt(run);
  const stored = await repositories.stages.list(team, id);
  const seller = await repositories.settings.seller(team);
  const { limits: set } = await repositories.settings.team(team);
  const template = await templateOf(options, run, keeper);
  const asked = { table, wanted: attempt.wanted, attempt: attempt.no, remake: attempt.remake, stored };
  const budget = createRunBudget({
    ...asked,
    settings: lowered(options.budget, set),
    model: options.bench.model,
    repositories,
    lease: keeper.lease,
  });
  const shared = {
    ...options,
    budget,
    run,
    attempt: attempt.no,
    seller,
    ...template,
    lease: keeper.lease,
    signal: keeper.signal,
  };
  const records = await runEngine({
    ...asked,
    make: stageMaker(shared),
    save: async (record) => {
      budget.close(record.id);
      await repositories.stages.save(keeper.lease(), record);
      announce(shared, record);
    },
    signal: keeper.closing,
  });
  await conclude(options, run, keeper, mergeRecords(stored, records));
}

/** What the admins of a team set only lowers what the environment allows. */
const lowered = (budget: BudgetSettings, { searchQueriesPerRun, costPerRunUsd }: TeamLimits): BudgetSettings => ({
  ...budget,
  limits: {
    ...budget.limits,
    searchQueries: Math.min(budget.limits.searchQueries, searchQueriesPerRun ?? Number.POSITIVE_INFINITY),
    costUsd: Math.min(budget.limits.costUsd, costPerRunUsd ?? Number.POSITIVE_INFINITY),
  },
});

/** The template version a run was started with. One that is gone is said to be so, because the text would differ. */
async function templateOf(
  { repositories }: RunJobOptions,
  run: Run,
  keeper: LeaseKeeper,
): Promise<{ template?: string }> {
  if (!run.template) return {};
  const stored = await repositories.templates.get(run.team, run.template.id);
  const content = stored && versionOf(stored, run.template.version)?.content;
  if (content !== undefined) return { template: content };
  const missing = 'The template of this run does not exist any more; it was not followed.';
  if (!run.warnings.includes(missing)) {
    await repositories.runs.patch(keeper.lease(), { warnings: [...run.warnings, missing] });
  }
  return {};
}

/** A cancelled run leaves nothing at work anywhere. */
async function stopElsewhere({ repositories, table, bench }: RunJobOptions, lease: HeldLease): Promise<void> {
  const stored = await repositories.stages.list(lease.team, lease.run);
  await abandonAll(table, bench, stored);
  for (const { dueAt: _, line: __, ...record } of stored.filter(({ status }) => status === 'running')) {
    await repositories.stages.save(lease, { ...record, status: 'pending', output: null });
  }
}

/** A run that was cancelled while nobody worked on it may have left something running elsewhere. */
async function abandonIfEnded({ repositories, table, bench }: RunJobOptions, { team, id }: Job): Promise<void> {
  const run = await repositories.runs.get(team, id);
  if (run && isTerminal(run.status)) await abandonAll(table, bench, await repositories.stages.list(team, id));
}

const mergeRecords = (
  stored: readonly StageRecord[],
  made: ReadonlyMap<string, StageRecord>,
): Map<string, StageRecord> => new Map([...stored.map((record) => [record.id, record] as const), ...made]);

/** The engine has stopped: because all is made, because a person must choose, because of a cancel, or because this process drains. */
async function conclude(
  options: RunJobOptions,
  run: Run,
  keeper: LeaseKeeper,
  records: ReadonlyMap<string, StageRecord>,
): Promise<void> {
  const { repositories } = options;
  const stopped = keeper.stopped();
  if (stopped === 'drain') return goOnLater(options, run, keeper);
  if (stopped === 'lease_lost') throw new AppError('lease_lost', 'Another worker took the run over.');
  const identity = records.get('identity');
  if (!stopped && identity?.status === 'waiting') {
    const { candidates } = IdentityQuestion.parse(identity.output);
    const until = new Date(options.clock.now().getTime() + patience).toISOString();
    await repositories.runs.wait(keeper.lease(), { for: 'identity', candidates, until });
    return show(options, run, 'waiting');
  }
  const dueAt = nextLook(records);
  if (!stopped && dueAt) {
    await repositories.runs.release(keeper.lease(), dueAt);
    return show(options, run, 'queued');
  }
  if (stopped) await stopElsewhere(options, keeper.lease());
  const status = outcome({
    wanted: [...new Set(run.attempts.flatMap((attempt) => attempt.wanted))].filter((stage) => !isExtra(stage)),
    stages: new Map([...records].map(([stage, record]) => [stage, record.status])),
    cancelled: stopped === 'cancel',
    thinReport: isThin(records.get('report')),
  });
  await noteBudget(options, keeper, records);
  const error = status === 'failed' ? failureOf(records) : undefined;
  noteEnd(options, await repositories.runs.finish(keeper.lease(), status, error));
  await show(options, run, status);
}

/** Alerts and dashboard are made of this line: terraform/metrics.tf. */
function noteEnd({ log, clock, metrics }: RunJobOptions, run: Run): void {
  const { startedAt, finishedAt } = currentAttempt(run);
  const end = finishedAt === undefined ? clock.now().getTime() : Date.parse(finishedAt);
  log.info(
    {
      run: run.id,
      team: run.team,
      mode: run.mode,
      status: run.status,
      seconds: startedAt === undefined ? 0 : Math.round((end - Date.parse(startedAt)) / 1000),
      costUsd: run.usage.costUsd,
      searches: run.usage.searchQueries,
    },
    'run ended',
  );
  metrics?.add('runs.ended', 1, { status: run.status, mode: run.mode });
}

async function noteBudget(
  { repositories, table }: RunJobOptions,
  keeper: LeaseKeeper,
  records: ReadonlyMap<string, StageRecord>,
): Promise<void> {
  const { team, run: id } = keeper.lease();
  const noted = (await repositories.runs.get(team, id))?.warnings ?? [];
  const warnings = budgetWarnings(noted, table, records);
  if (warnings.join() !== noted.join()) await repositories.runs.patch(keeper.lease(), { warnings });
}

const isThin = (report: StageRecord | undefined): boolean =>
  report?.status === 'done' && NumberedReport.parse(report.output).partial;

/** What to say about a failed run: what stopped it, in the words of the first stage that failed. */
const failureOf = (records: ReadonlyMap<string, StageRecord>): StoredError | undefined =>
  records.get('identity')?.error ??
  [...records.values()].find((record) => record.status === 'failed')?.error ??
  records.get('report')?.error;

async function show(options: RunJobOptions, { team, id }: Run, status: Run['status']): Promise<void> {
  options.progress.changed({ type: 'run', team, run: id, status });
  await settle(options, team, id);
}

/** What could not be shown stays due, so that it is tried again; seldom where it takes people to make that possible. */
async function settle({ progress, repositories, log }: RunJobOptions, team: string, id: string): Promise<void> {
  try {
    await progress.settle(team, id);
    await repositories.runs.shown(team, id);
  } catch (error) {
    log.warn({ run: id, team, err: error }, 'run not shown, it stays due');
    if (isAppError(error, 'slack_refused')) {
      await repositories.runs
        .showLater(team, id)
        .catch((err: unknown) => log.warn({ run: id, team, err }, 'run stays due at once'));
    }
  }
}

async function breakOff(options: RunJobOptions, run: Run, keeper: LeaseKeeper, thrown: unknown): Promise<void> {
  const status = await interrupt(options, run, keeper, thrown);
  if (status !== undefined) await show(options, run, status);
}
