import { useCallback, useEffect, useState } from 'react';
import { read } from '../workspace/control.ts';
import { useTick } from './use-tick.ts';

const pause = 1500;

/** What is at an address, looked at again and again; undefined until it was there. The second looks at once. */
export function useLooked<T>(path: string): [T | undefined, () => Promise<void>] {
  const [seen, setSeen] = useState<{ path: string; value: T }>();
  const tick = useTick(pause);
  const look = useCallback(async () => {
    const value = await read<T>(path).catch(() => undefined);
    if (value !== undefined) setSeen({ path, value });
  }, [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every tick is a reason to look
  useEffect(() => void look(), [look, tick]);
  return [seen?.path === path ? seen.value : undefined, look];
}
