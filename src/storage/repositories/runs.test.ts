import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wantedFor } from '../../domain/modes.ts';
import type { Run, RunStatus } from '../../domain/run.ts';
import { newRun, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

describe('create', () => {
  test('makes a queued run whose first attempt wants what its mode stands for', async () => {
    const asked = newRun('R1', { wanted: ['onePager[u2]'], domain: 'acme.com', replyUrl: 'https://hooks.example/1' });
    const { run, created } = await store.runs.create(asked);
    expect(created).toBe(true);
    expect(run).toMatchObject({ ...asked, status: 'queued', lastToken: 0, createdAt: store.clock.now().toISOString() });
    expect(run.attempts).toEqual([
      { no: 1, wanted: wantedFor('quick', ['onePager[u2]']), remake: [], status: 'queued' },
    ]);
    expect(await store.runs.get('T1', 'R1')).toEqual(run);
  });

  test('the same id again gives the run that is there, from two processes at once too', async () => {
    const other = store.another();
    const results = await Promise.all(
      Array.from({ length: 11 }, (_, i) =>
        (i % 2 ? other : store).runs.create(newRun('R1', { focus: `delivery ${i}` })),
      ),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ run }) => run.focus)).size).toBe(1);
    expect(await store.runs.recent('T1', { limit: 10 })).toHaveLength(1);
  });

  test('the same company in the same channel, with other ids at once, is one run', async () => {
    const other = store.another();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? other : store).runs.create(
          newRun(`R${i}`, { companyName: i % 3 ? 'Zürcher  Kantonalbank' : 'ZURCHER kantonalbank!' }),
        ),
      ),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ run }) => run.id)).size).toBe(1);
  });

  const company = { companyName: 'Delta', domain: 'delta.com' };
  test.each([
    ['the same name', company, { companyName: 'delta' }, false],
    ['the same domain under another name', company, { companyName: 'Delta Air Lines', domain: 'www.delta.com' }, false],
    ['the same name with a domain first given now', { companyName: 'Delta' }, company, false],
    ['the same name with another domain', company, { companyName: 'Delta', domain: 'deltafaucet.com' }, true],
    ['another name', company, { companyName: 'Maersk' }, true],
    ['another channel', company, { ...company, channel: 'C2' }, true],
    ['another team', company, { ...company, team: 'T2' }, true],
  ])('%s', async (_, first, second, created) => {
    await store.runs.create(newRun('R1', first));
    store.pass(599);
    expect((await store.runs.create(newRun('R2', second))).created).toBe(created);
  });

  test('names without letters of any kind we fold stay different', async () => {
    await store.runs.create(newRun('R1', { companyName: '株式会社' }));
    expect((await store.runs.create(newRun('R2', { companyName: '有限会社' }))).created).toBe(true);
  });

  test('a company chosen among several of one name is not the one whose domain is named now', async () => {
    const lease = await takenRun(store.runs, 'R1');
    const candidates = [{ name: 'Delta Air Lines', domain: 'delta.com' }, { name: 'Delta Dental' }];
    await store.runs.wait(lease, { for: 'identity', candidates, until: '2099-01-01T00:00:00.000Z' });
    await store.runs.choose('T1', 'R1', { name: 'Delta Air Lines', domain: 'delta.com' });
    const again = (id: string, domain?: string) =>
      store.runs.create(newRun(id, { companyName: 'Company R1', ...(domain !== undefined && { domain }) }));
    expect((await again('R2', 'delta.com')).run.id).toBe('R1');
    expect((await again('R3')).run.id).toBe('R1');
    expect((await again('R4', 'deltadental.com')).run.id).toBe('R4');
  });

  test('after ten minutes the same company is a new run', async () => {
    await store.runs.create(newRun('R1', company));
    store.pass(601);
    expect((await store.runs.create(newRun('R2', company))).created).toBe(true);
  });

  test.each([
    ['failed', true],
    ['cancelled', true],
    ['partial', false],
    ['completed', false],
  ] as const)('asked again after the first one ended %s', async (status, created) => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.finish(lease, status);
    const again = await store.runs.create(newRun('R2', { companyName: 'Company R1' }));
    expect(again.created).toBe(created);
    expect(again.run.id).toBe(created ? 'R2' : 'R1');
  });

  test('100 at once for different companies are 100 runs', async () => {
    const created = await Promise.all(Array.from({ length: 100 }, (_, i) => store.runs.create(newRun(`R${i}`))));
    expect(created.every((one) => one.created)).toBe(true);
  });

  test('what is no run is refused and leaves nothing', async () => {
    for (const wrong of [{ companyName: '' }, { companyName: 'x'.repeat(256) }, { id: '../R1' }, { team: 'T1/x/y' }]) {
      await expect(store.runs.create(newRun('R1', wrong))).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(await store.runs.recent('T1', { limit: 10 })).toEqual([]);
    store.pass(1000);
    expect(await store.runs.forgotten(10)).toEqual([]);
  });
});

test('limits of a day count per user and per team, not for duplicates, and end with the day', async () => {
  const limited = await openTestStore({ runsPerUserPerDay: 2, runsPerTeamPerDay: 3 });
  const create = (id: string, createdBy: string, team = 'T1') => limited.runs.create(newRun(id, { createdBy, team }));
  try {
    await create('R1', 'U1');
    await create('R1', 'U1');
    await create('R2', 'U1');
    await expect(create('R3', 'U1')).rejects.toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(/^You/),
    });
    await create('R4', '__proto');
    await expect(create('R5', 'U3')).rejects.toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(/workspace/),
    });
    expect((await create('R6', 'U1', 'T2')).created).toBe(true);
    expect((await create('R2', 'U1')).created).toBe(false);
    limited.pass(24 * 3600);
    expect((await create('R7', 'U1')).created).toBe(true);
  } finally {
    await limited.close();
  }
});

test('recent is newest first, of one team, and may be narrowed to a channel and a person', async () => {
  for (const [i, more] of [{}, { channel: 'C2' }, { createdBy: 'U2' }, { team: 'T2' }, {}].entries()) {
    await store.runs.create(newRun(`R${i}`, more));
    store.pass(1);
  }
  const ids = async (options: Parameters<typeof store.runs.recent>[1]) =>
    (await store.runs.recent('T1', options)).map(({ id }) => id);
  expect(await ids({ limit: 10 })).toEqual(['R4', 'R2', 'R1', 'R0']);
  expect(await ids({ limit: 2 })).toEqual(['R4', 'R2']);
  expect(await ids({ limit: 10, channel: 'C1', createdBy: 'U1' })).toEqual(['R4', 'R0']);
});

describe('waiting for a person', () => {
  const until = '2026-11-24T09:00:00.000Z';
  const candidates = [{ name: 'Delta Air Lines', domain: 'delta.com' }, { name: 'Delta Faucet' }];

  test('a choice is stored, makes the run due again, and counts once', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.wait(lease, { for: 'identity', candidates, until });
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'waiting', waiting: { for: 'identity' } });
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toEqual({ taken: false, why: 'settled' });
    store.pass(10_000);
    expect(await store.runs.forgotten(10)).toEqual([]);
    const other = store.another();
    const answers = await Promise.all(candidates.map((one, i) => (i ? other : store).runs.choose('T1', 'R1', one)));
    expect(answers.sort()).toEqual([false, true]);
    const run = await store.runs.get('T1', 'R1');
    expect(run).toMatchObject({ status: 'queued', attempts: [{ status: 'queued' }] });
    expect(candidates).toContainEqual(run?.choice);
    expect(run?.waiting).toBeUndefined();
    store.pass(6);
    expect(await store.runs.forgotten(10)).toEqual([{ team: 'T1', kind: 'run', id: 'R1', attempt: 1 }]);
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toMatchObject({ taken: true, lease: { token: 2 } });
  });

  test('no answer in time ends it, and not before', async () => {
    const lease = await takenRun(store.runs, 'R1');
    const soon = new Date(store.clock.now().getTime() + 3_600_000).toISOString();
    await store.runs.wait(lease, { for: 'identity', candidates, until: soon });
    store.pass(3000);
    expect(await store.runs.forgotten(10)).toEqual([]);
    store.pass(700);
    expect(await store.runs.forgotten(10)).toEqual([{ team: 'T1', kind: 'run', id: 'R1', attempt: 1 }]);
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toEqual({ taken: false, why: 'settled' });
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'cancelled', error: { code: 'unanswered' } });
    expect(await store.runs.choose('T1', 'R1', { name: 'X' })).toBe(false);
    store.pass(600);
    expect(await store.runs.forgotten(10)).toHaveLength(1);
    await store.runs.shown('T1', 'R1');
    store.pass(600);
    expect(await store.runs.forgotten(10)).toEqual([]);
  });

  test('another place', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.wait(lease, { for: 'place', reason: 'not_in_channel', until });
    expect(await store.runs.choose('T1', 'R1', { name: 'X' })).toBe(false);
    expect(await store.runs.place('T1', 'R1', 'D1', 'D1')).toBe(true);
    expect(await store.runs.place('T1', 'R1', 'D2', 'D2')).toBe(false);
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'queued', channel: 'D1', visibility: 'D1' });
    expect(await store.runs.place('T1', 'none', 'D1', 'D1')).toBe(false);
  });
});

describe('cancel', () => {
  test('a queued or waiting run ends at once, as does one whose worker is gone', async () => {
    await store.runs.create(newRun('queued'));
    const waiting = await takenRun(store.runs, 'waiting');
    const until = store.clock.now().toISOString();
    await store.runs.wait(waiting, { for: 'place', reason: 'x', until });
    const gone = await takenRun(store.runs, 'gone');
    store.pass(61);
    for (const id of ['queued', 'waiting', 'gone']) {
      expect(await store.runs.requestCancel('T1', id, 'U2')).toBe(true);
      const run = await store.runs.get('T1', id);
      expect(run).toMatchObject({
        status: 'cancelled',
        cancelRequested: { by: 'U2' },
        attempts: [{ status: 'cancelled' }],
      });
      expect(run?.lease).toBeUndefined();
      expect(run?.finishedAt).toBeDefined();
      expect(await store.runs.requestCancel('T1', id, 'U2')).toBe(false);
      expect(await store.runs.take('T1', id, 1, 'w')).toEqual({ taken: false, why: 'settled' });
    }
    await expect(store.runs.renew(gone)).rejects.toMatchObject({ code: 'lease_lost' });
    store.pass(1000);
    // Somebody has to show the ends, until somebody has.
    expect(await store.runs.forgotten(10)).toHaveLength(3);
    for (const id of ['queued', 'waiting', 'gone']) await store.runs.shown('T1', id);
    store.pass(1000);
    expect(await store.runs.forgotten(10)).toEqual([]);
    expect(await store.runs.requestCancel('T1', 'none', 'U2')).toBe(false);
  });

  test('whose end the app may show nobody is due again every ten minutes, for a week', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.showLater('T1', 'R1');
    await store.runs.finish(lease, 'completed');
    const looks: number[] = [];
    for (let minute = 0; minute < 8 * 24 * 60; minute += 5) {
      const due = await store.runs.forgotten(10);
      if (due.length > 0) {
        looks.push(minute);
        await store.runs.showLater('T1', 'R1');
      }
      store.pass(5 * 60);
    }
    expect(looks.slice(0, 3)).toEqual([5, 15, 25]);
    expect(looks.at(-1)).toBeGreaterThan(7 * 24 * 60 - 20);
    expect(looks.at(-1)).toBeLessThanOrEqual(7 * 24 * 60);
  });

  test('of a running run is stored for its worker, the first one counts, and the worker ends it', async () => {
    const lease = await takenRun(store.runs, 'R1');
    expect(await store.runs.requestCancel('T1', 'R1', 'U2')).toBe(true);
    expect(await store.runs.requestCancel('T1', 'R1', 'U3')).toBe(true);
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'running', cancelRequested: { by: 'U2' } });
    expect(await store.runs.finish(lease, 'cancelled')).toMatchObject({ status: 'cancelled' });
    expect(await store.runs.requestCancel('T1', 'R1', 'U2')).toBe(false);
  });

  test('that comes while the run begins to wait for a person does not leave it waiting', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await store.runs.requestCancel('T1', 'R1', 'U2');
    await store.runs.wait(lease, { for: 'place', reason: 'x', until: store.clock.now().toISOString() });
    expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'queued', cancelRequested: { by: 'U2' } });
    store.pass(6);
    expect(await store.runs.forgotten(10)).toHaveLength(1);
  });
});

test('watch tells every state of a run, also those that another process makes', async () => {
  const seen: (RunStatus | undefined)[] = [];
  let check = (_: Run | undefined) => {};
  const until = (status?: RunStatus) =>
    new Promise<void>((resolve) => {
      check = (run) => {
        if (run?.status === status) resolve();
      };
    });
  const missing = until();
  const stop = store.runs.watch('T1', 'R1', (run) => {
    seen.push(run?.status);
    check(run);
  });
  await missing;
  const other = store.another();
  const queued = until('queued');
  await other.runs.create(newRun('R1'));
  await queued;
  const running = until('running');
  await store.runs.take('T1', 'R1', 1, 'w');
  await running;
  const cancelled = until('cancelled');
  store.pass(61);
  await other.runs.requestCancel('T1', 'R1', 'U1');
  await cancelled;
  stop();
  expect(seen).toEqual([undefined, 'queued', 'running', 'cancelled']);
});

test('a stored run that does not fit the schema is an error of storage, and a watcher is not told of it', async () => {
  await store.runs.create(newRun('R1'));
  const seen: unknown[] = [];
  const told = Promise.withResolvers<void>();
  const toldAgain = Promise.withResolvers<void>();
  const stop = store.runs.watch('T1', 'R1', (run) => {
    seen.push(run?.focus);
    (seen.length === 1 ? told : toldAgain).resolve();
  });
  await told.promise;
  await store.documents.update('teams/T1/runs/R1', { status: 'nonsense' });
  await expect(store.runs.get('T1', 'R1')).rejects.toMatchObject({ code: 'storage_failed' });
  await store.documents.update('teams/T1/runs/R1', { status: 'queued', focus: 'again' });
  await toldAgain.promise;
  stop();
  expect(seen).toEqual(['', 'again']);
});

describe('again', () => {
  test('adds an attempt to a run that has ended and keeps what was made and spent', async () => {
    const lease = await takenRun(store.runs, 'R1');
    await expect(store.runs.again('T1', 'R1', { wanted: ['report'], remake: [], by: 'U1' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await store.runs.finish(lease, 'partial');
    const run = await store.runs.again('T1', 'R1', { wanted: ['report'], remake: ['report'], by: 'U1' });
    expect(run).toMatchObject({
      status: 'queued',
      attempts: [
        { no: 1, status: 'partial' },
        { no: 2, remake: ['report'], status: 'queued' },
      ],
    });
    expect(run.finishedAt).toBeUndefined();
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toEqual({ taken: false, why: 'old_attempt' });
    expect(await store.runs.take('T1', 'R1', 2, 'w')).toMatchObject({ taken: true, lease: { token: 2 } });
    await expect(store.runs.again('T1', 'none', { wanted: ['report'], remake: [], by: 'U1' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
