import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const person = { team: 'T1', user: 'U1', digest: true, timeZone: 'Europe/Zurich' };

test('what somebody set is theirs alone; those with a digest can be told by team', async () => {
  expect(await store.people.get('T1', 'U1')).toBeUndefined();
  const saved = await store.people.save(person);
  await store.people.save({ ...person, user: 'U2', digest: false });
  await store.people.save({ ...person, team: 'T2' });
  expect(await store.people.get('T1', 'U1')).toEqual(saved);
  expect(await store.people.withDigest('T1')).toEqual([saved]);
  await store.people.save({ ...person, digest: false });
  expect(await store.people.withDigest('T1')).toEqual([]);
  await expect(store.people.save({ ...person, timeZone: '' })).rejects.toMatchObject({ code: 'invalid_input' });
});
