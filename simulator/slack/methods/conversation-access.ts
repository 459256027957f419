import type { Channel } from '../entities.ts';
import type { Workspace } from '../workspace.ts';
import { fail } from './method.ts';

/** A conversation that the bot may know of: private ones exist only for their members. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channel(id);
  if (!channel) return fail('channel_not_found');
  const isMember = channel.members.includes(workspace.data.app.botUserId);
  return channel.kind === 'public' || isMember ? channel : fail('channel_not_found');
}

/** A conversation that the bot may read or write in. */
export function joinedChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id);
  return channel.members.includes(workspace.data.app.botUserId) ? channel : fail('not_in_channel');
}

/** Where a message goes: a conversation, a channel's name, or a person (their direct message with the app). */
export function postTarget(workspace: Workspace, to: string): Channel {
  if (/^[UW]/.test(to) && workspace.user(to)) return workspace.directMessage(to);
  const channel = joinedChannel(workspace, workspace.channelNamed(to)?.id ?? to);
  return channel.archived ? fail('is_archived') : channel;
}
