import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import type { HeldLease } from '../../domain/ports/repositories.ts';
import { endedRun, leaseSeconds, newRun, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const error = { code: 'internal', message: 'It broke.', reference: 'ref-1' };
const attempts = 3;
const at = '2026-11-23T09:00:00.000Z';

async function take(id = 'R1', attempt = 1): Promise<HeldLease> {
  const taken = await store.runs.take('T1', id, attempt, 'w');
  if (!taken.taken) throw new Error(`not taken: ${taken.why}`);
  return taken.lease;
}
const failuresOf = async () => (await store.runs.get('T1', 'R1'))?.attempts.at(-1)?.failures?.count;
const isDue = async () => (await store.runs.forgotten(10)).length > 0;

async function stageDone(lease: HeldLease, id: string): Promise<void> {
  const record = { id, status: 'done', attempt: 1, fingerprint: 'f', output: 1, usage: noUsage() } as const;
  await store.stages.save(lease, { ...record, models: [], warnings: [] });
}

describe('a run that breaks off', () => {
  test('is due again after a pause that grows, then has failed and leaves a dead letter', async () => {
    const lease = await takenRun(store.runs, 'R1');
    expect(await store.runs.interrupt(lease, error, attempts)).toMatchObject({ status: 'queued' });
    store.pass(4);
    expect(await isDue()).toBe(false);
    store.pass(2);
    expect(await isDue()).toBe(true);
    await store.runs.interrupt(await take(), error, attempts);
    store.pass(9);
    expect(await isDue()).toBe(false);
    store.pass(2);
    expect(await isDue()).toBe(true);
    expect(await store.deadLetters.list(10)).toEqual([]);

    const last = await store.runs.interrupt(await take(), error, attempts);
    expect(last).toMatchObject({ status: 'failed', error, attempts: [{ status: 'failed', failures: { count: 3 } }] });
    const letter = { letter: 'T1~R1', team: 'T1', kind: 'run', id: 'R1', attempt: 1 };
    expect(await store.deadLetters.list(10)).toEqual([
      { ...letter, at: store.clock.now().toISOString(), code: 'internal', reference: 'ref-1' },
    ]);
    // Its end is shown by whoever comes next.
    store.pass(10_000);
    expect(await isDue()).toBe(true);
    await store.runs.shown('T1', 'R1');
    store.pass(10_000);
    expect(await isDue()).toBe(false);
  });

  test('is counted from one again where it has got on', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.interrupt(lease, error, attempts);
    const second = await take();
    await stageDone(second, 'identity');
    await store.runs.interrupt(second, error, attempts);
    expect(await failuresOf()).toBe(1);
    await store.runs.interrupt(await take(), error, attempts);
    expect(await failuresOf()).toBe(2);
  });

  test('counts the workers that disappeared over it, not those that gave it back', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.release(lease);
    await take();
    expect(await failuresOf()).toBeUndefined();
    for (const count of [1, 2]) {
      store.pass(leaseSeconds + 1);
      expect(await store.runs.take('T1', 'R1', 1, 'w')).toMatchObject({ takenOver: true });
      expect(await failuresOf()).toBe(count);
    }
  });

  test('writes nothing once another has taken it over', async () => {
    const lease = await takenRun(store.runs, 'R1');
    store.pass(leaseSeconds + 1);
    await take();
    await expect(store.runs.interrupt(lease, error, 1)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await store.deadLetters.list(10)).toEqual([]);
  });
});

describe('a letter', () => {
  test('goes with a new attempt, whoever begins it, and with the run', async () => {
    for (const id of ['R1', 'R2']) await store.runs.interrupt(await takenRun(store.runs, id), error, 1);
    await store.runs.again('T1', 'R1', { wanted: ['identity'], remake: [], by: 'U1' });
    expect((await store.deadLetters.list(10)).map(({ id }) => id)).toEqual(['R2']);
    expect(await failuresOf()).toBeUndefined();
    await store.runs.delete('T1', 'R2');
    expect(await store.deadLetters.list(10)).toEqual([]);
  });

  test('is written for what nobody could begin, and puts it back', async () => {
    await store.runs.create(newRun('R1'));
    const job = { team: 'T1', kind: 'run', id: 'R1', attempt: 1 } as const;
    const count = () => store.deadLetters.count(job, { code: 'storage_failed', reference: 'r', attempts: 2 });
    expect(await count()).toBe('again');
    expect(await isDue()).toBe(false);
    store.pass(6);
    expect(await isDue()).toBe(true);
    expect(await count()).toBe('given_up');
    store.pass(1000);
    expect(await isDue()).toBe(false);
    expect(await count()).toBe('not_due');

    const [letter] = await store.deadLetters.list(10);
    if (!letter) throw new Error('no letter');
    await store.deadLetters.putBack(letter);
    expect(await store.runs.forgotten(10)).toEqual([job]);
    expect(await store.deadLetters.get(letter.letter)).toBeUndefined();
  });

  test('is not found any more after ninety days', async () => {
    await store.runs.create(newRun('R1'));
    await store.runs.interrupt(await take(), error, 1);
    store.pass(90 * 24 * 3600 - 1);
    const [letter] = await store.deadLetters.list(10);
    expect(letter?.letter).toBe('T1~R1');
    store.pass(1);
    expect(await store.deadLetters.list(10)).toEqual([]);
    expect(await store.deadLetters.get('T1~R1')).toBeUndefined();
  });

  test('holds no text', async () => {
    await store.runs.create(newRun('R1', { companyName: 'Secret Corp' }));
    await store.runs.interrupt(await take(), { ...error, message: 'about Secret Corp' }, 1);
    expect(JSON.stringify(await store.documents.get('teams/none/deadLetters/T1~R1'))).not.toContain('Secret');
  });
});

describe('a task', () => {
  const question = { id: 'Q1', team: 'T1', createdBy: 'U1', visibility: 'team', viewer: ['team'], text: 'Why?' };
  const ask = () =>
    store.tasks.create({ ...question, kind: 'question', place: { channel: 'C1' }, research: false, run: 'R9' });
  const taken = async () => {
    const found = await store.tasks.take('T1', 'Q1', 'w');
    if (!found) throw new Error('not taken');
    return found;
  };

  test('rests after a failure, is given up, and done again from the first try', async () => {
    await ask();
    await store.tasks.release((await taken()).held, 'failure');
    store.pass(4);
    expect(await isDue()).toBe(false);
    store.pass(2);
    expect(await isDue()).toBe(true);
    await store.tasks.giveUp((await taken()).held, error);
    expect(await store.deadLetters.list(10)).toMatchObject([{ kind: 'question', id: 'Q1', attempt: 2 }]);
    expect(await store.tasks.take('T1', 'Q1', 'w')).toBeUndefined();

    const again = await store.tasks.again('T1', 'Q1');
    expect(again).toMatchObject({ status: 'queued', attempt: 1 });
    expect(again.error).toBeUndefined();
    expect(await store.deadLetters.list(10)).toEqual([]);
    await expect(store.tasks.again('T1', 'Q1')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that ended long ago is deleted, one at work is not', async () => {
    await ask();
    await store.tasks.giveUp((await taken()).held, error);
    await store.tasks.create({ ...question, kind: 'search', id: 'S1', place: { channel: 'C1' } });
    const later = '2026-12-24T00:00:00.000Z';
    expect(await store.tasks.deleteOlderThan('T1', '2026-11-01T00:00:00.000Z', 10)).toBe(0);
    expect(await store.tasks.deleteOlderThan('T1', later, 10)).toBe(1);
    expect(await store.tasks.get('T1', 'Q1')).toBeUndefined();
    expect(await store.tasks.get('T1', 'S1')).toBeDefined();
    expect(await store.deadLetters.list(10)).toEqual([]);
  });
});

test('a chore is begun by one of many processes, once in its time', async () => {
  const other = store.another();
  const ask = () => Promise.all([store, other, store].map(({ chores }) => chores.begin('digest', 60_000)));
  expect((await ask()).filter(Boolean)).toHaveLength(1);
  store.pass(59);
  expect(await ask()).toEqual([false, false, false]);
  store.pass(1);
  expect((await ask()).filter(Boolean)).toHaveLength(1);
  // Not for years because the clock was set back.
  store.pass(-1000);
  expect((await ask()).filter(Boolean)).toHaveLength(1);
});

test('everything of a team goes, and nothing of another', async () => {
  const picture = async (team: string) =>
    (await store.everything()).filter(({ path, data }) => path.includes(team) || data.team === team);
  const others = await picture('T2');
  await endedRun(store.runs, 'B1', { team: 'T2' });
  const before = await picture('T2');
  expect(before.length).toBeGreaterThan(others.length);

  const lease = await takenRun(store.runs, 'R1');
  await stageDone(lease, 'report');
  const slot = { place: 'anchor', state: 'intent', channel: 'C1', intentAt: at, revision: 1 } as const;
  await store.slots.save('T1', 'R1', slot);
  await store.runs.interrupt(lease, error, 1);
  await store.runs.create(newRun('R2'));
  await store.files.put('teams/T1/runs/R1/x/v1.pdf', new Uint8Array([1]), 'application/pdf');
  await store.people.save({ team: 'T1', user: 'U1', digest: true, timeZone: 'UTC' });
  await store.documents.set('teams/T1/installation/slack', { team: 'T1', botToken: 'sealed' });

  const exported: string[] = [];
  for await (const { path } of store.teams.documents('T1')) exported.push(path);
  expect(exported).toEqual(expect.arrayContaining(['teams/T1/runs/R1', 'teams/T1/runs/R1/stages/report']));
  expect(exported).not.toContain('teams/T1/installation/slack');
  expect(await store.teams.delete('T1')).toBe(exported.length + 1);
  expect(await picture('T1')).toEqual([]);
  expect(await store.files.list('teams/T1/')).toEqual([]);
  expect(await picture('T2')).toEqual(before);
  expect(await store.runs.teams()).toEqual(['T2']);
});
