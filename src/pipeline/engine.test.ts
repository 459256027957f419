import { describe, expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { noUsage } from '../domain/evidence.ts';
import type { StageRecord, StageStatus } from '../domain/stage.ts';
import { type EngineOptions, runEngine } from './engine.ts';
import type { StageSpec } from './stage-spec.ts';

const spec = (family: string, more: Partial<StageSpec> = {}): StageSpec => ({
  family,
  needs: () => [],
  calls: { grounded: 0, structured: 0 },
  version: 1,
  make: () => Promise.reject(new Error('the engine is given its own make')),
  ...more,
});

const record = (id: string, status: StageStatus, attempt = 1): StageRecord => ({
  id,
  status,
  attempt,
  fingerprint: '',
  output: id,
  usage: noUsage(),
  models: [],
  warnings: [],
});

const table: StageSpec[] = [
  spec('identity'),
  spec('profile', { needs: () => ['identity'] }),
  spec('news', { needs: () => ['identity'] }),
  spec('vertical', { needs: () => ['profile'] }),
  spec('report', { needs: () => ['identity'], needsAny: ['profile', 'news'], uses: () => ['vertical'] }),
  spec('page', { needs: () => ['report'] }),
];

function engine(more: Partial<EngineOptions> = {}, results: Record<string, StageStatus> = {}) {
  const made: string[] = [];
  const seen = new Map<string, string[]>();
  const saved: StageRecord[] = [];
  const options: EngineOptions = {
    table,
    wanted: ['page'],
    attempt: 1,
    remake: [],
    stored: [],
    make: (_spec, id, inputs) => {
      made.push(id);
      seen.set(id, [...inputs.keys()]);
      return Promise.resolve(record(id, results[id] ?? 'done', more.attempt ?? 1));
    },
    save: (skipped) => {
      saved.push(skipped);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
    ...more,
  };
  return { made, seen, saved, run: () => runEngine(options) };
}

describe('runEngine', () => {
  it('makes what is wanted and what that needs, each once, and nothing else', async () => {
    const { made, run } = engine({ wanted: ['page', 'profile', 'news'] });
    await run();
    expect([...made].sort()).toEqual(['identity', 'news', 'page', 'profile', 'report']);
    expect(made[0]).toBe('identity');
    expect(made.at(-1)).toBe('page');
  });

  it('hands a stage its finished inputs; what it only uses is awaited when wanted anyway', async () => {
    const { seen, run } = engine({ wanted: ['page', 'profile', 'vertical'] }, { vertical: 'failed' });
    await run();
    expect(seen.get('report')).toEqual(['identity', 'profile']);
  });

  it('gives a stage what an earlier attempt stored, also when it is not wanted now', async () => {
    const { made, seen, run } = engine({
      stored: [record('identity', 'done'), record('profile', 'done'), record('vertical', 'done')],
      attempt: 2,
      wanted: ['profile', 'report'],
    });
    await run();
    expect(made).toEqual(['report']);
    expect(seen.get('report')).toEqual(['identity', 'profile', 'vertical']);
  });

  it('reads stored results instead of making them again, failures of the same attempt included', async () => {
    const { made, run } = engine({
      wanted: ['page', 'profile', 'news'],
      stored: [record('identity', 'done'), record('profile', 'failed'), record('news', 'done')],
    });
    const records = await run();
    expect(made).toEqual(['report', 'page']);
    expect(records.get('profile')?.status).toBe('failed');
  });

  it('makes failures of an earlier attempt again, and what it is told to make again', async () => {
    const stored = [
      record('identity', 'done'),
      record('profile', 'failed'),
      record('news', 'done'),
      record('report', 'done'),
    ];
    const { made, run } = engine({ wanted: ['profile', 'news', 'report'], attempt: 2, stored, remake: ['report'] });
    await run();
    expect(made).toEqual(['profile', 'report']);
  });

  it('makes an asset of a finished run and nothing that the run did without', async () => {
    const stored = [record('identity', 'done'), record('news', 'done'), record('report', 'done')];
    const { made, run } = engine({ wanted: ['page'], attempt: 2, stored });
    await run();
    expect(made).toEqual(['page']);
  });

  it('writes the report again from the sources of every attempt', async () => {
    const stored = [
      record('identity', 'done'),
      record('profile', 'done'),
      record('news', 'failed'),
      record('report', 'done'),
      record('page', 'done'),
    ];
    const { made, seen, run } = engine({ wanted: ['news', 'report'], remake: ['report'], attempt: 2, stored });
    await run();
    expect(made).toEqual(['news', 'report']);
    expect(seen.get('report')).toEqual(['identity', 'profile', 'news']);
  });

  it('keeps what is there when making it again is stopped', async () => {
    const stored = [record('identity', 'done'), record('profile', 'done'), record('report', 'done')];
    const { made, run } = engine({
      wanted: ['report'],
      remake: ['report'],
      attempt: 2,
      stored,
      signal: AbortSignal.abort(),
    });
    expect((await run()).get('report')).toMatchObject({ status: 'done', attempt: 1 });
    expect(made).toEqual([]);
  });

  it('goes on without one of several sources, and skips what cannot be made', async () => {
    const one = engine({ wanted: ['page', 'profile', 'news'] }, { profile: 'failed' });
    expect((await one.run()).get('page')?.status).toBe('done');

    const none = engine({ wanted: ['page', 'profile', 'news'] }, { profile: 'failed', news: 'failed' });
    const records = await none.run();
    expect(records.get('report')).toMatchObject({ status: 'skipped', error: { code: 'need_failed' } });
    expect(none.saved.map((skipped) => skipped.id)).toEqual(['report', 'page']);
  });

  it('stops before everything that depends on a question to a person', async () => {
    const { made, saved, run } = engine({}, { identity: 'waiting' });
    const records = await run();
    expect(made).toEqual(['identity']);
    expect(saved).toEqual([]);
    expect(records.get('page')?.status).toBe('pending');
  });

  it('asks again after a question was answered', async () => {
    const { made, run } = engine({ stored: [record('identity', 'waiting')] });
    await run();
    expect(made[0]).toBe('identity');
  });

  it('starts nothing once it is stopped', async () => {
    const stop = new AbortController();
    const made: string[] = [];
    const records = await engine({
      signal: stop.signal,
      make: (_spec, id) => {
        made.push(id);
        stop.abort();
        return Promise.resolve(record(id, 'done'));
      },
    }).run();
    expect(made).toEqual(['identity']);
    expect(records.get('report')?.status).toBe('pending');
  });

  it('ends with the error of a refused write, after everything under way has ended', async () => {
    let newsEnded = false;
    const { run } = engine({
      wanted: ['profile', 'news'],
      make: async (_spec, id) => {
        if (id === 'profile') throw new AppError('lease_lost', 'Another worker took over.');
        await new Promise((resolve) => setImmediate(resolve));
        if (id === 'news') newsEnded = true;
        return record(id, 'done');
      },
    });
    await expect(run()).rejects.toMatchObject({ code: 'lease_lost' });
    expect(newsEnded).toBe(true);
  });

  it('does not know a stage that is not in the table', async () => {
    await expect(engine({ wanted: ['nonsense'] }).run()).rejects.toThrow('no such stage');
  });
});
