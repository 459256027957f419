import { AppError } from '../domain/errors.ts';
import type { JobHandler } from '../domain/ports/queue.ts';

/** One handler for every kind of job, whatever brings it (queue, push). A kind nobody handles is an error, so that it is seen. */
export const createJobHandler =
  (handlers: { run: JobHandler }): JobHandler =>
  (job, delivery) => {
    if (job.kind === 'run') return handlers.run(job, delivery);
    throw new AppError('invalid_input', `No handler for jobs of kind ${job.kind}.`);
  };
