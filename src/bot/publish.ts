import type { Log } from '../domain/log.ts';
import type { Queue } from '../domain/ports/queue.ts';
import { currentAttempt, type Run } from '../domain/run.ts';

/** Makes the run known to the workers. A failure is no reason to refuse: the run is stored, and the reaper publishes it again. */
export async function publishRun(queue: Pick<Queue, 'publish'>, log: Log, run: Run): Promise<void> {
  try {
    await queue.publish({ team: run.team, kind: 'run', id: run.id, attempt: currentAttempt(run).no });
  } catch (error) {
    log.warn({ run: run.id, err: error }, 'job not published, the reaper will');
  }
}
