import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Slot } from '../../domain/ports/repositories.ts';
import { defaultSellerProfile } from '../../domain/seller.ts';
import { leaseSeconds, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const intent: Slot = {
  place: 'file[onePager.u1]',
  state: 'intent',
  channel: 'C1',
  intentAt: '2026-11-23T09:00:00.000Z',
  revision: 1,
};

test('a slot goes from intent to posted, one revision at a time', async () => {
  const lease = await takenRun(store.runs, 'R1');
  await store.slots.save('T1', 'R1', intent, lease.token);
  const posted: Slot = { ...intent, state: 'posted', ts: '1.2', fileId: 'F1', hash: 'h', revision: 2 };
  await store.slots.save('T1', 'R1', posted);
  expect(await store.slots.get('T1', 'R1', intent.place)).toEqual(posted);
  expect(await store.slots.list('T1', 'R1')).toEqual([posted]);
  expect(await store.slots.get('T1', 'R1', 'anchor')).toBeUndefined();
});

test('a revision that is not the next one is a conflict', async () => {
  await expect(store.slots.save('T1', 'R1', { ...intent, revision: 2 })).rejects.toMatchObject({ code: 'conflict' });
  await store.slots.save('T1', 'R1', intent);
  for (const revision of [1, 3]) {
    await expect(store.slots.save('T1', 'R1', { ...intent, revision })).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('whoever knows of no newer token may write, also after the run was given back', async () => {
  const lease = await takenRun(store.runs, 'R1');
  await store.slots.save('T1', 'R1', intent, lease.token);
  await store.runs.finish(lease, 'completed');
  await store.slots.save('T1', 'R1', { ...intent, state: 'posted', ts: '1.2', revision: 2 }, lease.token);
  expect(await store.slots.get('T1', 'R1', intent.place)).toMatchObject({ state: 'posted', ts: '1.2' });
});

test('once a newer token was given, or for a run that is gone, nothing is written', async () => {
  const zombie = await takenRun(store.runs, 'R1');
  store.pass(leaseSeconds);
  await store.another().runs.take('T1', 'R1', 1, 'worker-2');
  for (const [run, token] of [
    ['R1', zombie.token],
    ['R1', 7],
    ['none', 1],
  ] as const) {
    await expect(store.slots.save('T1', run, intent, token)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await store.slots.list('T1', run)).toEqual([]);
  }
});

test('of many who want to post in one place, one may', async () => {
  const other = store.another();
  const saving = Array.from({ length: 10 }, (_, i) =>
    (i % 2 ? other : store).slots.save('T1', 'R1', { ...intent, channel: `C${i}` }),
  );
  const results = await Promise.allSettled(saving);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a seller profile is neutral until one was stored, per team', async () => {
  expect(await store.settings.seller('T1')).toEqual(defaultSellerProfile);
  const profile = { ...defaultSellerProfile, name: 'Möbius Ltd', website: 'https://mobius.example' };
  await store.settings.saveSeller('T1', profile);
  expect(await store.settings.seller('T1')).toEqual(profile);
  expect(await store.settings.seller('T2')).toEqual(defaultSellerProfile);
  const wrong = { ...profile, colours: { primary: 'red', accent: '#000000' } };
  await expect(store.settings.saveSeller('T1', wrong)).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await store.settings.seller('T1')).toEqual(profile);
});
