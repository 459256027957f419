import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetOf, regenerate, retryMissing, staleStages } from '../src/domain/acts.ts';
import { AppError } from '../src/domain/errors.ts';
import { addUsage, noUsage } from '../src/domain/evidence.ts';
import { openScriptedRun, type ScriptedRun } from './harness/scripted-run.ts';

let bench: ScriptedRun;
beforeEach(async () => {
  bench = await openScriptedRun();
});
afterEach(() => bench.close());

const counted = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
const again = async (act: { wanted: string[]; remake: string[] } | undefined) => {
  if (!act) throw new TypeError('there is no such act');
  return bench.store.runs.again('T1', 'R1', { ...act, by: 'U1' });
};

describe('a run', () => {
  it('makes what its mode stands for, and its usage is the sum of its stages’', async () => {
    await bench.start('standard');
    await bench.worker('w1').deliver();
    const run = await bench.run();
    expect(run).toMatchObject({ status: 'completed', warnings: [] });
    expect(run.lease).toBeUndefined();
    const total = (await bench.stages()).map(({ usage }) => usage).reduce(addUsage, noUsage());
    expect(run.usage).toEqual({ ...total, costUsd: expect.closeTo(total.costUsd) });
    expect(run.usage.calls).toBe(bench.paid.length);
    expect(bench.paid.length).toBeLessThanOrEqual(40);
  });

  it('is failed, not completed, when its report failed; what was found is kept', async () => {
    await bench.start();
    await bench.worker('w1', { report: 'fail' }).deliver();
    expect(await bench.run()).toMatchObject({
      status: 'failed',
      error: { code: 'model_answer_unusable', reference: 'ref-w1' },
    });
    expect(await bench.stage('facet.news')).toMatchObject({ status: 'done' });
    expect(await bench.stage('gaps')).toMatchObject({ status: 'skipped', error: { code: 'need_failed' } });
  });

  it('is failed when nobody knows which company it is', async () => {
    await bench.start();
    await bench.worker('w1', { identity: 'fail' }).deliver();
    expect((await bench.run()).status).toBe('failed');
    expect(bench.paid).toEqual(['identity']);
  });

  it.each([
    'facet.news',
    'facet.profile',
    'signal.jobs',
    'competitors',
    'vertical',
    'gaps',
    'ideas',
    'useCases',
    'onePager[u1]',
  ])('ends as partial, without falling over, when %s alone fails', async (stage) => {
    await bench.start('standard');
    await bench.worker('w1', { [stage]: 'fail' }).deliver();
    const run = await bench.run();
    expect(run.status).toBe('partial');
    expect(run.attempts).toMatchObject([{ no: 1, status: 'partial', finishedAt: expect.any(String) }]);
    // No status moves on, and nothing blank is stored, after a failure.
    expect(await bench.stage(stage)).toMatchObject({ status: 'failed', output: null, line: expect.any(String) });
  });

  it('says while it waits for quota, and stops saying so when it goes on', async () => {
    await bench.start();
    const worker = bench.worker('w1', { 'facet.news': 'wait' });
    await worker.deliver();
    const notes = worker.events.flatMap((event) => (event.type === 'run' ? [event.note ?? ''] : []));
    expect(notes).toEqual(['Waiting 30 s for model quota', '', '']);
  });

  it('names the facet that quota never came back for, and goes on without it', async () => {
    const none = new AppError('model_quota', 'The research service has no quota left for us at the moment.');
    await bench.start();
    await bench.worker('w1', { 'facet.news': none }).deliver();
    expect((await bench.run()).status).toBe('partial');
    expect(await bench.stage('facet.news')).toMatchObject({ error: { code: 'model_quota' } });
  });
});

describe('a worker that is killed', () => {
  it('is succeeded by another, and nothing that was done is paid again', async () => {
    await bench.start();
    void bench.worker('killed', { report: 'hang' }).deliver();
    await bench.reached('report');
    await bench.stored('vertical');
    const before = [...bench.paid];

    // While its lease lasts nobody else may work on the run.
    await bench.worker('early').deliver();
    expect(bench.paid).toEqual(before);

    bench.store.pass(61);
    expect(await bench.store.runs.forgotten(10)).toMatchObject([{ id: 'R1', attempt: 1 }]);
    await bench.worker('second').deliver();
    expect(await bench.run()).toMatchObject({ status: 'completed', attempts: [{ no: 1, status: 'completed' }] });
    expect(counted(bench.paid)).toEqual(['report']);
  });

  it('has booked what it used also where it never stored a result', async () => {
    await bench.start();
    const lease = await bench.store.runs.take('T1', 'R1', 1, 'killed');
    if (!lease.taken) throw new TypeError('not taken');
    const identity = { id: 'identity', attempt: 1, fingerprint: '', output: null, models: [], warnings: [] };
    await bench.store.stages.save(lease.lease, { ...identity, status: 'running', usage: noUsage() });
    await bench.store.runs.spend(lease.lease, { ...noUsage(), calls: 1, searchQueries: 9 }, 'identity');
    bench.store.pass(61);
    await bench.worker('second').deliver();
    expect((await bench.stage('identity')).usage).toMatchObject({ calls: 2, searchQueries: 12 });
    const total = (await bench.stages()).map(({ usage }) => usage).reduce(addUsage, noUsage());
    expect((await bench.run()).usage.calls).toBe(total.calls);
  });

  it('that was only paused can change nothing when it wakes, and pays for nothing', async () => {
    await bench.start();
    const paused = bench.worker('paused', { 'facet.news': 'hang' });
    const sleeping = paused.deliver();
    await bench.reached('facet.news');
    bench.store.pass(61);
    await bench.worker('second').deliver();
    const after = { run: await bench.run(), stages: await bench.stages(), paid: bench.paid.length };
    paused.beat();
    await sleeping;
    expect({ run: await bench.run(), stages: await bench.stages(), paid: bench.paid.length }).toEqual(after);
  });

  it('that wakes before its heartbeat does asks the store before it pays', async () => {
    await bench.start();
    let wake = () => {};
    const paused = bench.worker(
      'paused',
      {},
      {
        progress: {
          open: () =>
            new Promise((resolve) => {
              wake = () => resolve({ ok: true });
            }),
          changed: () => {},
          settle: () => Promise.resolve(),
        },
      },
    );
    const sleeping = paused.deliver();
    while ((await bench.run()).lease === undefined) await setImmediate();
    bench.store.pass(61);
    await bench.worker('second').deliver();
    const paid = bench.paid.length;
    wake();
    await sleeping;
    expect(bench.paid).toHaveLength(paid);
    expect((await bench.run()).status).toBe('completed');
  });
});

describe('a delivery', () => {
  it('whose end may be shown nowhere, because the app has lost its access, is tried again later', async () => {
    await bench.start();
    let hasAccess = false;
    const progress = {
      open: async () => ({ ok: true }) as const,
      changed: () => {},
      settle: async () => {
        if (!hasAccess) throw new AppError('slack_refused', 'No access.');
      },
    };
    await bench.worker('w1', {}, { progress }).deliver();
    expect((await bench.run()).status).toBe('completed');
    bench.store.pass(9 * 60);
    expect(await bench.store.runs.forgotten(10)).toEqual([]);
    bench.store.pass(60);
    expect(await bench.store.runs.forgotten(10)).toMatchObject([{ id: 'R1' }]);
    hasAccess = true;
    await bench.worker('w2', {}, { progress }).deliver();
    bench.store.pass(3600);
    expect(await bench.store.runs.forgotten(10)).toEqual([]);
  });

  it('that comes twice, late or for an old attempt changes nothing', async () => {
    await bench.start();
    await Promise.all([bench.worker('w1').deliver(), bench.worker('w2').deliver()]);
    expect(counted(bench.paid)).toEqual([]);
    const done = await bench.run();
    await bench.worker('w3').deliver();
    expect(await bench.run()).toEqual(done);
  });

  it('that is drained gives the run back, and the next one goes on where it stopped', async () => {
    await bench.start();
    const first = bench.worker('w1', { 'facet.news': 'hang' });
    const draining = first.deliver();
    await bench.reached('facet.news');
    first.drain.abort();
    // What is under way may still end; then its time is over.
    first.beat();
    await draining;
    const given = await bench.run();
    expect(given).toMatchObject({ status: 'queued' });
    expect(given.lease).toBeUndefined();
    expect(await bench.stage('facet.news')).toMatchObject({ status: 'pending' });
    await bench.worker('w2').deliver();
    expect((await bench.run()).status).toBe('completed');
    expect(counted(bench.paid)).toEqual(['facet.news']);
  });

  it('of a run that is cancelled meanwhile pays for nothing more and keeps what is done', async () => {
    await bench.start();
    const working = bench.worker('w1', { 'facet.news': 'hang' }).deliver();
    await bench.reached('facet.news');
    await bench.reached('facet.technology');
    const paid = bench.paid.length;
    expect(await bench.store.runs.requestCancel('T1', 'R1', 'U1')).toBe(true);
    await working;
    expect(await bench.run()).toMatchObject({ status: 'cancelled', attempts: [{ status: 'cancelled' }] });
    expect(await bench.stage('identity')).toMatchObject({ status: 'done' });
    expect(bench.paid).not.toContain('report');
    expect(bench.paid.length - paid).toBeLessThanOrEqual(1);
  });
});

describe('a retry', () => {
  it('makes what failed, then the report; what was made from the old one stays and says so', async () => {
    await bench.start();
    await bench.worker('w1', { 'facet.news': 'fail' }).deliver();
    bench.store.pass(600);
    bench.paid.length = 0;
    await again(retryMissing(await bench.run(), await bench.stages()));
    await bench.worker('w2').deliver();
    const run = await bench.run();
    expect(run).toMatchObject({ status: 'completed', attempts: [{ status: 'partial' }, { status: 'completed' }] });
    expect(bench.paid).toEqual(['facet.news', 'report']);
    const stale = staleStages(await bench.stages());
    expect(stale).toEqual(expect.arrayContaining(['gaps', 'ideas', 'useCases', 'onePager[u1]']));
    expect(stale).not.toContain('vertical');
    expect((await bench.stage('report')).version).toBe(2);
  });

  it('does not lose the report when writing it again fails', async () => {
    await bench.start();
    await bench.worker('w1', { 'facet.news': 'fail' }).deliver();
    const before = await bench.stage('report');
    await again(retryMissing(await bench.run(), await bench.stages()));
    await bench.worker('w2', { report: 'fail' }).deliver();
    expect(await bench.stage('report')).toMatchObject({
      status: 'done',
      output: before.output,
      finishedAt: before.finishedAt,
      error: { code: 'model_answer_unusable' },
      warnings: [expect.stringContaining('Could not be made again')],
    });
    expect((await bench.run()).status).toBe('completed');
  });

  it('makes an asset after a model error instead of giving the blank one back', async () => {
    await bench.start();
    await bench.worker('w1', { 'onePager[u1]': 'fail' }).deliver();
    expect(await bench.stage('onePager[u1]')).toMatchObject({ status: 'failed', output: null });
    expect(await bench.versions('onePager[u1]')).toEqual([]);
    await again(retryMissing(await bench.run(), await bench.stages()));
    await bench.worker('w2').deliver();
    expect(await bench.stage('onePager[u1]')).toMatchObject({ status: 'done', version: 1, output: { version: 1 } });
    expect((await bench.run()).status).toBe('completed');
  });
});

describe('an asset', () => {
  const finished = async () => {
    await bench.start();
    await bench.worker('w1').deliver();
    bench.paid.length = 0;
  };
  const onePager = 'onePager[u1]';

  it('on click is made alone, with its document, and nothing that the run did without', async () => {
    await finished();
    await again(assetOf(await bench.stages(), 'accountPlan'));
    await bench.worker('w2').deliver();
    expect(bench.paid).toEqual(['accountPlan']);
    expect(await bench.stage('files[accountPlan]')).toMatchObject({ status: 'done' });
    expect((await bench.run()).status).toBe('completed');
  });

  it('that is made again gets the next version; every version is kept, with files of its own', async () => {
    await finished();
    for (const owner of ['w2', 'w3']) {
      await again(regenerate(await bench.stages(), onePager));
      await bench.worker(owner).deliver();
    }
    expect(await bench.stage(onePager)).toMatchObject({ version: 3, output: { version: 3 }, attempt: 3 });
    expect((await bench.versions(onePager)).map(({ version, output }) => [version, output])).toEqual([
      [1, expect.objectContaining({ version: 1 })],
      [2, expect.objectContaining({ version: 2 })],
      [3, expect.objectContaining({ version: 3 })],
    ]);
    expect(await bench.store.versions.get('T1', 'R1', onePager, 2)).toMatchObject({ attempt: 2 });
    expect(await bench.store.versions.get('T1', 'R1', onePager, 4)).toBeUndefined();
    expect([...bench.files.keys()].filter((key) => key.includes('onePager'))).toEqual([
      'teams/T1/files[onePager.u1]/v1.pdf',
      'teams/T1/files[onePager.u1]/v2.pdf',
      'teams/T1/files[onePager.u1]/v3.pdf',
    ]);
    expect(bench.paid).toEqual([onePager, onePager]);
  });

  it('stays as it is when making it again fails: status, output, version and files', async () => {
    await finished();
    const before = await bench.stage(onePager);
    await again(regenerate(await bench.stages(), onePager));
    await bench.worker('w2', { [onePager]: 'fail' }).deliver();
    const after = await bench.stage(onePager);
    expect(after).toMatchObject({
      status: 'done',
      output: before.output,
      version: 1,
      error: { code: 'model_answer_unusable', reference: 'ref-w2' },
    });
    expect(await bench.versions(onePager)).toHaveLength(1);
    expect([...bench.files.keys()]).toEqual(['teams/T1/files[onePager.u1]/v1.pdf']);
    expect(await bench.run()).toMatchObject({ status: 'completed' });
    // What it cost is counted although nothing came of it.
    expect(after.usage.calls).toBe(2);
    // And the next one is the second version, not the third.
    await again(regenerate(await bench.stages(), onePager));
    await bench.worker('w3').deliver();
    const better = await bench.stage(onePager);
    expect(better).toMatchObject({ version: 2, warnings: [] });
    expect(better.error).toBeUndefined();
  });

  it('is there while it is made again, and after a crash in the middle of that', async () => {
    await finished();
    await again(regenerate(await bench.stages(), onePager));
    void bench.worker('killed', { [onePager]: 'hang' }).deliver();
    await bench.reached(onePager);
    expect(await bench.stage(onePager)).toMatchObject({ status: 'done', version: 1, again: { attempt: 2 } });
    bench.store.pass(61);
    await bench.worker('second').deliver();
    const after = await bench.stage(onePager);
    expect(after).toMatchObject({ status: 'done', version: 2 });
    expect(after.again).toBeUndefined();
  });

  it('is kept by a cancel while it is made again, and the run is what it was', async () => {
    await finished();
    await again(regenerate(await bench.stages(), onePager));
    const working = bench.worker('w2', { [onePager]: 'hang' }).deliver();
    await bench.reached(onePager);
    await bench.store.runs.requestCancel('T1', 'R1', 'U1');
    await working;
    const after = await bench.stage(onePager);
    expect(after).toMatchObject({ status: 'done', version: 1 });
    expect(after.again).toBeUndefined();
    expect((await bench.run()).status).toBe('completed');
  });
});

describe('the budget', () => {
  const budget = (limits: { searchQueries?: number; costUsd?: number }) => ({
    budget: {
      limits: { searchQueries: 1000, tokens: 10_000_000, costUsd: 1000, ...limits },
      prices: { default: { perMillionIn: 1, perMillionOut: 1, perThousandSearches: 10 } },
      ladders: { fast: ['model-1'], strong: ['model-1'] },
    },
  });
  const core = ['identity', 'facet.profile', 'vertical', 'report', 'gaps', 'ideas', 'useCases', 'onePager[u1]'];

  it('serves the report and the first one-pager before everything else, and the run says what it cost', async () => {
    await bench.start('standard');
    await bench.worker('w1', {}, budget({ searchQueries: 14 })).deliver();
    const run = await bench.run();
    expect(run.status).toBe('partial');
    for (const stage of core) expect(await bench.stage(stage)).toMatchObject({ status: 'done' });
    expect(run.usage.searchQueries).toBeLessThanOrEqual(14);
    expect(run.warnings).toEqual([
      expect.stringMatching(/^Budget reached\. The budget of this run \(14 searches\) is used up\. Not made: .*Cloud/),
    ]);
    expect(await bench.stage('facet.cloud')).toMatchObject({
      status: 'skipped',
      output: null,
      error: { code: 'budget_reached' },
    });
    expect(bench.paid).not.toContain('facet.cloud');
  });

  it('that allows nothing is an honest failure without a call', async () => {
    await bench.start();
    await bench.worker('w1', {}, budget({ costUsd: 0.001 })).deliver();
    expect(await bench.run()).toMatchObject({ status: 'failed', error: { code: 'budget_reached' } });
    expect(bench.paid).toEqual([]);
  });

  it('counts over crashes and attempts, from the store', async () => {
    await bench.start('standard');
    void bench.worker('killed', { report: 'hang' }, budget({ searchQueries: 45 })).deliver();
    await bench.reached('report');
    const before = (await bench.run()).usage.searchQueries;
    expect(before).toBeGreaterThan(30);
    bench.store.pass(61);
    await bench.worker('second', {}, budget({ searchQueries: 45 })).deliver();
    expect((await bench.run()).usage.searchQueries).toBeLessThanOrEqual(45);

    const paid = bench.paid.length;
    await again({ wanted: ['facet.data'], remake: ['facet.data'] });
    await bench.worker('third', {}, budget({ searchQueries: before })).deliver();
    expect(bench.paid).toHaveLength(paid);
    // It was there before, so it still is.
    expect(await bench.stage('facet.data')).toMatchObject({ status: 'done', error: { code: 'budget_reached' } });
  });

  it('takes its warning back when more was allowed and nothing is missing', async () => {
    await bench.start();
    await bench.worker('w1', {}, budget({ searchQueries: 12 })).deliver();
    expect((await bench.run()).warnings).toHaveLength(1);
    const wanted = (await bench.stages()).filter(({ status }) => status === 'skipped').map(({ id }) => id);
    await again({ wanted, remake: [] });
    await bench.worker('w2').deliver();
    expect(await bench.run()).toMatchObject({ status: 'completed', warnings: [] });
  });
});
