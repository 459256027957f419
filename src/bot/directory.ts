import type { WebClient } from '@slack/web-api';
import { AppError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { teamVisible } from '../domain/visibility.ts';
import { callSlack } from './slack-call.ts';

/** What Slack says about a person that decides what they may do. */
export interface Profile {
  guest: boolean;
  /** Of another organisation, in a shared channel. */
  stranger: boolean;
  timeZone: string;
}

/** What Slack knows about people and conversations, remembered for a short while in this process. */
export interface Directory {
  /** Error: `slack_unreachable` when Slack does not say who this is: nobody is let in by default. */
  profile(slack: WebClient, team: string, user: string): Promise<Profile>;
  /**
   * Private channels and group messages that this person shares with the app, channels first. Empty when Slack does not
   * say: less is shown, never more.
   */
  privateConversations(slack: WebClient, team: string, user: string): Promise<string[]>;
  /** `team` for a public channel, else its own id; also when Slack does not say. */
  visibility(slack: WebClient, team: string, channel: string): Promise<string>;
}

/** Long enough for a person's clicks to be fast, short enough for a removal to count. */
const profileMs = 5 * 60_000;
const conversationsMs = 60_000;
const visibilityMs = 60_000;
const listed = 200;

export function createDirectory(clock: Clock): Directory {
  const profiles = createCache<Profile>(clock, profileMs);
  const conversations = createCache<string[]>(clock, conversationsMs);
  const visibilities = createCache<string>(clock, visibilityMs);

  return {
    profile: (slack, team, user) =>
      profiles(`${team}/${user}`, async () => {
        const answer = await callSlack(() => slack.users.info({ user }));
        if (answer.kind !== 'done') {
          throw new AppError(
            'slack_unreachable',
            'Slack did not say who you are, so nothing was done. Try again in a minute.',
            {
              retryable: true,
              details: { team, outcome: answer.kind, ...(answer.kind === 'refused' && { code: answer.code }) },
            },
          );
        }
        const found = answer.value.user;
        return {
          guest: (found?.is_restricted ?? false) || (found?.is_ultra_restricted ?? false),
          stranger:
            (found?.is_stranger ?? false) ||
            (found?.team_id !== undefined && found.team_id !== team && found.enterprise_user === undefined),
          timeZone: found?.tz ?? 'UTC',
        };
      }),

    privateConversations: (slack, team, user) =>
      conversations(`${team}/${user}`, async () => {
        const list = (types: string) =>
          callSlack(() => slack.users.conversations({ user, types, exclude_archived: false, limit: listed }));
        const all = await list('private_channel,mpim');
        // Of what a scope is missing for, Slack refuses the whole question; `mpim:read` is for the installer to grant.
        const isHalf = all.kind === 'refused' && all.code === 'missing_scope';
        const answer = isHalf ? await list('private_channel') : all;
        if (answer.kind !== 'done') return [];
        const found = answer.value.channels ?? [];
        const isGroup = ({ is_mpim: mpim = false }) => mpim;
        return [...found.filter((one) => !isGroup(one)), ...found.filter(isGroup)].flatMap(({ id }) => id ?? []);
      }),

    visibility: (slack, team, channel) =>
      visibilities(`${team}/${channel}`, async () => {
        if (!channel.startsWith('C')) return channel;
        const answer = await callSlack(() => slack.conversations.info({ channel }));
        if (answer.kind !== 'done') return channel;
        const { is_private: isPrivate = true } = answer.value.channel ?? {};
        return isPrivate ? channel : teamVisible;
      }),
  };
}

/** Remembers answers for a while, and forgets failures at once. */
function createCache<T>(clock: Clock, milliseconds: number) {
  const known = new Map<string, { until: number; value: Promise<T> }>();
  return (key: string, find: () => Promise<T>): Promise<T> => {
    const hit = known.get(key);
    if (hit && hit.until > clock.monotonic()) return hit.value;
    if (known.size > 10_000) known.clear();
    const value = find();
    known.set(key, { until: clock.monotonic() + milliseconds, value });
    value.catch(() => known.delete(key));
    return value;
  };
}
