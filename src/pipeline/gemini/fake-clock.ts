import type { Clock } from '../../domain/ports/clock.ts';

export interface FakeClock extends Pick<Clock, 'sleep' | 'monotonic'> {
  /** Every pause that was asked for, in milliseconds. */
  sleeps: number[];
  advance(milliseconds: number): void;
}

/** For tests: time passes when somebody sleeps, and at once. With `hold`, a sleep ends only by its signal. */
export function createFakeClock({ hold = false }: { hold?: boolean } = {}): FakeClock {
  let now = 1_000;
  const sleeps: number[] = [];
  return {
    sleeps,
    monotonic: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: (milliseconds, signal) => {
      sleeps.push(milliseconds);
      if (hold) {
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
