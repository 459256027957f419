import { useEffect, useRef } from 'react';
import type { Snapshot } from '../../../slack/control/snapshot.ts';
import type { Toast } from '../frame/toasts.tsx';
import { unescaped } from '../text/mrkdwn.ts';
import { inChannel } from './messages.ts';
import { latestTs, type Read, unread } from './unread.ts';
import type { Place } from './use-place.ts';
import { useStored } from './use-stored.ts';
import { channelName, nameOf } from './workspace.ts';

interface Reading {
  counts: ReadonlyMap<string, number>;
  /** Up to where the open channel was read when it was opened. */
  readTo: string | undefined;
}

const longest = 120;

/** What the person has read; what comes elsewhere is counted and announced. */
export function useReading(
  snapshot: Snapshot | undefined,
  { team, user, channel, thread }: Place,
  announce: (toast: Omit<Toast, 'id'>) => void,
  go: (change: Partial<Place>) => void,
): Reading {
  const [read, setRead] = useStored<Read>(`read ${team} ${user}`, {});
  const opened = useRef({ at: '', readTo: '' });
  const heard = useRef({ by: '', ts: '0' });
  const at = `${team} ${user} ${channel}`;
  useEffect(() => {
    if (!snapshot || snapshot.team.id !== team) return;
    const all = [...snapshot.messages, ...snapshot.ephemerals];
    const latest = latestTs(all);
    const begun = read[''] === undefined ? { '': latest } : {};
    if (opened.current.at !== at) opened.current = { at, readTo: read[channel] ?? read[''] ?? latest };
    const here = latestTs(all.filter((message) => message.channel === channel));
    if (read[''] === undefined || Number(here) > Number(read[channel] ?? 0))
      setRead({ ...read, ...begun, [channel]: here });
    if (heard.current.by !== `${team} ${user}`) heard.current = { by: `${team} ${user}`, ts: latest };
    for (const message of all) {
      if (Number(message.ts) <= Number(heard.current.ts) || message.user === user) continue;
      const inSight =
        message.channel === channel &&
        (message.threadTs === undefined || message.threadTs === message.ts || message.threadTs === thread);
      const where = snapshot.channels.find(({ id }) => id === message.channel);
      const isReplyHere = message.channel === channel;
      if (inSight || isReplyHere || !where) continue;
      const name = channelName(snapshot, where, user);
      announce({
        from: `${nameOf(snapshot, message.user)} in ${where.kind === 'im' ? 'messages' : `#${name}`}`,
        line: unescaped(message.text).slice(0, longest),
        open: () => go({ channel: message.channel, thread: message.threadTs ?? '' }),
      });
    }
    heard.current.ts = latest;
  }, [snapshot, team, user, channel, thread, at, read, setRead, announce, go]);
  const counts = snapshot && read[''] !== undefined ? unread(snapshot, user, read) : new Map<string, number>();
  counts.delete(channel);
  const hasNew =
    snapshot &&
    opened.current.at === at &&
    inChannel(snapshot, channel).some(({ ts }) => Number(ts) > Number(opened.current.readTo));
  return { counts, readTo: hasNew ? opened.current.readTo : undefined };
}
