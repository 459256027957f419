import { afterEach, beforeEach, expect, test } from 'vitest';
import { noMarks } from '../../domain/marks.ts';
import { newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
  await store.runs.create(newRun('R1'));
});
afterEach(() => store.close());

test('marks that people set at once, in two processes, are all there', async () => {
  const other = store.another();
  expect(await store.marks.get('T1', 'R1')).toEqual(noMarks());
  await Promise.all([
    ...['u1', 'play[u1]', 'onePager[u1]', 'accountPlan'].map((target, i) =>
      (i % 2 ? other : store).marks.setStatus('T1', 'R1', target, 'approved', 'U1'),
    ),
    other.marks.verify('T1', 'R1', 's1', 'U2', true),
    store.marks.verify('T1', 'R1', 's2', 'U2', true),
  ]);
  const at = store.clock.now().toISOString();
  const marks = await store.marks.get('T1', 'R1');
  expect(Object.keys(marks.statuses).sort()).toEqual(['accountPlan', 'onePager[u1]', 'play[u1]', 'u1']);
  expect(marks.statuses.u1).toEqual({ status: 'approved', by: 'U1', at });
  expect(marks.verified).toEqual({ s1: { by: 'U2', at }, s2: { by: 'U2', at } });
});

test('a mark replaces the one before, and a verification can be taken back', async () => {
  await store.marks.setStatus('T1', 'R1', 'u1', 'validated', 'U1');
  await store.marks.setStatus('T1', 'R1', 'u1', 'rejected', 'U2');
  await store.marks.verify('T1', 'R1', 's1', 'U1', true);
  await store.marks.verify('T1', 'R1', 's1', 'U1', false);
  await store.marks.verify('T1', 'R1', 's2', 'U1', false);
  const marks = await store.marks.get('T1', 'R1');
  expect(marks).toMatchObject({ statuses: { u1: { status: 'rejected', by: 'U2' } }, verified: {} });
  expect(marks.verified).toEqual({});
});

test('feedback is one a message and person; said again, it replaces', async () => {
  const said = { team: 'T1', run: 'R1', place: 'summary', by: 'U1' };
  await store.marks.feedback({ ...said, verdict: 'good' });
  store.pass(1);
  await store.marks.feedback({ ...said, by: 'U2', verdict: 'good' });
  store.pass(1);
  await store.marks.feedback({ ...said, verdict: 'bad', reason: 'Old news' });
  expect(await store.marks.feedbackOf('T1', 'R1')).toMatchObject([
    { by: 'U2', verdict: 'good' },
    { by: 'U1', verdict: 'bad', reason: 'Old news' },
  ]);
});

test('nothing is said about a run that is not there', async () => {
  const said = await Promise.allSettled([
    store.marks.setStatus('T1', 'none', 'u1', 'draft', 'U1'),
    store.marks.verify('T2', 'R1', 's1', 'U1', true),
    store.marks.feedback({ team: 'T1', run: 'none', place: 'summary', by: 'U1', verdict: 'good' }),
  ]);
  expect(said).toMatchObject(said.map(() => ({ status: 'rejected', reason: { code: 'not_found' } })));
});
