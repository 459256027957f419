import { useCallback, useEffect, useState } from 'react';

/** Where a person is; in the address, so that it survives a reload and can be linked. */
export interface Place {
  team: string;
  user: string;
  /** A channel's id, or `home` for the app's home tab. */
  channel: string;
  /** The ts of the open thread's first message. */
  thread: string;
}

const members = ['team', 'user', 'channel', 'thread'] as const;

function placeOf(address: string): Place {
  const query = new URLSearchParams(address);
  const [team = '', user = '', channel = '', thread = ''] = members.map((name) => query.get(name) ?? '');
  return { team, user, channel, thread };
}

const addressOf = (place: Place): string =>
  `?${new URLSearchParams(members.filter((name) => place[name] !== '').map((name) => [name, place[name]]))}`;

/** The place and how to go elsewhere; going back in the browser goes back here. */
export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(() => placeOf(location.search));
  useEffect(() => {
    const back = () => setPlace(placeOf(location.search));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = useCallback((change: Partial<Place>) => {
    const before = placeOf(location.search);
    const next = { ...before, ...change };
    // Nobody wants to go back to where nothing was chosen yet.
    const isArrival = before.user === '' || before.channel === '';
    if (addressOf(next) === location.search) return;
    if (isArrival) history.replaceState(null, '', addressOf(next));
    else history.pushState(null, '', addressOf(next));
    setPlace(next);
  }, []);
  return [place, go];
}
