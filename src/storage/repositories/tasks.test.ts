import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewTask } from '../../domain/ports/tasks.ts';
import { leaseSeconds, newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const base = { team: 'T1', createdBy: 'U1', visibility: 'team', viewer: ['team'], place: { channel: 'C1' } };
const question = (id: string, run?: string): NewTask => ({
  ...base,
  id,
  kind: 'question',
  text: 'Why?',
  research: false,
  ...(run !== undefined && { run }),
});
const search = (id: string): NewTask => ({ ...base, id, kind: 'search', text: 'banks' });
const answer = { statements: [], notInEvidence: true, memories: [] };

async function take(id: string, owner = 'w1') {
  const taken = await store.tasks.take('T1', id, owner);
  if (!taken) throw new Error('not taken');
  return taken;
}

test('a redelivery of the same trigger, also at once, finds the task that is there', async () => {
  const other = store.another();
  const made = await Promise.all([store, other, store].map(({ tasks }) => tasks.create(question('Q1'))));
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  expect(made[0]?.task).toMatchObject({ kind: 'question', status: 'queued', attempt: 1, lastToken: 0 });
  expect(await store.tasks.get('T1', 'Q1')).toEqual(made[0]?.task);
  expect(await store.tasks.get('T2', 'Q1')).toBeUndefined();
  await expect(store.tasks.create({ ...search('S1'), text: '' } as NewTask)).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

describe('lease', () => {
  test('of many workers in two processes one gets it', async () => {
    await store.tasks.create(question('Q1'));
    const other = store.another();
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? other : store).tasks.take('T1', 'Q1', `w${i}`)),
    );
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  });

  test('whoever lost it writes nothing, whoever has it does', async () => {
    await store.tasks.create(question('Q1'));
    const lost = await take('Q1');
    store.pass(leaseSeconds + 1);
    const { held, task } = await take('Q1', 'w2');
    expect(task).toMatchObject({ status: 'running', attempt: 2, lease: { owner: 'w2', token: 2 } });
    for (const write of [
      () => store.tasks.renew(lost.held),
      () => store.tasks.answer(lost.held, answer),
      () => store.tasks.finish(lost.held, 'failed'),
      () => store.tasks.release(lost.held),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: 'lease_lost' });
    }
    await store.tasks.answer(held, answer);
    await store.tasks.finish(held, 'done');
    const done = await store.tasks.get('T1', 'Q1');
    expect(done).toMatchObject({ status: 'done', answer, finishedAt: store.clock.now().toISOString() });
    expect(done?.lease).toBeUndefined();
    expect(await store.tasks.take('T1', 'Q1', 'w3')).toBeUndefined();
    await expect(store.tasks.finish(held, 'failed')).rejects.toMatchObject({ code: 'lease_lost' });
  });

  test('lasts as long as it is renewed', async () => {
    await store.tasks.create(search('S1'));
    const { held } = await take('S1');
    for (let i = 0; i < 3; i++) {
      store.pass(leaseSeconds - 1);
      await store.tasks.renew(held);
    }
    expect(await store.tasks.take('T1', 'S1', 'w2')).toBeUndefined();
    expect(await store.tasks.get('T1', 'S1')).toMatchObject({ lease: { owner: 'w1', token: 1 }, attempt: 1 });
  });

  test('ends in time although the clock was set back', async () => {
    await store.tasks.create(search('S1'));
    await take('S1');
    store.pass(-600);
    expect((await take('S1', 'w2')).task).toMatchObject({ lease: { token: 2 } });
  });

  test('given back, the task is tried again; only a failure uses up a try', async () => {
    await store.tasks.create(search('S1'));
    await store.tasks.release((await take('S1')).held);
    expect(await store.tasks.get('T1', 'S1')).toMatchObject({ status: 'queued', attempt: 1 });
    await store.tasks.release((await take('S1')).held, 'failure');
    expect(await store.tasks.get('T1', 'S1')).toMatchObject({ status: 'queued', attempt: 2 });
    const { held } = await take('S1');
    const error = { code: 'model_quota', message: 'Later.', reference: 'r' };
    await store.tasks.finish(held, 'failed', error);
    expect(await store.tasks.get('T1', 'S1')).toMatchObject({ status: 'failed', error });
  });
});

test('only a question can be answered', async () => {
  await store.tasks.create(search('S1'));
  await expect(store.tasks.answer((await take('S1')).held, answer)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('forgotten tasks are told with their kind, beside the runs, until they end', async () => {
  const forgotten = async () => (await store.runs.forgotten(10)).sort((a, b) => a.id.localeCompare(b.id));
  await store.runs.create(newRun('R1'));
  await store.tasks.create(search('S1'));
  expect(await forgotten()).toEqual([]);
  store.pass(6);
  expect(await forgotten()).toEqual([
    { team: 'T1', kind: 'run', id: 'R1', attempt: 1 },
    { team: 'T1', kind: 'search', id: 'S1', attempt: 1 },
  ]);
  await store.runs.requestCancel('T1', 'R1', 'U1');
  await store.runs.shown('T1', 'R1');
  await take('S1');
  store.pass(leaseSeconds + 1);
  expect(await forgotten()).toEqual([{ team: 'T1', kind: 'search', id: 'S1', attempt: 1 }]);
  await store.tasks.finish((await take('S1')).held, 'done');
  store.pass(1000);
  expect(await forgotten()).toEqual([]);
});

test('what is due from before there were tasks is a run', async () => {
  await store.runs.create(newRun('R1'));
  const stored = await store.documents.get('due/T1~R1');
  const { kind: _, ...before } = stored?.data ?? {};
  await store.documents.set('due/T1~R1', before);
  store.pass(6);
  expect(await store.runs.forgotten(10)).toMatchObject([{ kind: 'run', id: 'R1' }]);
});

test('questions about a run, the newest first', async () => {
  for (const [id, run] of [
    ['Q1', 'R1'],
    ['Q2', 'R2'],
    ['Q3', 'R1'],
  ] as const) {
    await store.tasks.create(question(id, run));
    store.pass(1);
  }
  await store.tasks.create({ ...base, id: 'E1', kind: 'export', run: 'R1', formats: ['pdf'] });
  expect((await store.tasks.aboutRun('T1', 'R1', 10)).map(({ id }) => id)).toEqual(['Q3', 'Q1']);
  expect(await store.tasks.aboutRun('T1', 'R1', 1)).toHaveLength(1);
});
