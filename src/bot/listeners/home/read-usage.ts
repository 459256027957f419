import { lower, type TeamLimits } from '../../../domain/team-settings.ts';
import type { UsageDay } from '../../../domain/usage-day.ts';
import type { Actor } from '../../access.ts';
import type { ListenerDeps } from '../../deps.ts';
import type { HomeState } from '../../views/home-state.ts';
import type { UsageView } from '../../views/usage-page.ts';

const days = 28;

export async function readUsage(actor: Actor, _state: HomeState, deps: ListenerDeps): Promise<UsageView> {
  const [used, limits] = await Promise.all([usedDays(actor, deps), limitsInForce(actor, deps)]);
  return { state: { page: 'usage' }, days: used, limits, now: deps.clock.now() };
}

/** The last four weeks, today included. */
export function usedDays({ team }: Pick<Actor, 'team'>, { repositories, clock }: ListenerDeps): Promise<UsageDay[]> {
  const now = clock.now();
  const from = new Date(now.getTime() - (days - 1) * 24 * 60 * 60 * 1000);
  return repositories.usage.list(team, from.toISOString().slice(0, 10), now.toISOString().slice(0, 10));
}

export const limitNames = [
  'runsPerUserPerDay',
  'runsPerTeamPerDay',
  'concurrentRuns',
  'searchQueriesPerRun',
  'costPerRunUsd',
] as const satisfies readonly (keyof TeamLimits)[];

/** The lower of what the environment allows and the admins set. */
export async function limitsInForce(
  { team }: Pick<Actor, 'team'>,
  { repositories, ceilings }: ListenerDeps,
): Promise<TeamLimits> {
  const { limits } = await repositories.settings.team(team);
  return Object.fromEntries(
    limitNames.flatMap((name) => {
      const limit = lower(ceilings[name], limits[name]);
      return limit === undefined ? [] : [[name, limit]];
    }),
  );
}
