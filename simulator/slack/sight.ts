import type { Channel } from './entities.ts';
import { isGuest } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Public channels are open to everybody of the workspace; guests and people from elsewhere see only what they are in. */
export function seesConversation(workspace: Workspace, channel: Channel, user: string): boolean {
  if (channel.members.includes(user)) return true;
  const viewer = workspace.user(user);
  return channel.kind === 'public' && viewer !== undefined && !isGuest(viewer) && viewer.homeTeam === undefined;
}

/** Everybody who sees a conversation now. */
export const viewersOf = (workspace: Workspace, channel: Channel): string[] => [
  ...channel.members,
  ...workspace.data.users
    .map((user) => user.id)
    .filter((id) => !channel.members.includes(id) && seesConversation(workspace, channel, id)),
];
