import type { SimulatorClock } from '../../clock.ts';
import type { Channel } from '../entities.ts';
import type { Json } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';

export interface MembershipInput {
  channel: string;
  /** The app's bot unless told. */
  user?: string;
}

/** Somebody comes into a channel, or goes; the app hears of it where it is a member, if it has subscribed. */
export function createMembership(events: EventSender, clock: SimulatorClock) {
  const tell = async (workspace: Workspace, event: Json) => {
    if (workspace.data.notInstalled || !events.subscribed(String(event.type))) return;
    await events.deliver(workspace, { ...event, event_ts: (clock.now().getTime() / 1000).toFixed(6) });
  };
  const about = (workspace: Workspace, channel: Channel, user: string): Json => ({
    user,
    channel: channel.id,
    channel_type: channel.kind === 'public' ? 'C' : 'G',
    team: workspace.data.team.id,
  });
  return {
    async join(workspace: Workspace, channel: Channel, user: string): Promise<void> {
      if (channel.members.includes(user)) return;
      workspace.join(channel, user);
      if (!channel.members.includes(workspace.data.app.botUserId)) return;
      await tell(workspace, { type: 'member_joined_channel', ...about(workspace, channel, user) });
    },
    async leave(workspace: Workspace, channel: Channel, user: string): Promise<void> {
      if (!channel.members.includes(user)) return;
      const bot = workspace.data.app.botUserId;
      workspace.changeChannel(channel, { members: channel.members.filter((id) => id !== user) });
      // Who was taken out hears it in another way than those who stay.
      if (user === bot) {
        await tell(workspace, {
          type: channel.kind === 'public' ? 'channel_left' : 'group_left',
          channel: channel.id,
        });
      } else if (channel.members.includes(bot)) {
        await tell(workspace, { type: 'member_left_channel', ...about(workspace, channel, user) });
      }
    },
  };
}
