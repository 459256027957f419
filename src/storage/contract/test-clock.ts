import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../domain/ports/clock.ts';

/** A clock that stands until it is moved. `sleep` only lets others go on, so nothing waits for real time. */
export function createTestClock(start = '2026-11-23T09:00:00.000Z') {
  let now = Date.parse(start);
  const clock: Clock = {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: () => setImmediate(),
  };
  const move = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { clock, move };
}
