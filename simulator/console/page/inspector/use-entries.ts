import { useEffect, useRef, useState } from 'react';
import { read } from '../workspace/control.ts';

/** Things that grow in number and are numbered. */
interface Entries<T> {
  /** Gives those with a higher id than `after`. */
  path: string;
  /** More is still to be said of this one. */
  isOpen(entry: T): boolean;
  /** Looked at again whenever it changes. */
  version: number;
}

/** All of them, the oldest first; only what is new or was still open is asked for again. */
export function useEntries<T extends { id: number }>({ path, isOpen, version }: Entries<T>): readonly T[] {
  const [entries, setEntries] = useState<readonly T[]>([]);
  const known = useRef<readonly T[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to look
  useEffect(() => {
    let late = false;
    const look = async () => {
      const open = known.current.find(isOpen);
      const after = (open?.id ?? (known.current.at(-1)?.id ?? 0) + 1) - 1;
      const news = await read<T[]>(`${path}?after=${after}`).catch(() => []);
      if (late) return;
      known.current = [...known.current.filter(({ id }) => id <= after), ...news];
      setEntries(known.current);
    };
    const timer = setTimeout(() => void look(), 80);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [version, path]);
  return entries;
}
