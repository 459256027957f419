import { afterEach, beforeEach, expect, test } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import { newRun, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const today = () => store.clock.now().toISOString().slice(0, 10);

test('a day has its runs and what was spent, for the team and by person; a day without is left out', async () => {
  const first = today();
  const lease = await takenRun(store.runs, 'R1');
  await store.runs.create(newRun('R2', { createdBy: 'U2' }));
  const call = { ...noUsage(), calls: 1, tokensIn: 5, costUsd: 0.5 };
  await store.runs.spend(lease, call);
  await store.runs.spend(lease, call);
  store.pass(2 * 24 * 3600);
  await store.runs.spend(lease, call);
  const spent = { ...noUsage(), calls: 2, tokensIn: 10, costUsd: 1 };
  expect(await store.usage.list('T1', first, today())).toEqual([
    { day: first, runs: 2, usage: spent, users: { U1: { runs: 1, usage: spent }, U2: { runs: 1, usage: noUsage() } } },
    { day: today(), runs: 0, usage: call, users: { U1: { runs: 0, usage: call } } },
  ]);
  expect(await store.usage.list('T2', first, today())).toEqual([]);
  expect(await store.usage.list('T1', today(), first)).toEqual([]);
});

test('at most 92 days', async () => {
  expect(await store.usage.list('T1', '2026-01-01', '2026-04-02')).toEqual([]);
  for (const [from, to] of [
    ['2026-01-01', '2026-04-03'],
    ['then', 'now'],
  ] as const) {
    await expect(store.usage.list('T1', from, to)).rejects.toMatchObject({ code: 'invalid_input' });
  }
});
