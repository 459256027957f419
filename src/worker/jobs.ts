import { toAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { NewId } from '../domain/ports/clock.ts';
import type { DeadLetters } from '../domain/ports/dead-letters.ts';
import type { JobHandler } from '../domain/ports/queue.ts';

export interface JobHandlerOptions {
  run: JobHandler;
  task: JobHandler;
  deadLetters: Pick<DeadLetters, 'count'>;
  /** Failures before work is given up that nobody can even begin. */
  attempts: number;
  /** Publishes what became due meanwhile: whoever ends a run makes room for another. */
  publishDue(): Promise<unknown>;
  newId: NewId;
  log: Log;
}

/**
 * One handler for every kind of job, whatever brings it (queue, push). Runs and tasks count their own failures; what
 * fails here could not be begun, such as a run that cannot be read. It is counted where it is due, so that it comes again
 * after a pause and in the end not at all. Where that cannot be stored either, the queue brings the message again.
 */
export function createJobHandler(options: JobHandlerOptions): JobHandler {
  const { run, task, deadLetters, attempts, publishDue, newId, log } = options;

  const count: JobHandler = async (job, delivery) => {
    try {
      await (job.kind === 'run' ? run(job, delivery) : task(job, delivery));
    } catch (error) {
      if (delivery.signal.aborted) throw error;
      const failure = { code: toAppError(error).code, reference: newId(), attempts };
      const end = await deadLetters.count(job, failure).catch(() => 'not_due' as const);
      if (end === 'not_due') throw error;
      const { code, reference } = failure;
      const fields = { team: job.team, kind: job.kind, job: job.id, code, reference, err: error };
      log.error(fields, end === 'given_up' ? 'job given up' : 'job failed');
    }
  };

  return async (job, delivery) => {
    await count(job, delivery);
    if (delivery.signal.aborted) return;
    await publishDue().catch((error: unknown) => log.warn({ err: error }, 'what is due not published'));
  };
}
