import { useEffect, useState } from 'react';
import type { NumberedChange } from '../../../slack/changes.ts';
import type { Snapshot } from '../../../slack/control/snapshot.ts';
import { read } from './control.ts';

/** Changes come in bursts; one look shows them all. */
const pause = 60;

export interface Live {
  snapshot: Snapshot | undefined;
  connection: 'connecting' | 'live' | 'lost';
  /** Grows with every line of the log. */
  logVersion: number;
  /** Grows when the simulator is back after it was away: what it counted begins anew. */
  life: number;
}

/** What a person sees of a workspace, looked at again after every change. */
export function useSnapshot(team: string, user: string): Live {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  const [connection, setConnection] = useState<Live['connection']>('connecting');
  const [logVersion, setLogVersion] = useState(0);
  const [life, setLife] = useState(0);
  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looking = false;
    let again = false;
    let away = false;
    const look = async () => {
      timer = undefined;
      if (looking) {
        again = true;
        return;
      }
      looking = true;
      try {
        const seen = await read<Snapshot>(`/control/state?${new URLSearchParams({ user, team })}`);
        if (open) setSnapshot(seen);
      } catch {
        if (open) setConnection('lost');
      }
      looking = false;
      if (again && open) {
        again = false;
        void look();
      }
    };
    const soon = () => {
      timer ??= setTimeout(() => void look(), pause);
    };
    const events = new EventSource('/control/events');
    events.addEventListener('ready', () => {
      setConnection('live');
      if (away) setLife((before) => before + 1);
      away = false;
      setLogVersion((version) => version + 1);
      void look();
    });
    events.addEventListener('change', (event) => {
      const { kind } = JSON.parse(event.data) as NumberedChange;
      if (kind === 'log') setLogVersion((version) => version + 1);
      else soon();
    });
    events.addEventListener('error', () => {
      away = true;
      setConnection('lost');
    });
    void look();
    return () => {
      open = false;
      clearTimeout(timer);
      events.close();
    };
  }, [team, user]);
  return { snapshot, connection, logVersion, life };
}
