import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TakeLease } from '../../domain/ports/repositories.ts';
import { defaultTeamSettings } from '../../domain/team-settings.ts';
import { leaseSeconds, newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore({ concurrentRunsPerTeam: 2 });
});
afterEach(() => store.close());

/** Runs of a team, a second apart. */
async function asked(count: number, team = 'T1'): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${team}-${index + 1}`);
  for (const id of ids) {
    await store.runs.create(newRun(id, { team }));
    store.pass(1);
  }
  return ids;
}
const take = (id: string, from: Pick<TestStore, 'runs'> = store) => {
  const [team = ''] = id.split('-');
  return from.runs.take(team, id, 1, 'w');
};
const leaseOf = (taken: TakeLease) => {
  if (!taken.taken) throw new Error(`not taken: ${taken.why}`);
  return taken.lease;
};
const why = (taken: TakeLease) => (taken.taken ? 'taken' : taken.why);
const due = async () => (await store.runs.forgotten(100)).map(({ id }) => id).sort();

describe('runs in work', () => {
  test('are never more than the limit, however many processes ask at once', async () => {
    const ids = await asked(8);
    const other = store.another();
    const taken = await Promise.all(ids.map((id, index) => take(id, index % 2 ? other : store)));
    expect(taken.map(why).sort()).toEqual([...Array(6).fill('full'), 'taken', 'taken']);
    await asked(2, 'T2');
    expect(why(await take('T2-1'))).toBe('taken');
  });

  test('that wait are told nobody before their turn; whoever ends makes the oldest due', async () => {
    await asked(5);
    const [first, second] = [leaseOf(await take('T1-1')), leaseOf(await take('T1-2'))];
    for (const id of ['T1-5', 'T1-3', 'T1-4']) expect(why(await take(id))).toBe('full');
    store.pass(20);
    expect(await due()).toEqual([]);
    await store.runs.finish(first, 'completed');
    expect(await due()).toEqual(['T1-3']);
    expect(why(await take('T1-3'))).toBe('taken');
    // Giving back for later, waiting for a person and an unforeseen failure make room as well.
    await store.runs.release(second, new Date('2026-11-24T09:00:00.000Z'));
    expect(await due()).toEqual(['T1-4']);
    const error = { code: 'internal', message: 'x', reference: 'r' };
    await store.runs.interrupt(leaseOf(await take('T1-4')), error, 5);
    expect(await due()).toContain('T1-5');
  });

  test('that begin to wait in the moment somebody leaves are woken, or let in', async () => {
    for (const [index, turns] of [0, 1, 2, 3, 4, 5, 6].entries()) {
      const team = `T${index + 1}`;
      const [one = '', two = '', third = ''] = await asked(3, team);
      const [first] = [leaseOf(await take(one)), leaseOf(await take(two))];
      const taking = take(third, store.another());
      for (let turn = 0; turn < turns; turn++) await setImmediate();
      const [taken] = await Promise.all([taking, store.runs.finish(first, 'completed')]);
      if (!taken.taken) expect([turns, await due()]).toEqual([turns, expect.arrayContaining([third])]);
    }
  });

  test('of a worker that is gone count until its lease ends', async () => {
    await asked(3);
    await take('T1-1');
    await take('T1-2');
    expect(why(await take('T1-3'))).toBe('full');
    store.pass(leaseSeconds + 1);
    expect(why(await take('T1-3'))).toBe('taken');
    expect(why(await take('T1-1'))).toBe('taken');
    expect(why(await take('T1-2'))).toBe('full');
  });

  test('a lost wake-up delays by ten minutes at most', async () => {
    await asked(3);
    await take('T1-1');
    await take('T1-2');
    await take('T1-3');
    store.pass(599);
    expect(await due()).not.toContain('T1-3');
    store.pass(2);
    expect(await due()).toContain('T1-3');
  });

  test('are fewer when the admins say so, never more', async () => {
    await asked(3);
    const settings = defaultTeamSettings('T1');
    const less = await store.settings.saveTeam({ ...settings, limits: { concurrentRuns: 1 } }, 'U1');
    const lease = leaseOf(await take('T1-1'));
    expect(why(await take('T1-2'))).toBe('full');
    await store.runs.finish(lease, 'completed');
    await store.settings.saveTeam({ ...less, limits: { concurrentRuns: 50 } }, 'U1');
    expect([why(await take('T1-1')), why(await take('T1-2')), why(await take('T1-3'))]).toEqual([
      'settled',
      'taken',
      'taken',
    ]);
  });
});

test('the place in the queue counts those of the team that were asked for before', async () => {
  await asked(5);
  expect(await store.runs.placeInQueue('T1', 'T1-1')).toBeUndefined();
  const lease = leaseOf(await take('T1-1'));
  await take('T1-2');
  for (const id of ['T1-3', 'T1-4']) await take(id);
  await asked(1, 'T2');
  const places = () => Promise.all([1, 2, 3, 4, 5].map((n) => store.runs.placeInQueue('T1', `T1-${n}`)));
  // The last one was never tried, and would have to wait.
  expect(await places()).toEqual([undefined, undefined, 0, 1, 2]);
  expect(await store.runs.placeInQueue('T2', 'T2-1')).toBeUndefined();
  await store.runs.finish(lease, 'completed');
  await take('T1-3');
  expect(await places()).toEqual([undefined, undefined, undefined, 0, 1]);
});

test('a team with very much to do does not keep the work of another from being seen', async () => {
  for (let n = 0; n < 60; n += 1) await store.runs.create(newRun(`A${n}`, { team: 'TA' }));
  store.pass(1);
  await store.runs.create(newRun('B1', { team: 'TB' }));
  await store.runs.create(newRun('C1', { team: 'TC' }));
  store.pass(60);
  const seen = await store.runs.forgotten(10);
  expect(seen).toHaveLength(10);
  expect(seen.slice(0, 3).map(({ team }) => team)).toEqual(expect.arrayContaining(['TA', 'TB', 'TC']));
  // And none is told twice in a row.
  expect((await store.runs.forgotten(100)).filter(({ id }) => seen.some((one) => one.id === id))).toEqual([]);
});
