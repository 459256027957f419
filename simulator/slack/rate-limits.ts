import type { SimulatorClock } from '../clock.ts';

/** Calls a minute by tier: https://docs.slack.dev/apis/web-api/rate-limits (the least that Slack promises). */
export const tiers = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
type Tier = keyof typeof tiers;

const tierOf: Record<string, Tier> = {
  'chat.update': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'conversations.info': 3,
  'conversations.history': 3,
  'conversations.replies': 3,
  'conversations.open': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.join': 3,
  'views.open': 4,
  'views.update': 4,
  'views.push': 4,
  'views.publish': 4,
  'files.getUploadURLExternal': 4,
  'files.completeUploadExternal': 4,
  'files.info': 4,
  'files.delete': 3,
  'users.info': 4,
  'users.list': 2,
  'reactions.add': 3,
  'users.conversations': 3,
  'agents.sessions.setStatus': 3,
  'agents.sessions.rename': 3,
  'functions.completeSuccess': 3,
  'functions.completeError': 3,
  'chat.scheduleMessage': 3,
  'chat.deleteScheduledMessage': 3,
  'chat.unfurl': 3,
  'apps.connections.open': 1,
};

export interface RateLimitSettings {
  /** The tiers above, per workspace and method. Off by default. */
  tiers: boolean;
  /** One chat.postMessage a second and channel. Off by default. */
  perChannel: boolean;
  /** History as an app outside the Marketplace that is distributed gets it: once a minute, 15 messages. Off by default. */
  unlistedHistory: boolean;
}

/** https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps */
export const unlistedHistory = { perMinute: 1, messages: 15 } as const;
const historyMethods = ['conversations.history', 'conversations.replies'];

export interface RateLimits {
  settings: RateLimitSettings;
  /** Seconds to wait, or undefined when the call may go on (it is then counted). */
  check(team: string, method: string, channel: string | undefined): number | undefined;
}

export function createRateLimits(clock: SimulatorClock): RateLimits {
  const calls = new Map<string, number[]>();
  const settings: RateLimitSettings = { tiers: false, perChannel: false, unlistedHistory: false };
  const check = (key: string, allowed: number, windowMs: number): number | undefined => {
    const now = clock.now().getTime();
    const recent = (calls.get(key) ?? []).filter((time) => time > now - windowMs);
    const oldest = recent[0];
    if (recent.length >= allowed && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    calls.set(key, [...recent, now]);
    return undefined;
  };
  return {
    settings,
    check(team, method, channel) {
      if (method === 'chat.postMessage' && channel !== undefined) {
        return settings.perChannel ? check(`${team} ${channel}`, 1, 1000) : undefined;
      }
      if (settings.unlistedHistory && historyMethods.includes(method)) {
        return check(`${team} ${method} unlisted`, unlistedHistory.perMinute, 60_000);
      }
      const tier = tierOf[method];
      return settings.tiers && tier !== undefined ? check(`${team} ${method}`, tiers[tier], 60_000) : undefined;
    },
  };
}
