import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Transaction } from '../../domain/ports/documents.ts';
import { startsPath } from './paths.ts';
import { fromStored, toJson } from './stored.ts';

export interface RunLimits {
  runsPerUserPerDay?: number;
  runsPerTeamPerDay?: number;
}

const Starts = z.object({ team: z.int().min(0), users: z.record(z.string(), z.int().min(0)) });

/** The day of a time in UTC, `2026-11-23`. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/**
 * Counts one more run of a user and returns what is to be called once the transaction has read everything. Throws
 * `limit_reached` when the day's number is used up, for the user or the whole team.
 */
export async function countStart(
  transaction: Transaction,
  who: { team: string; user: string; now: Date },
  limits: RunLimits,
): Promise<() => void> {
  const path = startsPath(who.team, dayOf(who.now));
  const stored = await transaction.get(path);
  const starts = stored ? fromStored(Starts, stored) : { team: 0, users: {} };
  const ofUser = new Map(Object.entries(starts.users)).get(who.user) ?? 0;
  if (starts.team >= (limits.runsPerTeamPerDay ?? Number.POSITIVE_INFINITY)) {
    throw new AppError('limit_reached', 'This workspace has used up its runs for today. They start anew at 00:00 UTC.');
  }
  if (ofUser >= (limits.runsPerUserPerDay ?? Number.POSITIVE_INFINITY)) {
    throw new AppError('limit_reached', 'You have used up your runs for today. They start anew at 00:00 UTC.');
  }
  const users = { ...starts.users, [who.user]: ofUser + 1 };
  return () => transaction.set(path, toJson({ team: starts.team + 1, users }));
}
