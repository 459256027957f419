import { createContext, useContext } from 'react';
import type { Snapshot } from '../../../slack/control/snapshot.ts';
import type { Channel } from '../../../slack/entities.ts';
import type { About } from '../../about.ts';
import type { Place } from './use-place.ts';

/** What every part of the page may look at. */
export interface Workspace {
  snapshot: Snapshot;
  about: About;
  place: Place;
  go(change: Partial<Place>): void;
  /** Shows a line for a moment. */
  tell(line: string): void;
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);
export const WorkspaceProvider = WorkspaceContext.Provider;

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('outside of the workspace');
  return workspace;
}

/** The person in the place, as the control interface wants them named. */
export const actorOf = ({ place }: Pick<Workspace, 'place'>): { team: string; user: string } => ({
  team: place.team,
  user: place.user,
});

export const nameOf = ({ users, app }: Snapshot, id: string): string => {
  if (id === 'USLACKBOT') return 'Slackbot';
  if (id === app.botUserId) return app.name;
  return users.find((user) => user.id === id)?.realName ?? id;
};

/** A direct message is called by the other person. */
export function channelName(snapshot: Snapshot, channel: Channel, viewer: string): string {
  if (channel.kind !== 'im' && channel.kind !== 'mpim') return channel.name;
  const others = channel.members.filter((member) => member !== viewer);
  return others.map((id) => nameOf(snapshot, id)).join(', ') || nameOf(snapshot, viewer);
}

/** The conversation with the app. */
export const isWithApp = ({ app }: Snapshot, channel: Channel): boolean =>
  channel.kind === 'im' && channel.members.includes(app.botUserId);
