import { useEffect, useState } from 'react';

/** Grows every so many milliseconds while the component is shown. */
export function useTick(milliseconds: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return tick;
}
