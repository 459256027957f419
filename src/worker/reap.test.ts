import { expect, test } from 'vitest';
import { silentLog } from '../domain/log.ts';
import type { Job } from '../domain/ports/queue.ts';
import { createReaper } from './reap.ts';

const forgotten: Job[] = [
  { team: 'T1', kind: 'run', id: 'R1', attempt: 2 },
  { team: 'T2', kind: 'question', id: 'Q1', attempt: 1 },
];

function openReaper(begin: (name: string, every: number) => boolean) {
  const published: Job[] = [];
  const reaper = createReaper({
    repositories: {
      runs: { forgotten: async () => forgotten },
      chores: { begin: async (name, every) => begin(name, every) },
    },
    queue: { publish: async (job) => void published.push(job) },
    clock: { sleep: async () => {} },
    digest: async () => 4,
    sweep: async () => ({ runs: 1, tasks: 2, teams: 0 }),
    log: silentLog,
    everyMilliseconds: 1000,
  });
  return { reaper, published };
}

test('what was forgotten is published as what it is', async () => {
  const { reaper, published } = openReaper(() => false);
  expect(await reaper.reap()).toEqual({ published: 2 });
  expect(published).toEqual(forgotten);
});

test('chores are done by whoever begins them, about every day and every hour', async () => {
  const asked: [string, number][] = [];
  const { reaper } = openReaper((name, every) => asked.push([name, every / 3_600_000]) > 0);
  expect(await reaper.reap()).toEqual({ published: 2, swept: { runs: 1, tasks: 2, teams: 0 } });
  expect(await reaper.digest()).toBe(4);
  expect(asked).toEqual([
    ['retention', 23],
    ['digest', expect.closeTo(0.92, 1)],
  ]);
  expect(await openReaper(() => false).reaper.digest()).toBe(0);
});
