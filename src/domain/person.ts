import { z } from 'zod';
import { id, timestamp } from './text.ts';

/** What somebody set for themselves. */
export const Person = z.object({
  team: id(40),
  user: id(40),
  /** A weekly message of what changed on their own accounts. */
  digest: z.boolean(),
  /** IANA name, as Slack knows it; decides what Monday morning is. */
  timeZone: z.string().min(1).max(60),
  lastDigestAt: timestamp().optional(),
  updatedAt: timestamp(),
  schemaVersion: z.literal(1),
});
export type Person = z.infer<typeof Person>;
