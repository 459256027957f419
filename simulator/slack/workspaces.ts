import type { SimulatorClock } from '../clock.ts';
import { notPossible } from './app/outcome.ts';
import type { Changes } from './changes.ts';
import type { WorkspaceData } from './entities.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The workspaces of one simulator; the first is the one that is meant when none is named. */
export interface Workspaces {
  all(): Workspace[];
  /** By team id; refuses unknown ones. */
  at(team?: string): Workspace;
  add(data: WorkspaceData): Workspace;
}

export function createWorkspaces(
  first: WorkspaceData,
  others: WorkspaceData[],
  clock: SimulatorClock,
  changes: Changes,
): Workspaces {
  const made = createWorkspace(first, clock, changes);
  const list = [made, ...others.map((data) => createWorkspace(data, clock, changes))];
  const find = (team: string) => list.find((workspace) => workspace.data.team.id === team);
  return {
    all: () => [...list],
    at: (team) => (team === undefined ? made : (find(team) ?? notPossible(`no such team: ${team}`))),
    add(data) {
      if (find(data.team.id)) notPossible(`this team is there already: ${data.team.id}`);
      const workspace = createWorkspace(data, clock, changes);
      list.push(workspace);
      changes.emit({ kind: 'installation', team: data.team.id });
      return workspace;
    },
  };
}
