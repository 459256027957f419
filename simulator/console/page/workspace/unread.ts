import type { Snapshot } from '../../../slack/control/snapshot.ts';
import type { Message } from '../../../slack/entities.ts';

/** Up to which ts a person has read, by channel; `''` holds where reading began. */
export type Read = Record<string, string>;

const isAfter = (ts: string, than: string): boolean => Number(ts) > Number(than);

export const latestTs = (messages: readonly Message[]): string =>
  messages.reduce((latest, { ts }) => (isAfter(ts, latest) ? ts : latest), '0');

/** Messages of others that came after the person last looked, by channel. */
export function unread(
  { messages, ephemerals }: Pick<Snapshot, 'messages' | 'ephemerals'>,
  user: string,
  read: Read,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const message of [...messages, ...ephemerals]) {
    if (message.user === user || !isAfter(message.ts, read[message.channel] ?? read[''] ?? '0')) continue;
    counts.set(message.channel, (counts.get(message.channel) ?? 0) + 1);
  }
  return counts;
}
