import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { noUsage, Usage } from '../../domain/evidence.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, StoredDocument } from '../../domain/ports/documents.ts';
import type { UsageDays } from '../../domain/ports/people.ts';
import type { UsageDay } from '../../domain/usage-day.ts';
import { dayOf, Starts } from './limits.ts';
import { startsPath, usagePath } from './paths.ts';
import { fromStored } from './stored.ts';

const maxDays = 92;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Counters are only there once they were added to. */
const Counted = z.preprocess((counters) => ({ ...noUsage(), ...Object(counters) }), Usage);
const Spent = z.object({ team: Counted.optional(), users: z.record(z.string(), Counted).optional() });

/** Every day from one to another, both included. Throws `invalid_input`. */
function daysBetween(from: string, to: string): string[] {
  const first = Date.parse(from);
  const count = (Date.parse(to) - first) / dayMilliseconds + 1;
  if (!Number.isInteger(count) || count > maxDays) {
    throw new AppError('invalid_input', `Name two days at most ${maxDays} days apart, such as 2026-11-23.`);
  }
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayOf(new Date(first + index * dayMilliseconds)));
}

function usageDay(day: string, spent?: StoredDocument, started?: StoredDocument): UsageDay | undefined {
  if (!spent && !started) return undefined;
  const { team = noUsage(), users = {} } = spent ? fromStored(Spent, spent) : {};
  const starts = started ? fromStored(Starts, started) : { team: 0, users: {} };
  const usages = new Map(Object.entries(users));
  const runs = new Map(Object.entries(starts.users));
  const names = [...new Set([...usages.keys(), ...runs.keys()])];
  return {
    day,
    runs: starts.team,
    usage: team,
    users: Object.fromEntries(
      names.map((name) => [name, { runs: runs.get(name) ?? 0, usage: usages.get(name) ?? noUsage() }]),
    ),
  };
}

/** The members of a day's document that a use adds to. */
export const countersOf = (user: string, usage: Usage): Record<string, number> =>
  Object.fromEntries(
    Object.entries(usage).flatMap(([name, amount]) => [
      [`team.${name}`, amount],
      [`users.${user}.${name}`, amount],
    ]),
  );

/** What the day's counters say: those of spending and those of started runs, put together. */
export function createUsageDays({ documents, clock }: { documents: Documents; clock: Clock }): UsageDays {
  return {
    async add(team, user, usage) {
      await documents.increment(usagePath(team, dayOf(clock.now())), countersOf(user, usage));
    },

    async list(team, from, to) {
      const days = daysBetween(from, to);
      const [spent, started] = await Promise.all([
        documents.getMany(days.map((day) => usagePath(team, day))),
        documents.getMany(days.map((day) => startsPath(team, day))),
      ]);
      return days.flatMap((day, index) => usageDay(day, spent[index], started[index]) ?? []);
    },
  };
}
