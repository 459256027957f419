import { z } from 'zod';
import { Usage } from './evidence.ts';

/** What one day (UTC, `2026-11-23`) used, for the team and by person. */
export const UsageDay = z.object({
  day: z.iso.date(),
  runs: z.int().min(0),
  usage: Usage,
  users: z.record(z.string(), z.object({ runs: z.int().min(0), usage: Usage })),
});
export type UsageDay = z.infer<typeof UsageDay>;
