import { z } from 'zod';
import { id } from '../text.ts';

/** Whatever needs a model, an embedding or rendering is a job. */
export const Job = z.object({
  team: id(40),
  kind: z.enum(['run', 'question', 'search', 'export', 'digest']),
  id: id(80),
  attempt: z.int().min(1),
});
export type Job = z.infer<typeof Job>;

export interface Delivery {
  /** 1 for the first delivery of this message. */
  count: number;
  /** When the message was published, where the queue says so. ISO UTC. */
  publishedAt?: string;
  /** Aborted when the consumer closes. */
  signal: AbortSignal;
}

/** Resolving acknowledges; throwing gives the message back, to be delivered again after a pause. At least once, in no order. */
export type JobHandler = (job: Job, delivery: Delivery) => Promise<void>;

export interface Consumer {
  /** Takes no new job, aborts the signal of the running ones, waits for them. */
  close(): Promise<void>;
}

export interface Queue {
  publish(job: Job): Promise<void>;
  consume(handler: JobHandler, options: { concurrency: number }): Consumer;
  close(): Promise<void>;
}
