import { isTerminal, type Run } from '../../../domain/run.ts';
import { hasRole } from '../../../domain/team-settings.ts';
import type { Actor } from '../../access.ts';
import type { ListenerDeps } from '../../deps.ts';
import { threadLink } from '../../start-run.ts';
import type { Front, ShownRun } from '../../views/home-front.ts';
import type { HomeState } from '../../views/home-state.ts';

const looked = 60;
const attentionDays = 14;
const shown = { attention: 5, running: 5, mine: 6, team: 10, recent: 8 };

/**
 * Everything the first page shows, of what this person may see. The newest runs are read once and sorted here: a query
 * by status and by every private conversation would be too wide for one index.
 */
export async function readFront(actor: Actor, state: HomeState, deps: ListenerDeps): Promise<Front> {
  const { runs, projects } = deps.repositories;
  const { team, user } = actor;
  const [role, viewer] = await Promise.all([actor.role(), actor.viewer()]);
  const { owner, vertical, status, after } = state;
  const [own, visible, mine, page] = await Promise.all([
    runs.list(team, { viewer, createdBy: user, limit: looked }),
    runs.list(team, { viewer, limit: looked }),
    projects.list(team, { viewer, owner: user, status: 'active', limit: shown.mine }),
    projects.list(team, {
      viewer,
      limit: shown.team,
      ...(owner !== undefined && { owner }),
      ...(vertical && { vertical }),
      ...(status && { status }),
      ...(after !== undefined && { after }),
    }),
  ]);
  const now = deps.clock.now();
  const seen = newestFirst([...own.runs, ...visible.runs]);
  const mineOrManaged = hasRole(role, 'manager') ? seen : newestFirst(own.runs);
  const withLinks = (chosen: readonly Run[]) => Promise.all(chosen.map((run) => withLink(run, deps)));
  const [attention, running, recent] = await Promise.all([
    withLinks(mineOrManaged.filter((run) => needsAttention(run, now)).slice(0, shown.attention)),
    withLinks(seen.filter(({ status }) => status === 'queued' || status === 'running').slice(0, shown.running)),
    withLinks(seen.filter(({ status }) => isTerminal(status)).slice(0, shown.recent)),
  ]);
  const { next: _, ...here } = state;
  return {
    state: { ...here, ...(page.cursor !== undefined && { next: page.cursor }) },
    role,
    now,
    attention,
    running,
    mine: mine.projects,
    team: page.projects,
    recent,
  };
}

export async function withLink(run: Run, deps: Pick<ListenerDeps, 'repositories'>): Promise<ShownRun> {
  const link = await threadLink(deps, run, undefined);
  return { run, ...(link !== undefined && { link }) };
}

const newestFirst = (runs: readonly Run[]): Run[] =>
  [...new Map(runs.map((run) => [run.id, run])).values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));

/** What waits for a person, and what went wrong lately. */
function needsAttention(run: Run, now: Date): boolean {
  if (run.status === 'waiting') return !run.cancelRequested;
  if (run.status !== 'failed' && run.status !== 'partial') return false;
  const ended = Date.parse(run.finishedAt ?? run.createdAt);
  return now.getTime() - ended < attentionDays * 24 * 60 * 60 * 1000;
}
