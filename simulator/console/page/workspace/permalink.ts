import type { Snapshot } from '../../../slack/control/snapshot.ts';
import type { Place } from './use-place.ts';

/** Channel and ts in a permalink, or in https://docs.slack.dev/interactivity/deep-linking */
function targetOf({ domain, id }: Snapshot['team'], url: URL): { channel: string; ts: string } | undefined {
  const { hostname, pathname, searchParams } = url;
  if (hostname === 'slack.com' && pathname === '/app_redirect' && searchParams.get('team') === id) {
    return { channel: searchParams.get('channel') ?? '', ts: searchParams.get('message_ts') ?? '' };
  }
  if (hostname !== `${domain}.slack.com`) return undefined;
  const [, channel = '', digits = ''] = /^\/archives\/([A-Z0-9]+)(?:\/p(\d+))?/.exec(pathname) ?? [];
  return { channel, ts: digits === '' ? '' : `${digits.slice(0, -6)}.${digits.slice(-6)}` };
}

/** The place that a link to a message or channel of this workspace means; undefined for every other link. */
export function placeOfLink(
  { team, messages, channels }: Pick<Snapshot, 'team' | 'messages' | 'channels'>,
  url: string,
): Partial<Place> | undefined {
  const target = URL.canParse(url) ? targetOf(team, new URL(url)) : undefined;
  if (!channels.some(({ id }) => id === target?.channel)) return undefined;
  const { channel = '', ts = '' } = target ?? {};
  const message = messages.find((one) => one.channel === channel && one.ts === ts);
  return { channel, thread: message?.threadTs ?? ts };
}
