import { useEffect, useRef, useState } from 'react';
import type { LogEntry } from '../../../slack/log.ts';
import { read } from '../workspace/control.ts';

/** The log of requests, of which only what is new or was unanswered is asked for again. */
export function useLog(version: number): readonly LogEntry[] {
  const [entries, setEntries] = useState<readonly LogEntry[]>([]);
  const known = useRef<readonly LogEntry[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to look
  useEffect(() => {
    let late = false;
    const look = async () => {
      const open = known.current.find(({ status, problems }) => status === undefined && problems === undefined);
      const after = (open?.id ?? (known.current.at(-1)?.id ?? 0) + 1) - 1;
      const news = await read<LogEntry[]>(`/control/log?after=${after}`).catch(() => []);
      if (late) return;
      known.current = [...known.current.filter(({ id }) => id <= after), ...news];
      setEntries(known.current);
    };
    const timer = setTimeout(() => void look(), 80);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [version]);
  return entries;
}
