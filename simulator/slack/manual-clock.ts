import type { SimulatorClock } from '../clock.ts';

export interface ManualClock extends SimulatorClock {
  /** Moves time and wakes who slept long enough. */
  advance(milliseconds: number): void;
  /** Resolves as soon as somebody sleeps for exactly this long. */
  sleeping(milliseconds: number): Promise<void>;
}

interface Sleeper {
  length: number;
  until: number;
  wake: () => void;
}

/** A clock for tests: it stands still until it is told to move. */
export function manualClock(start = '2026-11-23T09:00:00.000Z'): ManualClock {
  let now = Date.parse(start);
  const sleepers = new Set<Sleeper>();
  const waiting = new Map<number, () => void>();
  return {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: (length, signal) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          length,
          until: now + length,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (signal?.aborted) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
        waiting.get(length)?.();
        waiting.delete(length);
      }),
    advance(milliseconds) {
      now += milliseconds;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
    },
    sleeping: (length) =>
      new Promise((resolve) => {
        if ([...sleepers].some((sleeper) => sleeper.length === length)) resolve();
        else waiting.set(length, resolve);
      }),
  };
}
