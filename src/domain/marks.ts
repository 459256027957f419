import { z } from 'zod';
import { id, timestamp } from './text.ts';

const who = { by: id(40), at: timestamp() };

/** Where a use case, a play or a document stands, as people say. */
export const useCaseStatuses = ['draft', 'validated', 'refined', 'approved', 'rejected'] as const;
export const playStatuses = ['draft', 'reviewed', 'approved', 'active', 'archived'] as const;
export const documentStatuses = ['draft', 'reviewed', 'approved', 'shared'] as const;

/** What people say about what a run made, kept beside the results, so that no new version is needed to say it. */
export const RunMarks = z.object({
  /** By use case id (`u1`) or stage id (`play[u1]`, `onePager[u1]`, `accountPlan`). */
  statuses: z.record(id(80), z.object({ status: z.string().max(40), ...who })),
  /** By source id. */
  verified: z.record(id(40), z.object(who)),
});
export type RunMarks = z.infer<typeof RunMarks>;

export const noMarks = (): RunMarks => ({ statuses: {}, verified: {} });

/** What somebody thinks of one message of a run. Said again, it replaces what was said before. */
export const Feedback = z.object({
  team: id(40),
  run: id(60),
  /** Slot of the message, such as `summary`. */
  place: id(120),
  by: id(40),
  verdict: z.enum(['good', 'bad']),
  reason: z.string().max(3000).optional(),
  at: timestamp(),
  schemaVersion: z.literal(1),
});
export type Feedback = z.infer<typeof Feedback>;
