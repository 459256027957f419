import { z } from 'zod';
import { Job } from './ports/queue.ts';
import { id, timestamp } from './text.ts';

/** Work that was given up after its tries were used up. No company, no text: letters of all teams lie together. */
export const DeadLetter = z.object({
  ...Job.shape,
  /** Names the letter: one per run or task, the newest. */
  letter: z.string().min(1).max(140),
  at: timestamp(),
  /** Of the last failure. */
  code: id(60),
  /** By which the log tells what happened. */
  reference: z.string().max(120),
});
export type DeadLetter = z.infer<typeof DeadLetter>;
