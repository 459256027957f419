import type { Brief } from '../../domain/brief.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/evidence.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Delivery, Job, JobHandler } from '../../domain/ports/queue.ts';
import type { Repositories } from '../../domain/ports/repositories.ts';
import type { TaskResult, TaskShow } from '../../domain/ports/task-show.ts';
import type { HeldTask } from '../../domain/ports/tasks.ts';
import type { Task } from '../../domain/task.ts';
import { measureUsage } from '../measures.ts';
import type { Workbench } from '../stage-spec.ts';
import { writeDigest } from './digest.ts';
import { makeExport } from './export.ts';
import { answerQuestion } from './question.ts';
import { searchMemory } from './search.ts';

export interface TaskJobOptions {
  repositories: Repositories;
  bench: Workbench;
  assemble(team: string, run: string): Promise<Brief>;
  /** The report as it is exported (`report.json`). */
  reportJson(brief: Brief): string;
  /** Undefined without use cases. */
  useCasesCsv(brief: Brief): string | undefined;
  /** Works on a run's attempt: a question that is looked up is one more stage of its run. */
  runJob: JobHandler;
  show: TaskShow;
  owner: string;
  leaseSeconds: number;
  /** Tries of a task that fails for passing or unforeseen reasons. Default 5. */
  jobAttempts?: number;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics?: Metrics;
}

/** What the making of one task may use. */
export interface TaskWork extends TaskJobOptions {
  held: HeldTask;
  signal: AbortSignal;
  delivery: Delivery;
  onUsage: (usage: Usage, model: string) => void;
}

const usualAttempts = 5;

/**
 * Works on a task: takes it, makes its result, shows it once. A second delivery finds nothing to take. What fails for a
 * passing or unforeseen reason is due again after a pause; when its tries are used up, or it cannot succeed, it ends and
 * whoever asked is told.
 */
export const createTaskJob =
  (options: TaskJobOptions) =>
  async (job: Job, delivery: Delivery): Promise<void> => {
    const { repositories, show, log } = options;
    const taken = await repositories.tasks.take(job.team, job.id, options.owner);
    if (!taken) return log.info({ task: job.id, team: job.team }, 'no task to take');
    const { task, held } = taken;
    const keeper = keepTask(options, held, delivery.signal);
    const usages: Usage[] = [];
    const work: TaskWork = {
      ...options,
      held,
      delivery,
      signal: keeper.signal,
      onUsage: (usage, model) => {
        usages.push(usage);
        measureUsage(options.metrics, usage, model);
      },
    };
    try {
      if (task.attempt > triesOf(options)) throw new AppError('internal', 'Its workers disappeared.');
      await show.begun(task);
      const result = await make(task, work);
      await show.ended(result);
      await repositories.tasks.finish(held, 'done');
    } catch (error) {
      await settleFailure(task, work, error);
    } finally {
      keeper.end();
      for (const usage of usages) await repositories.usage.add(task.team, task.createdBy, usage);
    }
  };

function make(task: Task, work: TaskWork): Promise<TaskResult> {
  switch (task.kind) {
    case 'question':
      return answerQuestion(task, work);
    case 'search':
      return searchMemory(task, work);
    case 'export':
      return makeExport(task, work);
    case 'digest':
      return writeDigest(task, work);
  }
}

const triesOf = ({ jobAttempts = usualAttempts }: TaskJobOptions): number => jobAttempts;

async function settleFailure(task: Task, work: TaskWork, error: unknown): Promise<void> {
  const { repositories, held, show, log, newId } = work;
  const known = toAppError(error);
  if (known.code === 'lease_lost') return log.info({ task: task.id }, 'another worker took the task over');
  if (work.signal.aborted) return repositories.tasks.release(held);
  const mayPass = known.retryable || known.code === 'internal';
  const reference = newId();
  const fields = { task: task.id, team: task.team, kind: task.kind, reference, code: known.code, err: error };
  if (mayPass && task.attempt < triesOf(work)) {
    log.warn(fields, 'task interrupted');
    return repositories.tasks.release(held, 'failure');
  }
  log.error(fields, 'task failed');
  const stored = { code: known.code, message: known.message, reference };
  await show.ended({ kind: 'failed', task, error: stored });
  if (mayPass) await repositories.tasks.giveUp(held, stored);
  else await repositories.tasks.finish(held, 'failed', stored);
}

/** Heartbeat at a third of the lease; the signal is aborted when it is lost or this process drains. */
function keepTask({ repositories, clock, leaseSeconds }: TaskJobOptions, held: HeldTask, stop: AbortSignal) {
  const lost = new AbortController();
  const ended = new AbortController();
  const beat = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await clock.sleep((leaseSeconds * 1000) / 3, ended.signal);
      await repositories.tasks.renew(held);
    }
  };
  beat().catch(() => {
    if (!ended.signal.aborted) lost.abort(new AppError('lease_lost', 'Another worker took this over.'));
  });
  return { signal: AbortSignal.any([lost.signal, stop]), end: () => ended.abort() };
}
