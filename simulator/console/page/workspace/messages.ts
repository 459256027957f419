import type { Snapshot } from '../../../slack/control/snapshot.ts';
import type { Message } from '../../../slack/entities.ts';

type Said = Pick<Snapshot, 'messages' | 'ephemerals'>;

const inOrder = (messages: Message[]): Message[] => messages.toSorted((a, b) => Number(a.ts) - Number(b.ts));

/** What stands in a channel itself: no replies, except those that were sent to the channel too. */
export const inChannel = ({ messages, ephemerals }: Said, channel: string): Message[] =>
  inOrder(
    [...messages, ...ephemerals].filter(
      (message) =>
        message.channel === channel &&
        (message.threadTs === undefined || message.threadTs === message.ts || message.subtype === 'thread_broadcast'),
    ),
  );

export const repliesTo = ({ messages, ephemerals }: Said, parent: Message): Message[] =>
  inOrder(
    [...messages, ...ephemerals].filter(
      (message) => message.channel === parent.channel && message.threadTs === parent.ts && message.ts !== parent.ts,
    ),
  );
