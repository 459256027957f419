import type { HomeView, KnownBlock } from '@slack/types';
import type { TeamLimits } from '../../domain/team-settings.ts';
import type { UsageDay } from '../../domain/usage-day.ts';
import { homeActions } from '../action-ids.ts';
import { count, dollars } from './figures.ts';
import { button, buttons, day, homeView, minute, person } from './home-blocks.ts';
import type { HomeState } from './home-state.ts';
import { context, header, paragraph } from './inert.ts';

export interface UsageView {
  state: HomeState;
  /** Of the last four weeks, oldest first. */
  days: readonly UsageDay[];
  /** In force: the lower of what the environment and the settings say. */
  limits: TeamLimits;
  now: Date;
}

export interface Spent {
  runs: number;
  searchQueries: number;
  costUsd: number;
}

const none: Spent = { runs: 0, searchQueries: 0, costUsd: 0 };
const dayMilliseconds = 24 * 60 * 60 * 1000;
const shownPeople = 25;

export const spentIn = (days: readonly UsageDay[]): Spent =>
  days.reduce(
    (sum, { runs, usage }) => ({
      runs: sum.runs + runs,
      searchQueries: sum.searchQueries + usage.searchQueries,
      costUsd: sum.costUsd + usage.costUsd,
    }),
    none,
  );

/** Who used how much, most first. */
function byPerson(days: readonly UsageDay[]): [string, Spent][] {
  const people = new Map<string, Spent>();
  for (const { users } of days) {
    for (const [user, { runs, usage }] of Object.entries(users)) {
      const sum = people.get(user) ?? none;
      people.set(user, {
        runs: sum.runs + runs,
        searchQueries: sum.searchQueries + usage.searchQueries,
        costUsd: sum.costUsd + usage.costUsd,
      });
    }
  }
  return [...people].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.runs - a.runs);
}

/** Monday of the week a day is in. */
export function mondayOf(date: string): string {
  const time = Date.parse(date);
  const since = (new Date(time).getUTCDay() + 6) % 7;
  return new Date(time - since * dayMilliseconds).toISOString().slice(0, 10);
}

export const figures = ({ runs, searchQueries, costUsd }: Spent): string =>
  `${count(runs, 'run')}, ${count(searchQueries, 'search', 'searches')}, ${dollars(costUsd)}`;

/** What the team spent, for managers. */
export function usagePage({ state, days, limits, now }: UsageView): HomeView {
  const weeks = [...new Set(days.map((one) => mondayOf(one.day)))].sort().reverse();
  const people = byPerson(days);
  return homeView(state, [
    ...buttons(button(homeActions.front, 'Back'), button(homeActions.refresh, 'Refresh')),
    header('Usage, last four weeks'),
    ...(days.length === 0
      ? [paragraph('Nothing was used. /prospect Acme in a channel starts a research.')]
      : [
          paragraph(`Together: ${figures(spentIn(days))}.`),
          ...weeks.map((monday) =>
            paragraph(
              `Week of ${day(monday)}: ${figures(spentIn(days.filter((one) => mondayOf(one.day) === monday)))}`,
            ),
          ),
          header('By person'),
          ...people.slice(0, shownPeople).map(
            ([user, spent]): KnownBlock => ({
              type: 'section',
              text: { type: 'mrkdwn', text: `${person(user)}: ${figures(spent)}` },
            }),
          ),
          ...(people.length > shownPeople
            ? [context(`${count(people.length - shownPeople, 'more person', 'more people')} used less.`)]
            : []),
        ]),
    header('Limits in force'),
    paragraph(limitLines(limits).join('\n')),
    context(`Days are counted in UTC; costs are estimates from list prices. Updated ${minute(now.toISOString())}.`),
  ]);
}

export const limitLines = (limits: TeamLimits): string[] => [
  `Runs per person and day: ${limits.runsPerUserPerDay ?? 'no limit'}`,
  `Runs of the workspace per day: ${limits.runsPerTeamPerDay ?? 'no limit'}`,
  `Runs worked on at once: ${limits.concurrentRuns ?? 'no limit'}`,
  `Searches per run: ${limits.searchQueriesPerRun ?? 'no limit'}`,
  `Cost per run: ${limits.costPerRunUsd === undefined ? 'no limit' : dollars(limits.costPerRunUsd)}`,
];
