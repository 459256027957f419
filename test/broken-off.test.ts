import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../src/domain/errors.ts';
import type { Job } from '../src/domain/ports/queue.ts';
import type { RunJobOptions } from '../src/pipeline/run-job.ts';
import { openScriptedRun, type ScriptedRun } from './harness/scripted-run.ts';

let bench: ScriptedRun;
beforeEach(async () => {
  bench = await openScriptedRun();
});
afterEach(() => bench.close());

const isDue = async () => (await bench.store.runs.forgotten(10)).length > 0;

/** A run that breaks off before anything is made; `settled` counts how often its thread was brought up to date. */
function poison(error: unknown) {
  const shown = { settled: 0 };
  const progress: RunJobOptions['progress'] = {
    open: () => Promise.reject(error),
    changed: () => {},
    settle: () => {
      shown.settled += 1;
      return Promise.resolve();
    },
  };
  return { shown, change: { progress, jobAttempts: 3 } };
}

describe('a run that breaks off again and again', () => {
  it('is acknowledged each time, rests longer each time, and has failed in the end', async () => {
    const { shown, change } = poison(new TypeError('unexpected'));
    await bench.start();
    for (const pause of [5, 10]) {
      await bench.worker('w', {}, change).deliver();
      expect(await bench.run()).toMatchObject({ status: 'queued' });
      bench.store.pass(pause - 1);
      expect(await isDue()).toBe(false);
      bench.store.pass(2);
      expect(await isDue()).toBe(true);
    }
    await bench.worker('w', {}, change).deliver();
    expect(await bench.run()).toMatchObject({
      status: 'failed',
      error: { code: 'internal', message: expect.stringContaining('fault on our side'), reference: 'ref-w' },
    });
    expect(await bench.store.deadLetters.list(10)).toMatchObject([{ id: 'R1', reference: 'ref-w' }]);
    expect(shown.settled).toBe(3);
    expect(bench.paid).toEqual([]);
  });

  it('has failed when each of its workers disappears', async () => {
    await bench.start();
    for (const owner of ['w1', 'w2', 'w3']) {
      void bench.worker(owner, { identity: 'hang' }, { jobAttempts: 3 }).deliver();
      await expect.poll(async () => (await bench.run()).lease?.owner).toBe(owner);
      await bench.reached('identity');
      bench.store.pass(61);
    }
    const paid = bench.paid.length;
    await bench.worker('w4', {}, { jobAttempts: 3 }).deliver();
    expect((await bench.run()).status).toBe('failed');
    expect(bench.paid).toHaveLength(paid);
  });

  it('is not given up for an outage of minutes', async () => {
    const outage = new AppError('slack_unreachable', 'Slack did not take the message.', { retryable: true });
    const { change } = poison(outage);
    await bench.start();
    for (let n = 0; n < 6; n += 1) {
      await bench.worker('w', {}, change).deliver();
      bench.store.pass(301);
      expect(await isDue()).toBe(true);
    }
    await bench.worker('well').deliver();
    expect((await bench.run()).status).toBe('completed');
  });
});

describe('a time budget', () => {
  it('lets what is under way end, starts nothing more, and another delivery goes on at once', async () => {
    const published: Job[] = [];
    await bench.start();
    const change = { timeBudgetMilliseconds: 1000, publish: async (job: Job) => void published.push(job) };
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const first = bench.worker('w1', { 'facet.news': answered }, change);
    const working = first.deliver();
    await bench.reached('facet.news');
    first.beat();
    await bench.stored('facet.technology');
    answer();
    await working;
    expect(await bench.stage('facet.news')).toMatchObject({ status: 'done' });
    expect(await bench.run()).toMatchObject({ status: 'queued' });
    expect((await bench.run()).lease).toBeUndefined();
    expect(published).toEqual([{ team: 'T1', kind: 'run', id: 'R1', attempt: 1 }]);
    expect(bench.paid).not.toContain('report');
    await bench.worker('w2').deliver();
    expect((await bench.run()).status).toBe('completed');
    expect(new Set(bench.paid).size).toBe(bench.paid.length);
  });

  it('abandons what does not end in its grace', async () => {
    await bench.start();
    const first = bench.worker('w1', { 'facet.news': 'hang' }, { timeBudgetMilliseconds: 1000 });
    const working = first.deliver();
    await bench.reached('facet.news');
    first.beat();
    await setImmediate();
    first.beat();
    await working;
    expect(await bench.stage('facet.news')).toMatchObject({ status: 'pending' });
    expect(await bench.run()).toMatchObject({ status: 'queued' });
  });
});

it('a team that set a lower budget has the lower one', async () => {
  await bench.start();
  const settings = await bench.store.settings.team('T1');
  await bench.store.settings.saveTeam({ ...settings, limits: { searchQueriesPerRun: 8 } }, 'U1');
  await bench.worker('w').deliver();
  const run = await bench.run();
  expect(run.usage.searchQueries).toBeLessThanOrEqual(8);
  expect(run.warnings.join()).toContain('Budget reached');
});
