import { hasRole } from '../../../domain/team-settings.ts';
import { cleanLine, cut } from '../../../domain/text.ts';
import type { Actor } from '../../access.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import { say } from '../../views/answers.ts';
import { count } from '../../views/figures.ts';
import { figures, limitLines, spentIn } from '../../views/usage-page.ts';
import { limitsInForce, usedDays } from './read-usage.ts';

const listed = 8;
const where = 'All of it: App Home, the Home tab of Prospector.';

/** `/prospect projects` */
export async function projectsAnswer(actor: Actor, deps: ListenerDeps): Promise<Answer> {
  const viewer = await actor.viewer();
  const { projects } = await deps.repositories.projects.list(actor.team, { viewer, status: 'active', limit: listed });
  if (projects.length === 0)
    return say(
      'There is no active project yet. A project keeps an account’s research together: New project in App Home makes one.',
    );
  return say(
    'Active projects, last changed first:',
    ...projects.map(
      ({ name, companyName, iterations, owner }) =>
        `${cut(cleanLine(name), 120)}: ${cut(cleanLine(companyName), 120)}, ${count(iterations, 'iteration')}${owner === actor.user ? ', yours' : ''}`,
    ),
    where,
  );
}

/** `/prospect usage`: everybody’s for managers, one’s own for everybody. */
export async function usageAnswer(actor: Actor, deps: ListenerDeps): Promise<Answer> {
  const [days, limits, role] = await Promise.all([usedDays(actor, deps), limitsInForce(actor, deps), actor.role()]);
  const own = days.flatMap(({ users }) => users[actor.user] ?? []);
  const mine = own.reduce(
    (sum, { runs, usage }) => ({
      runs: sum.runs + runs,
      searchQueries: sum.searchQueries + usage.searchQueries,
      costUsd: sum.costUsd + usage.costUsd,
    }),
    { runs: 0, searchQueries: 0, costUsd: 0 },
  );
  const isManager = hasRole(role, 'manager');
  return say(
    `Your last four weeks: ${figures(mine)}.`,
    ...(isManager ? [`The workspace: ${figures(spentIn(days))}.`] : []),
    `Limits: ${limitLines(limits).join('; ')}.`,
    ...(isManager ? [where] : []),
  );
}

/** `/prospect settings` */
export async function settingsAnswer(actor: Actor, deps: ListenerDeps): Promise<Answer> {
  const { people, settings, templates } = deps.repositories;
  const [role, person] = await Promise.all([actor.role(), people.get(actor.team, actor.user)]);
  const digest = `Your weekly digest is ${person?.digest ? 'on' : 'off'}.`;
  if (!hasRole(role, 'admin'))
    return say(
      digest,
      'Change it in App Home, under Settings. What concerns the workspace is set by its admins of Prospector.',
    );
  const [seller, known, set] = await Promise.all([
    settings.seller(actor.team),
    templates.list(actor.team),
    settings.team(actor.team),
  ]);
  return say(
    digest,
    `Seller profile: ${cut(cleanLine(seller.name), 120)}, ${count(seller.capabilities.length, 'capability', 'capabilities')}. ${count(known.length, 'template')}. ${count(Object.keys(set.channels).length, 'channel')} with defaults of its own.`,
    'Change all of it in App Home, under Settings.',
  );
}
