import type { Log } from '../domain/log.ts';
import type { Queue } from '../domain/ports/queue.ts';
import { currentAttempt, type Run } from '../domain/run.ts';
import type { Task } from '../domain/task.ts';

/** Makes the run known to the workers. A failure is no reason to refuse: the run is stored, and the reaper publishes it again. */
export async function publishRun(queue: Pick<Queue, 'publish'>, log: Log, run: Run): Promise<void> {
  try {
    await queue.publish({ team: run.team, kind: 'run', id: run.id, attempt: currentAttempt(run).no });
  } catch (error) {
    log.warn({ run: run.id, err: error }, 'job not published, the reaper will');
  }
}

/** As `publishRun`, for a question, search, export or digest. */
export async function publishTask(queue: Pick<Queue, 'publish'>, log: Log, task: Task): Promise<void> {
  try {
    await queue.publish({ team: task.team, kind: task.kind, id: task.id, attempt: task.attempt });
  } catch (error) {
    log.warn({ task: task.id, err: error }, 'job not published, the reaper will');
  }
}
