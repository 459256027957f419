import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import type { HeldLease, Repositories } from '../../domain/ports/repositories.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { leaseSeconds, newRun, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const stage: StageRecord = {
  id: 'report',
  status: 'done',
  attempt: 1,
  fingerprint: 'f',
  output: 1,
  usage: noUsage(),
  models: [],
  warnings: [],
};
const until = '2026-11-24T09:00:00.000Z';

/** Every write that takes a lease. */
const leasedWrites: [string, (repositories: Repositories, lease: HeldLease) => Promise<unknown>][] = [
  ['renew', ({ runs }, lease) => runs.renew(lease)],
  ['spend', ({ runs }, lease) => runs.spend(lease, { ...noUsage(), calls: 1 })],
  ['patch', ({ runs }, lease) => runs.patch(lease, { warnings: ['late'] })],
  ['release', ({ runs }, lease) => runs.release(lease)],
  ['wait', ({ runs }, lease) => runs.wait(lease, { for: 'place', reason: 'x', until })],
  ['finish', ({ runs }, lease) => runs.finish(lease, 'completed')],
  ['stages.save', ({ stages }, lease) => stages.save(lease, stage)],
];

/** Everything stored about the run, to see that nothing changed. */
async function picture({ documents }: TestStore) {
  const all = async (collection: string) => (await documents.query({ collection, limit: 100 })).documents;
  const below = ['stages', 'evidence', 'slots'].map((name) => `teams/T1/runs/R1/${name}`);
  return Promise.all(['teams/T1/runs', 'teams/T1/usage', 'due', ...below].map(all));
}

describe('take', () => {
  test('gives the lease to one of many who ask at once', async () => {
    await store.runs.create(newRun('R1'));
    const other = store.another();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? other : store).runs.take('T1', 'R1', 1, `worker-${i}`)),
    );
    expect(results.filter(({ taken }) => taken)).toHaveLength(1);
    expect(results.filter((result) => !result.taken && result.why === 'busy')).toHaveLength(11);
    expect(await store.runs.get('T1', 'R1')).toMatchObject({
      status: 'running',
      lastToken: 1,
      attempts: [{ status: 'running' }],
    });
  });

  test('says why not', async () => {
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toEqual({ taken: false, why: 'missing' });
    const lease = await takenRun(store.runs, 'R1');
    expect(await store.runs.take('T1', 'R1', 1, lease.owner)).toEqual({ taken: false, why: 'busy' });
    expect(await store.runs.take('T1', 'R1', 0, 'w')).toEqual({ taken: false, why: 'old_attempt' });
    await store.runs.finish(lease, 'partial');
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toEqual({ taken: false, why: 'settled' });
  });

  test('after the expiry gives the next token, and keeps when the run first started', async () => {
    const lease = await takenRun(store.runs, 'R1');
    const started = (await store.runs.get('T1', 'R1'))?.startedAt;
    expect(Date.parse(lease.expiresAt) - store.clock.now().getTime()).toBe(leaseSeconds * 1000);
    store.pass(leaseSeconds - 1);
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: false, why: 'busy' });
    store.pass(1);
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: true, lease: { token: 2, owner: 'w2' } });
    expect((await store.runs.get('T1', 'R1'))?.startedAt).toBe(started);
  });
});

describe('a write with a lease', () => {
  test.each(leasedWrites)('%s is done by the holder, also after an expiry that nobody used', async (_, write) => {
    const lease = await takenRun(store.runs, 'R1');
    store.pass(leaseSeconds * 3);
    const before = await picture(store);
    await write(store, lease);
    expect(await picture(store)).not.toEqual(before);
  });

  test.each(leasedWrites)('%s is refused once another took over, and changes nothing', async (_, write) => {
    const zombie = await takenRun(store.runs, 'R1');
    store.pass(leaseSeconds);
    await store.another().runs.take('T1', 'R1', 1, 'worker-2');
    const before = await picture(store);
    await expect(write(store, zombie)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await picture(store)).toEqual(before);
  });

  test.each(leasedWrites)(
    '%s is refused after the attempt ended, the lease was given back, or the run waits',
    async (_, write) => {
      const ends: ((lease: HeldLease) => Promise<unknown>)[] = [
        (lease) => store.runs.finish(lease, 'completed'),
        (lease) => store.runs.release(lease),
        (lease) => store.runs.wait(lease, { for: 'place', reason: 'x', until }),
      ];
      for (const [i, end] of ends.entries()) {
        const lease = await takenRun(store.runs, `R${i}`);
        await end(lease);
        await expect(write(store, lease)).rejects.toMatchObject({ code: 'lease_lost' });
      }
    },
  );

  test.each(leasedWrites)('%s is refused when the lease is of another run or invented', async (_, write) => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.create(newRun('R2'));
    for (const wrong of [{ run: 'R2' }, { run: 'none' }, { token: 2 }, { owner: 'x' }, { team: 'T2' }]) {
      await expect(write(store, { ...lease, ...wrong })).rejects.toMatchObject({ code: 'lease_lost' });
    }
  });

  test('is refused when the takeover happens in the middle of it', async () => {
    const zombie = await takenRun(store.runs, 'R1');
    store.pass(leaseSeconds);
    const other = store.another();
    const results = await Promise.allSettled([
      other.runs.take('T1', 'R1', 1, 'worker-2'),
      ...Array.from({ length: 5 }, (_, i) => store.stages.save(zombie, { ...stage, id: `late${i}` })),
    ]);
    expect(results[0]).toMatchObject({ status: 'fulfilled', value: { taken: true } });
    const late = results.slice(1).filter(({ status }) => status === 'fulfilled').length;
    expect(await store.stages.list('T1', 'R1')).toHaveLength(late);
    await expect(store.stages.save(zombie, stage)).rejects.toMatchObject({ code: 'lease_lost' });
  });
});

describe('the holder', () => {
  test('keeps the run by renewing', async () => {
    let lease = await takenRun(store.runs, 'R1');
    for (let i = 0; i < 5; i++) {
      store.pass(leaseSeconds - 10);
      lease = await store.runs.renew(lease);
      expect(await store.runs.forgotten(10)).toEqual([]);
      expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: false });
    }
    expect(lease).toMatchObject({ token: 1, team: 'T1', run: 'R1' });
    expect((await store.runs.get('T1', 'R1'))?.lease?.expiresAt).toBe(lease.expiresAt);
  });

  test('gives a run back that is to be continued', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.release(lease);
    const run = await store.runs.get('T1', 'R1');
    expect(run).toMatchObject({ status: 'queued', lastToken: 1, attempts: [{ status: 'queued' }] });
    expect(run?.lease).toBeUndefined();
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: true, lease: { token: 2 } });
  });

  test('gives a run back that waits for work done elsewhere, however far ahead that is', async () => {
    const lease = await takenRun(store.runs, 'R1');
    const dueAt = new Date(store.clock.now().getTime() + 10 * leaseSeconds * 1000);
    await store.runs.release(lease, dueAt);
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'queued', dueAt: dueAt.toISOString() });
    expect(await store.runs.forgotten(10)).toEqual([]);
    store.pass(10 * leaseSeconds - 1);
    expect(await store.runs.forgotten(10)).toEqual([]);
    store.pass(1);
    expect(await store.runs.forgotten(10)).toHaveLength(1);
    const taken = await store.runs.take('T1', 'R1', 1, 'w2');
    expect(taken).toMatchObject({ taken: true });
    expect((await store.runs.get('T1', 'R1'))?.dueAt).toBeUndefined();
  });

  test('leaves a run that somebody stopped meanwhile to the next worker, soon', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.requestCancel('T1', 'R1', 'U1');
    await store.runs.release(lease, new Date(store.clock.now().getTime() + 3_600_000));
    expect((await store.runs.get('T1', 'R1'))?.dueAt).toBeUndefined();
    store.pass(6);
    expect(await store.runs.forgotten(10)).toHaveLength(1);
  });

  test('ends it with a status, and with an error where there is one', async () => {
    const error = { code: 'no_evidence', message: 'Nothing was found.', reference: 'ref-1' };
    const ended = await store.runs.finish(await takenRun(store.runs, 'R1'), 'failed', error);
    expect(ended).toMatchObject({ status: 'failed', error, attempts: [{ status: 'failed' }] });
    expect(ended.finishedAt).toBe(ended.attempts[0]?.finishedAt);
    expect(await store.runs.get('T1', 'R1')).toEqual(ended);
    const good = await takenRun(store.runs, 'R2');
    await store.runs.patch(good, { error, warnings: ['w'], companyName: 'Acme', domain: 'acme.com' });
    expect(await store.runs.get('T1', 'R2')).toMatchObject({
      error,
      warnings: ['w'],
      companyName: 'Acme',
      domain: 'acme.com',
    });
    expect((await store.runs.finish(good, 'completed')).error).toBeUndefined();
  });

  test('spends for the run, the user and the team, many calls at once', async () => {
    const lease = await takenRun(store.runs, 'R1');
    const other = store.another();
    const usage = { calls: 1, groundedCalls: 1, searchQueries: 4, tokensIn: 100, tokensOut: 50, costUsd: 0.25 };
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? other : store).runs.spend(lease, usage)));
    const sum = { calls: 20, groundedCalls: 20, searchQueries: 80, tokensIn: 2000, tokensOut: 1000, costUsd: 5 };
    expect((await store.runs.get('T1', 'R1'))?.usage).toEqual(sum);
    const day = await store.documents.get('teams/T1/usage/2026-11-23');
    expect(day?.data).toEqual({ team: sum, users: { U1: sum } });
  });
});

describe('forgotten', () => {
  const seen = async () => (await store.runs.forgotten(10)).map(({ id }) => id).sort();

  test('tells queued runs that nobody published and runs whose worker is gone, over all teams, each once a lease', async () => {
    await store.runs.create(newRun('R1'));
    await store.runs.create(newRun('R2', { team: 'T2' }));
    await takenRun(store.runs, 'R3');
    expect(await seen()).toEqual([]);
    store.pass(6);
    expect(await store.another().runs.forgotten(10)).toHaveLength(2);
    expect(await seen()).toEqual([]);
    store.pass(leaseSeconds - 6);
    expect(await seen()).toEqual(['R3']);
    store.pass(6);
    expect(await seen()).toEqual(['R1', 'R2']);
  });

  test('is limited, the longest due first, and two reapers never tell the same', async () => {
    for (let i = 0; i < 6; i++) {
      await store.runs.create(newRun(`R${i}`));
      store.pass(1);
    }
    store.pass(6);
    expect((await store.runs.forgotten(2)).map(({ id }) => id)).toEqual(['R0', 'R1']);
    const other = store.another();
    const both = await Promise.all([store.runs.forgotten(10), other.runs.forgotten(10)]);
    expect(
      both
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['R2', 'R3', 'R4', 'R5']);
  });

  test('holds ids and times alone', async () => {
    await store.runs.create(newRun('R1', { companyName: 'Secret Corp', focus: 'secret' }));
    const { documents } = await store.documents.query({ collection: 'due', limit: 10 });
    expect(documents.map(({ path }) => path)).toEqual(['due/T1~R1']);
    expect(Object.keys(documents[0]?.data ?? {}).sort()).toEqual([
      'attempt',
      'dueAt',
      'failures',
      'id',
      'kind',
      'leaseUntil',
      'patient',
      'since',
      'team',
      'waits',
    ]);
  });

  test('a clock that was set back by ten minutes delays a dead worker’s run by two leases at most', async () => {
    await takenRun(store.runs, 'R1');
    store.pass(-600);
    expect(await seen()).toEqual(['R1']);
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: false, why: 'busy' });
    store.pass(leaseSeconds + 1);
    expect(await seen()).toEqual(['R1']);
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: true });
  });

  test('a clock that was set back takes nothing from a worker that lives', async () => {
    const lease = await takenRun(store.runs, 'R1');
    store.pass(-600);
    await store.runs.take('T1', 'R1', 1, 'w2');
    const renewed = await store.runs.renew(lease);
    expect(Date.parse(renewed.expiresAt) - store.clock.now().getTime()).toBe(leaseSeconds * 1000);
    expect(await store.runs.take('T1', 'R1', 1, 'w2')).toMatchObject({ taken: false });
  });
});

test('a first attempt that was cancelled while its last step ended is cancelled, a later one leaves the run as it was', async () => {
  const first = await takenRun(store.runs, 'Rfirst');
  await store.runs.requestCancel('T1', 'Rfirst', 'U1');
  expect(await store.runs.finish(first, 'completed')).toMatchObject({ status: 'cancelled' });
  await store.runs.finish(await takenRun(store.runs, 'Rsecond'), 'completed');
  await store.runs.again('T1', 'Rsecond', { wanted: ['play[u1]'], remake: [], by: 'U1' });
  const taken = await store.runs.take('T1', 'Rsecond', 2, 'worker-1');
  if (!taken.taken) throw new Error(taken.why);
  await store.runs.requestCancel('T1', 'Rsecond', 'U1');
  expect(await store.runs.finish(taken.lease, 'completed')).toMatchObject({ status: 'completed' });
});
