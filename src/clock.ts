import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { Clock, NewId } from './domain/ports/clock.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal && { signal });
  },
};

export const newId: NewId = () => ulid();
