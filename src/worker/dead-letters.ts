import { AppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { NewId } from '../domain/ports/clock.ts';
import type { Progress } from '../domain/ports/progress.ts';
import type { Job } from '../domain/ports/queue.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { TaskShow } from '../domain/ports/task-show.ts';
import type { StoredError } from '../domain/stage.ts';

export interface DeadLetterOptions {
  repositories: Pick<Repositories, 'runs' | 'tasks'>;
  progress: Pick<Progress, 'settle'>;
  show: Pick<TaskShow, 'ended'>;
  owner: string;
  newId: NewId;
  log: Log;
}

/**
 * Ends what was given up after too many deliveries: it is failed, and one message says so. What has ended in the
 * meantime stays as it is. Error: `conflict` (retryable) while somebody works on it.
 */
export const createDeadLetterHandler =
  ({ repositories: { runs, tasks }, progress, show, owner, newId, log }: DeadLetterOptions) =>
  async (job: Job): Promise<void> => {
    const error: StoredError = {
      code: 'internal',
      message: 'This failed again and again, so it was given up. What was found is kept; try again later.',
      reference: newId(),
    };
    log.error({ team: job.team, kind: job.kind, job: job.id, reference: error.reference }, 'job given up');
    if (job.kind === 'run') {
      const taken = await runs.take(job.team, job.id, job.attempt, owner);
      if (taken.taken) {
        if (taken.run.cancelRequested) await runs.finish(taken.lease, 'cancelled');
        else await runs.interrupt(taken.lease, error, 1);
        await progress.settle(job.team, job.id);
      } else if (taken.why === 'busy') throw busy();
      return;
    }
    const taken = await tasks.take(job.team, job.id, owner);
    if (taken) {
      await show.ended({ kind: 'failed', task: taken.task, error });
      await tasks.giveUp(taken.held, error);
    } else if ((await tasks.get(job.team, job.id))?.status === 'running') throw busy();
  };

const busy = (): AppError => new AppError('conflict', 'Somebody works on it.', { retryable: true });
