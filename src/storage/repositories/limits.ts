import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Transaction } from '../../domain/ports/documents.ts';
import { lower } from '../../domain/team-settings.ts';
import { startsPath } from './paths.ts';
import { storedTeamSettings } from './settings.ts';
import { fromStored, toJson } from './stored.ts';

export interface RunLimits {
  runsPerUserPerDay?: number;
  runsPerTeamPerDay?: number;
  /** Runs of one team worked on at once, over all processes. */
  concurrentRunsPerTeam?: number;
}

export const Starts = z.object({ team: z.int().min(0), users: z.record(z.string(), z.int().min(0)) });

/** The day of a time in UTC, `2026-11-23`. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** How long until the day in UTC is over, for people. */
function untilTomorrow(now: Date): string {
  const hours = 24 - now.getUTCHours();
  return hours === 1 ? 'in less than an hour' : `in about ${hours} hours`;
}

/**
 * Counts one more run of a user and returns what is to be called once the transaction has read everything. Throws
 * `limit_reached` when the day's number is used up, for the user or the whole team; what the admins set only lowers what
 * the environment allows.
 */
export async function countStart(
  transaction: Transaction,
  who: { team: string; user: string; now: Date },
  ceilings: RunLimits,
): Promise<() => void> {
  const path = startsPath(who.team, dayOf(who.now));
  const { limits } = await storedTeamSettings(transaction, who.team);
  const ofTeam = lower(ceilings.runsPerTeamPerDay, limits.runsPerTeamPerDay);
  const ofPerson = lower(ceilings.runsPerUserPerDay, limits.runsPerUserPerDay);
  // Only a limit makes the starts of a team wait for each other.
  if (ofTeam === undefined && ofPerson === undefined) {
    return () => transaction.increment(path, { team: 1, [`users.${who.user}`]: 1 });
  }
  const stored = await transaction.get(path);
  const starts = stored ? fromStored(Starts, stored) : { team: 0, users: {} };
  const ofUser = new Map(Object.entries(starts.users)).get(who.user) ?? 0;
  const anew = `They start anew at 00:00 UTC, ${untilTomorrow(who.now)}.`;
  if (ofTeam !== undefined && starts.team >= ofTeam) {
    throw new AppError('limit_reached', `This workspace has used up its runs for today. ${anew}`);
  }
  if (ofPerson !== undefined && ofUser >= ofPerson) {
    throw new AppError('limit_reached', `You have used up your runs for today. ${anew}`);
  }
  const users = { ...starts.users, [who.user]: ofUser + 1 };
  return () => transaction.set(path, toJson({ team: starts.team + 1, users }));
}
