import type { RunRequest } from '../domain/run.ts';
import type { RunDefaults } from '../domain/team-settings.ts';
import type { ListenerDeps } from './deps.ts';

/** What a run in a conversation starts with where nobody said more: the conversation's, else the workspace's. */
export async function defaultsFor(
  { repositories }: Pick<ListenerDeps, 'repositories'>,
  team: string,
  channel: string,
): Promise<RunDefaults> {
  const { defaults, channels } = await repositories.settings.team(team);
  return { ...defaults, ...new Map(Object.entries(channels)).get(channel) };
}

/** The request with the defaults where it leaves something open. A template that is gone is left out. */
export async function withDefaults(
  request: RunRequest,
  { template, project }: RunDefaults,
  { repositories }: Pick<ListenerDeps, 'repositories'>,
  team: string,
): Promise<RunRequest> {
  const wanted = request.template === undefined && template !== undefined ? template : undefined;
  const stored = wanted === undefined ? undefined : await repositories.templates.get(team, wanted);
  const isOpen = request.project === undefined && project !== undefined;
  const open = isOpen ? await repositories.projects.get(team, project) : undefined;
  return {
    ...request,
    ...(stored && { template: { id: stored.id, version: stored.defaultVersion } }),
    ...(open?.status === 'active' && { project: open.id }),
  };
}
