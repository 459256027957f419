import { expect, test } from 'vitest';
import { readinessOf } from './readiness.ts';

/** A clock that moves when it is told to, and sleeps only until it is stopped. */
function openClock() {
  let now = 0;
  const clock = {
    monotonic: () => now,
    sleep: (_milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped')))),
  };
  return {
    clock,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test('a storage that answers is ready, one that refuses is not', async () => {
  const { clock } = openClock();
  const well = readinessOf({ get: async () => undefined }, clock);
  expect(await well()).toEqual({ ready: true, checks: { storage: true } });
  const ill = readinessOf({ get: () => Promise.reject(new Error('no')) }, clock);
  expect(await ill()).toEqual({ ready: false, checks: { storage: false } });
});

test('one that does not answer in time is not', async () => {
  const { clock } = openClock();
  const asked = readinessOf({ get: () => new Promise(() => {}) }, { ...clock, sleep: () => Promise.resolve() });
  expect(await asked()).toEqual({ ready: false, checks: { storage: false } });
});

test('whoever asks often does not ask the storage each time', async () => {
  const { clock, pass } = openClock();
  let asked = 0;
  const get = async () => {
    asked += 1;
    return undefined;
  };
  const readiness = readinessOf({ get }, clock);
  await Promise.all([readiness(), readiness()]);
  pass(1999);
  await readiness();
  expect(asked).toBe(1);
  pass(1);
  await readiness();
  expect(asked).toBe(2);
});
