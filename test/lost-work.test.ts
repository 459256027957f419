import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../src/domain/log.ts';
import type { Job } from '../src/domain/ports/queue.ts';
import { endedRun, newRun, openTestStore, type TestStore } from '../src/storage/repositories/test-store.ts';
import { createDigestSchedule } from '../src/worker/digest-schedule.ts';
import { createJobHandler, type JobHandlerOptions } from '../src/worker/jobs.ts';
import { createReplay } from '../src/worker/replay.ts';
import { createRetention } from '../src/worker/retention.ts';

let store: TestStore;
let published: Job[];
const queue = { publish: async (job: Job) => void published.push(job) };
beforeEach(async () => {
  store = await openTestStore();
  published = [];
});
afterEach(() => store.close());

const job: Job = { team: 'T1', kind: 'run', id: 'R1', attempt: 1 };
const never = new AbortController().signal;
const error = { code: 'internal', message: 'It broke.', reference: 'r' };
const day = 24 * 60 * 60;

const handler = (more: Partial<JobHandlerOptions>) =>
  createJobHandler({
    run: async () => {},
    task: async () => {},
    deadLetters: store.deadLetters,
    attempts: 2,
    publishDue: async () => {},
    newId: () => 'ref',
    log: silentLog,
    ...more,
  });

describe('a job that cannot be begun', () => {
  const run = async (): Promise<void> => {
    const stored = await store.runs.get('T1', 'R1');
    if (!stored) throw new TypeError('unexpected');
  };
  const spoil = () => store.documents.set('teams/T1/runs/R1', { id: 'R1' });

  it('is acknowledged, tried again after a pause, given up, and brought back when it can be read', async () => {
    await store.runs.create(newRun('R1'));
    const whole = await store.documents.get('teams/T1/runs/R1');
    await spoil();
    const handle = handler({ run });
    await handle(job, { count: 1, signal: never });
    expect(await store.runs.forgotten(10)).toEqual([]);
    store.pass(6);
    expect(await store.runs.forgotten(10)).toEqual([job]);
    await handle(job, { count: 1, signal: never });
    expect(await store.deadLetters.list(10)).toMatchObject([{ id: 'R1', code: 'storage_failed', reference: 'ref' }]);
    store.pass(1000);
    expect(await store.runs.forgotten(10)).toEqual([]);

    await store.documents.set('teams/T1/runs/R1', whole?.data ?? {});
    expect(await createReplay({ repositories: store, queue })('T1~R1')).toBe('begun');
    expect(published).toEqual([job]);
    expect(await store.runs.take('T1', 'R1', 1, 'w')).toMatchObject({ taken: true });
  });

  it('goes back to the queue where nothing is due, and where its process drains', async () => {
    const broken = handler({ run: () => Promise.reject(new TypeError('unexpected')) });
    await expect(broken(job, { count: 1, signal: never })).rejects.toThrow('unexpected');
    await store.runs.create(newRun('R1'));
    await expect(broken(job, { count: 1, signal: AbortSignal.abort() })).rejects.toThrow('unexpected');
    expect(await store.deadLetters.list(10)).toEqual([]);
  });

  it('lets whatever else is due be published, as every other job does', async () => {
    let looks = 0;
    await store.runs.create(newRun('R1'));
    const publishDue = async () => {
      looks += 1;
    };
    await handler({ publishDue, run: () => Promise.reject(new TypeError('x')) })(job, { count: 1, signal: never });
    await handler({ publishDue })(job, { count: 1, signal: never });
    expect(looks).toBe(2);
  });
});

describe('replay', () => {
  const replay = () => createReplay({ repositories: store, queue });

  it('gives a failed run another attempt at the same, and leaves a trace', async () => {
    await store.runs.create(newRun('R1'));
    const taken = await store.runs.take('T1', 'R1', 1, 'w');
    if (!taken.taken) throw new Error('not taken');
    await store.runs.interrupt(taken.lease, error, 1);
    expect(await replay()('T1~R1')).toBe('begun');
    expect(published).toEqual([{ ...job, attempt: 2 }]);
    const run = await store.runs.get('T1', 'R1');
    expect(run).toMatchObject({ status: 'queued', attempts: [{ no: 1 }, { no: 2, by: 'operator' }] });
    expect(run?.attempts[1]?.wanted).toEqual(run?.attempts[0]?.wanted);
    const { events } = await store.audit.list('T1', { viewer: ['team'], limit: 10 });
    expect(events).toMatchObject([{ act: 'job.replay', by: 'operator', on: 'R1' }]);
    await expect(replay()('T1~R1')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does a task again', async () => {
    const asked = { id: 'S1', team: 'T1', createdBy: 'U1', visibility: 'team', viewer: ['team'] };
    await store.tasks.create({ ...asked, kind: 'search', text: 'banks', place: { channel: 'C1' } });
    const taken = await store.tasks.take('T1', 'S1', 'w');
    if (!taken) throw new Error('not taken');
    await store.tasks.giveUp(taken.held, error);
    expect(await replay()('T1~S1')).toBe('begun');
    expect(published).toEqual([{ team: 'T1', kind: 'search', id: 'S1', attempt: 1 }]);
  });
});

describe('retention', () => {
  const sweep = (retentionDays?: number) =>
    createRetention({
      repositories: store,
      clock: store.clock,
      ...(retentionDays !== undefined && { retentionDays }),
      uninstalledDays: 30,
      log: silentLog,
    })(never);

  it('deletes what ended before the shorter of the times, with a trace, and keeps the rest', async () => {
    for (let n = 0; n < 25; n += 1) await endedRun(store.runs, `Old${n}`);
    await endedRun(store.runs, 'Other', { team: 'T2' });
    await store.runs.create(newRun('AtWork'));
    const settings = await store.settings.team('T1');
    await store.settings.saveTeam({ ...settings, retentionDays: 10 }, 'U1');
    store.pass(11 * day);
    await endedRun(store.runs, 'New');
    expect(await sweep(30)).toMatchObject({ runs: 25 });
    const left = (await store.everything()).map(({ path }) => path);
    expect(left.filter((path) => path.includes('Old'))).toEqual([]);
    const kept = ['teams/T1/runs/New', 'teams/T1/runs/AtWork', 'teams/T2/runs/Other'];
    expect(left).toEqual(expect.arrayContaining(kept));
    const { events } = await store.audit.list('T1', { viewer: ['team'], limit: 100 });
    const traces = events.filter(({ act }) => act === 'run.delete');
    expect(traces).toHaveLength(25);
    expect(traces[0]).toMatchObject({ by: 'system', from: 'system' });
  });

  it('keeps everything where nobody set a time', async () => {
    await endedRun(store.runs, 'R1');
    store.pass(5000 * day);
    expect(await sweep()).toEqual({ runs: 0, tasks: 0, teams: 0 });
  });

  it('deletes everything of a team that removed the app, after a time', async () => {
    await endedRun(store.runs, 'R1');
    await endedRun(store.runs, 'R2', { team: 'T2' });
    const removedAt = store.clock.now().toISOString();
    await store.documents.set('teams/T1/installation/removal', { removedAt, why: 'app_uninstalled' });
    store.pass(29 * day);
    expect(await sweep()).toMatchObject({ teams: 0 });
    store.pass(2 * day);
    expect(await sweep()).toMatchObject({ teams: 1 });
    expect(await store.runs.teams()).toEqual(['T2']);
    expect((await store.everything()).filter(({ path }) => path.startsWith('teams/T1/'))).toEqual([]);
  });
});

it('a digest is begun once a person and week, by however many processes', async () => {
  await endedRun(store.runs, 'R1');
  for (const [user, digest] of [
    ['U1', true],
    ['U2', false],
  ] as const) {
    await store.people.save({ team: 'T1', user, digest, timeZone: 'UTC' });
  }
  const begin = [store, store.another()].map((repositories) =>
    createDigestSchedule({ repositories, queue, clock: store.clock, log: silentLog }),
  );
  const both = async () => {
    let begun = 0;
    for (const one of await Promise.all(begin.map((look) => look()))) begun += one;
    return begun;
  };
  expect(await both()).toBe(0);
  store.pass(7 * day);
  expect(await both()).toBe(1);
  expect(await both()).toBe(0);
  expect(published).toEqual([{ team: 'T1', kind: 'digest', id: 'digest-U1-2026-11-30', attempt: 1 }]);
  expect(await store.tasks.get('T1', 'digest-U1-2026-11-30')).toMatchObject({
    ...{ kind: 'digest', user: 'U1', viewer: ['team'], place: { channel: 'U1' }, since: '2026-11-23T08:00:00.000Z' },
  });
  expect(await store.people.get('T1', 'U1')).toMatchObject({ lastDigestAt: store.clock.now().toISOString() });
});
