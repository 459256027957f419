import { nextBestAction } from '../../../domain/next-best-action.ts';
import { isTerminal, type Run } from '../../../domain/run.ts';
import { type Actor, mayManage, maySee } from '../../access.ts';
import type { ListenerDeps } from '../../deps.ts';
import type { HomeState } from '../../views/home-state.ts';
import type { ProjectView } from '../../views/project-page.ts';
import { withLink } from './read-front.ts';

const perPage = 8;
const compared = 30;

/** A project with what may be seen of it; undefined when it is not there or not this person’s to see. */
export async function readProject(
  actor: Actor,
  { project: id = '', after }: HomeState,
  deps: ListenerDeps,
): Promise<ProjectView | undefined> {
  const { projects, stages, memory } = deps.repositories;
  const project = await projectOf(actor, id, deps);
  if (!project) return undefined;
  const { team, user } = actor;
  const before = Number(after);
  const [all, page, stars, notes, library] = await Promise.all([
    projects.iterations(team, id, { limit: compared }),
    projects.iterations(team, id, { limit: perPage + 1, ...(before > 0 && { before }) }),
    projects.stars(team, id),
    projects.annotations(team, id),
    memory.plays.library(team, { viewer: await actor.viewer(), limit: 100 }),
  ]);
  const visible = await seenOf(all, actor);
  const [newest] = visible;
  const records = newest ? await stages.list(team, newest.id) : [];
  const iterations = await Promise.all(
    page.slice(0, perPage).map(async (run) => {
      const isSeen = visible.some((other) => other.id === run.id) || (await maySee(run, actor));
      return isSeen ? withLink(run, deps) : { hidden: run.iteration ?? 0 };
    }),
  );
  const last = page[perPage - 1]?.iteration;
  const nextLink = newest && (await withLink(newest, deps)).link;
  const now = deps.clock.now();
  return {
    state: {
      page: 'project',
      project: id,
      ...(before > 0 && { after: String(before) }),
      ...(page.length > perPage && last !== undefined && { next: String(last) }),
    },
    project,
    iterations,
    comparable: visible.filter(hasReport).map((run) => ({ run })),
    stars,
    notes,
    next: nextBestAction({
      project,
      iterations: visible,
      stages: records,
      promoted: library.flatMap(({ origin }) => (origin && origin.run === newest?.id ? [origin.stage] : [])),
      now,
    }),
    ...(nextLink !== undefined && { nextLink }),
    mayManage: await mayManage({ createdBy: project.owner }, actor),
    user,
    now,
  };
}

/** A project this person may see. What is hidden and what is not there look the same. */
export async function projectOf(actor: Actor, id: string, { repositories }: Pick<ListenerDeps, 'repositories'>) {
  const project = id === '' ? undefined : await repositories.projects.get(actor.team, id);
  return project && (await maySee(project, actor)) ? project : undefined;
}

export const hasReport = ({ status }: Run): boolean => status === 'completed' || status === 'partial';

export async function seenOf(runs: readonly Run[], actor: Actor): Promise<Run[]> {
  const seen = await Promise.all(runs.map((run) => maySee(run, actor)));
  return runs.filter((_, index) => seen[index]);
}

/** Ended iterations with a report, newest first, of what this person may see. */
export async function earlierOf(
  actor: Actor,
  project: string,
  deps: Pick<ListenerDeps, 'repositories'>,
): Promise<Run[]> {
  const runs = await deps.repositories.projects.iterations(actor.team, project, { limit: compared });
  return (await seenOf(runs, actor)).filter((run) => isTerminal(run.status) && hasReport(run));
}
