import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const question = { team: 'T1', visibility: 'team', companyKey: 'acme.com', stage: 'facet.news', prompt: 'p1' };
const at = (hour: number) => `2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z`;

test('the newest answer to the same question is found, whatever the order it was noted in', async () => {
  await store.freshEvidence.note(question, { run: 'R2', retrievedAt: at(8) });
  await store.freshEvidence.note(question, { run: 'R1', retrievedAt: at(7) });
  expect(await store.freshEvidence.find(question)).toEqual({ run: 'R2', retrievedAt: at(8) });
});

test.each([
  ['team', { team: 'T2' }],
  ['company', { companyKey: 'other.com' }],
  ['stage', { stage: 'facet.cloud' }],
  ['prompt', { prompt: 'p2' }],
])('another %s is another question', async (_what, more) => {
  await store.freshEvidence.note(question, { run: 'R1', retrievedAt: at(8) });
  expect(await store.freshEvidence.find({ ...question, ...more })).toBeUndefined();
});

test('a private channel sees its own answers and those of the team; nobody else sees its own', async () => {
  const secret = { ...question, visibility: 'G1' };
  await store.freshEvidence.note(secret, { run: 'R2', retrievedAt: at(9) });
  expect(await store.freshEvidence.find(question)).toBeUndefined();
  expect(await store.freshEvidence.find({ ...question, visibility: 'G2' })).toBeUndefined();
  await store.freshEvidence.note(question, { run: 'R1', retrievedAt: at(8) });
  expect(await store.freshEvidence.find(secret)).toMatchObject({ run: 'R2' });
  expect(await store.freshEvidence.find({ ...question, visibility: 'G2' })).toMatchObject({ run: 'R1' });
});

test('an answer that nobody would take over any more is not found', async () => {
  await store.freshEvidence.note(question, { run: 'R1', retrievedAt: at(8), expireAt: at(10) });
  store.pass(3599);
  expect(await store.freshEvidence.find(question)).toEqual({ run: 'R1', retrievedAt: at(8) });
  store.pass(1);
  expect(await store.freshEvidence.find(question)).toBeUndefined();
});
