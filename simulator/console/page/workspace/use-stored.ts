import { useCallback, useState } from 'react';
import { parseJson } from '../../../slack/json.ts';

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** State that the browser keeps. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const [held, setHeld] = useState<{ key: string; value: T }>();
  const read = (): T => {
    const text = stored(key);
    return text === null ? initial : ((parseJson(text) as T | undefined) ?? initial);
  };
  const value = held?.key === key ? held.value : read();
  const store = useCallback(
    (next: T) => {
      setHeld({ key, value: next });
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing forgets it with the page.
      }
    },
    [key],
  );
  return [value, store];
}
