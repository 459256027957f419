import type { Clock } from '../domain/ports/clock.ts';
import { type Metrics, secondsFrom } from '../domain/ports/metrics.ts';
import type { JobHandler } from '../domain/ports/queue.ts';

/** Measures how long jobs waited. Later deliveries of one would tell how long it was worked on, too. */
export const withQueueAge =
  (handle: JobHandler, { metrics, clock }: { metrics: Metrics; clock: Pick<Clock, 'now'> }): JobHandler =>
  (job, delivery) => {
    if (delivery.count === 1 && delivery.publishedAt !== undefined) {
      metrics.record('queue.age', secondsFrom(delivery.publishedAt, clock.now()), { kind: job.kind });
    }
    return handle(job, delivery);
  };
