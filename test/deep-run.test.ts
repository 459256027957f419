import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brief } from '../src/bot/fixtures/maersk.ts';
import { AppError } from '../src/domain/errors.ts';
import { noUsage } from '../src/domain/evidence.ts';
import { silentLog } from '../src/domain/log.ts';
import type { Repositories } from '../src/domain/ports/repositories.ts';
import type { Run } from '../src/domain/run.ts';
import type { StageRecord } from '../src/domain/stage.ts';
import type { DeepPoll, DeepResearch, ModelClient } from '../src/pipeline/model.ts';
import { createRunJob, type RunJobOptions } from '../src/pipeline/run-job.ts';
import type { StageSpec } from '../src/pipeline/stage-spec.ts';
import { stageTable } from '../src/pipeline/stages.ts';
import { leaseSeconds, newRun, openTestStore, type TestStore } from '../src/storage/repositories/test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const answer: DeepPoll = {
  state: 'done',
  usage: { ...noUsage(), calls: 1, groundedCalls: 1, searchQueries: 80, costUsd: 2 },
  answer: {
    parts: ['Acme has 7 plants.'],
    searchQueries: ['acme'],
    chunks: [{ uri: 'https://acme.example/plants', title: 'Plants' }, { uri: 'https://b.example/' }],
    supports: [
      { part: 0, startIndex: 0, endIndex: 18, text: 'Acme has 7 plants.', chunkIndices: [0] },
      { part: 0, startIndex: 0, endIndex: 18, text: 'Acme has 7 plants.', chunkIndices: [1] },
      { part: 0, startIndex: 5, endIndex: 900, text: '', chunkIndices: [1] },
    ],
    model: 'agent',
    finishReason: 'completed',
  },
};

/** An agent that answers by script, and everything that was asked of it. */
function agent(
  polls: DeepPoll[],
  start: () => Promise<{ interaction: string }> = () => Promise.resolve({ interaction: 'i1' }),
) {
  const calls: string[] = [];
  const research: DeepResearch = {
    start: () => {
      calls.push('start');
      return start();
    },
    poll: (interaction) => {
      calls.push(`poll ${interaction}`);
      return Promise.resolve(polls.shift() ?? { state: 'pending' });
    },
    cancel: (interaction) => {
      calls.push(`cancel ${interaction}`);
      return Promise.resolve();
    },
  };
  return { calls, research };
}

const found = { answerIds: [], claims: [], sources: [] };
const company = { name: 'Acme', aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] };
const outputs: Record<string, unknown> = {
  identity: { company, found },
  report: { report: brief.report, sourceOrder: [], partial: false },
};

/** The real table, of which only the stage under test asks anybody. */
function withoutModels(made: [string, string[]][]): StageSpec[] {
  return stageTable.map((spec) =>
    spec.family === 'deep'
      ? spec
      : {
          ...spec,
          make: ({ id, inputs }) => {
            made.push([id, [...inputs.keys()]]);
            return Promise.resolve({ status: 'done', output: outputs[spec.family] ?? found });
          },
        },
  );
}

const unasked = (): never => {
  throw new TypeError('nobody asks a model here');
};
const model: ModelClient = { grounded: unasked, structured: unasked };

function worker(research: DeepResearch, change: Partial<Repositories> = {}) {
  const made: [string, string[]][] = [];
  const stop = new AbortController();
  const bench: RunJobOptions['bench'] = {
    model,
    resolveChunks: (given) => Promise.resolve(given),
    renderer: { onePager: unasked, report: unasked, accountPlan: unasked, markdown: unasked, close: unasked },
    files: { put: unasked, get: unasked, delete: unasked, deleteBelow: unasked, list: unasked },
    now: store.clock.now,
    deep: { research, pollMilliseconds: 300_000, limitMilliseconds: 3_600_000 },
  };
  const lots = { searchQueries: 100, tokens: 1e6, costUsd: 10 };
  const job = createRunJob({
    repositories: { ...store, ...change },
    table: withoutModels(made),
    bench,
    progress: { open: () => Promise.resolve({ ok: true }), changed: () => {}, settle: () => Promise.resolve() },
    models: '',
    budget: {
      limits: lots,
      prices: { default: { perMillionIn: 1, perMillionOut: 1, perThousandSearches: 1 } },
      ladders: { fast: ['m'], strong: ['m'] },
    },
    owner: 'worker',
    leaseSeconds,
    clock: {
      ...store.clock,
      sleep: (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
    },
    newId: () => 'ref',
    log: silentLog,
  });
  const deliver = (attempt = 1) =>
    job({ team: 'T1', kind: 'run', id: 'R1', attempt }, { count: 1, signal: stop.signal });
  return { made, deliver, stop };
}

const run = async (): Promise<Run | undefined> => store.runs.get('T1', 'R1');
const deep = async (): Promise<StageRecord | undefined> => store.stages.get('T1', 'R1', 'deep');
const start = () => store.runs.create(newRun('R1', { mode: 'deep' }));
const due = () => store.runs.forgotten(10);

describe('a deep run', () => {
  it('starts the agent once, goes on with everything else, rests, and finishes with its claims', async () => {
    await start();
    const { calls, research } = agent([{ state: 'pending' }, answer]);
    const first = worker(research);
    await first.deliver();
    const made = first.made.map(([id]) => id);
    expect(made).toEqual(expect.arrayContaining(['facet.news', 'signal.jobs', 'competitors', 'orgSignals']));
    expect(made).not.toEqual(expect.arrayContaining(['report']));
    expect(await run()).toMatchObject({ status: 'queued', dueAt: '2026-11-23T09:05:00.000Z' });
    expect((await run())?.lease).toBeUndefined();
    expect(await deep()).toMatchObject({ status: 'running', output: { interaction: 'i1' } });

    // Long before its time nobody is sent to look.
    store.pass(240);
    expect(await due()).toEqual([]);
    store.pass(60);
    expect(await due()).toEqual([{ team: 'T1', kind: 'run', id: 'R1', attempt: 1 }]);
    await worker(research).deliver();
    expect(await deep()).toMatchObject({ line: 'The research agent is at work, 5 minutes so far' });
    expect(calls).toEqual(['start', 'poll i1']);

    store.pass(300);
    const last = worker(research);
    await last.deliver();
    expect(calls).toEqual(['start', 'poll i1', 'poll i1']);
    expect(await run()).toMatchObject({ status: 'completed', usage: { searchQueries: 80 } });
    expect((await run())?.dueAt).toBeUndefined();
    expect(last.made.map(([id]) => id)).not.toContain('facet.news');
    expect(last.made.find(([id]) => id === 'report')?.[1]).toContain('deep');
    expect((await deep())?.output).toMatchObject({ claims: [{ id: 'deep.1', text: 'Acme has 7 plants.' }] });
    expect((await deep())?.output).toMatchObject({ claims: [{ sourceIds: [{}, {}].map(() => expect.any(String)) }] });
    expect(await store.evidence.list('T1', 'R1')).toMatchObject([{ stage: 'deep', dropped: { bad_range: 1 } }]);
  });

  it('goes on without the agent after the time limit, and stops it', async () => {
    await start();
    const { calls, research } = agent([]);
    await worker(research).deliver();
    store.pass(3599);
    await worker(research).deliver();
    expect((await deep())?.status).toBe('running');
    store.pass(1);
    await worker(research).deliver();
    expect(calls).toEqual(['start', 'poll i1', 'poll i1', 'cancel i1']);
    expect(await run()).toMatchObject({ status: 'partial' });
    expect(await deep()).toMatchObject({
      status: 'failed',
      output: null,
      error: { code: 'model_unavailable', message: 'The research agent was not done within 60 minutes.' },
    });
    expect((await store.stages.get('T1', 'R1', 'report'))?.status).toBe('done');
  });

  it.each([
    ['failed', { state: 'failed', why: 'failed' } as const, 'model_unavailable'],
    ['cannot be cited', { ...answer, answer: { ...answer.answer, supports: [] } }, 'no_evidence'],
  ])('is partial when the agent %s, and its cost counts', async (_, end, code) => {
    await start();
    const { research } = agent([end]);
    await worker(research).deliver();
    await worker(research).deliver();
    expect(await run()).toMatchObject({ status: 'partial', usage: { costUsd: end.state === 'done' ? 2 : 0 } });
    expect(await deep()).toMatchObject({ status: 'failed', output: null, error: { code } });
  });

  it('asks again later when the service refuses the question, and fails when nobody knows whether it was taken', async () => {
    await start();
    const answers = [
      () => Promise.reject(new AppError('model_quota', 'No quota.', { retryable: true })),
      () => Promise.reject(new AppError('model_unavailable', 'The line broke.')),
    ];
    const { calls, research } = agent([], () => (answers.shift() ?? unasked)());
    await worker(research).deliver();
    expect(await deep()).toMatchObject({ status: 'running', line: 'The research agent is busy; it is asked again' });
    await worker(research).deliver();
    expect(calls).toEqual(['start', 'start']);
    expect(await run()).toMatchObject({ status: 'partial' });
  });
});

describe('when a deep run is cancelled', () => {
  it('while it rests: the next worker stops the agent and ends the run', async () => {
    await start();
    const { calls, research } = agent([]);
    await worker(research).deliver();
    expect(await store.runs.requestCancel('T1', 'R1', 'U1')).toBe(true);
    // Twice is once, and there is something to do soon, also without the job of whoever cancelled.
    await store.runs.requestCancel('T1', 'R1', 'U1');
    expect((await run())?.status).toBe('queued');
    store.pass(6);
    expect(await due()).toHaveLength(1);
    const next = worker(research);
    await next.deliver();
    expect(calls).toEqual(['start', 'cancel i1']);
    expect(next.made).toEqual([]);
    expect((await run())?.status).toBe('cancelled');
    expect(await deep()).toMatchObject({ status: 'pending', output: null });
  });

  it('while a worker looks: that worker stops the agent', async () => {
    await start();
    const { calls, research } = agent([]);
    await worker(research).deliver();
    const looking = Promise.withResolvers<void>();
    const poll: DeepResearch['poll'] = (_, signal) =>
      new Promise((_resolve, reject) => {
        looking.resolve();
        signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped')), { once: true });
      });
    const working = worker({ ...research, poll }).deliver();
    await looking.promise;
    await store.runs.requestCancel('T1', 'R1', 'U1');
    await working;
    expect(calls).toEqual(['start', 'cancel i1']);
    expect((await run())?.status).toBe('cancelled');
    expect(await deep()).toMatchObject({ status: 'pending' });
  });

  it('while nobody holds it after a drain: the job that says so stops the agent', async () => {
    await start();
    const { calls, research } = agent([]);
    await worker(research).deliver();
    const draining = worker(research);
    draining.stop.abort();
    await draining.deliver();
    expect(await deep()).toMatchObject({ output: { interaction: 'i1' } });
    await store.runs.requestCancel('T1', 'R1', 'U1');
    expect((await run())?.status).toBe('cancelled');
    await worker(research).deliver();
    expect(calls).toEqual(['start', 'cancel i1']);
  });
});

describe('when a worker is lost', () => {
  it('between two looks, nothing is started twice', async () => {
    await start();
    const { calls, research } = agent([{ state: 'pending' }, answer]);
    await worker(research).deliver();
    // Killed in the middle of a look: it has taken the run and stored that the stage runs, and never comes back.
    const dead = worker({ ...research, poll: () => new Promise(() => {}) });
    void dead.deliver();
    await expect.poll(async () => (await run())?.status).toBe('running');
    store.pass(leaseSeconds + 1);
    await worker(research).deliver();
    await worker(research).deliver();
    expect(calls).toEqual(['start', 'poll i1', 'poll i1']);
    expect((await run())?.status).toBe('completed');
  });

  it('between the start and the storing of it, the agent that is known is stopped and one other started', async () => {
    await start();
    const ids = ['i1', 'i2'];
    const { calls, research } = agent([answer], () => Promise.resolve({ interaction: ids.shift() ?? '' }));
    const save: Repositories['stages']['save'] = (lease, record, evidence) =>
      record.output !== null && record.id === 'deep'
        ? Promise.reject(new AppError('lease_lost', 'Somebody else continues this work.'))
        : store.stages.save(lease, record, evidence);
    await worker(research, { stages: { ...store.stages, save } }).deliver();
    expect(calls).toEqual(['start', 'cancel i1']);
    store.pass(leaseSeconds + 1);
    await worker(research).deliver();
    await worker(research).deliver();
    expect(calls).toEqual(['start', 'cancel i1', 'start', 'poll i2']);
    expect((await run())?.status).toBe('completed');
  });
});

it('a good answer stays while the agent is asked again, and when that fails', async () => {
  await start();
  const { calls, research } = agent([answer, { state: 'failed', why: 'failed' }]);
  await worker(research).deliver();
  await worker(research).deliver();
  const good = await deep();
  await store.runs.again('T1', 'R1', { wanted: ['deep'], remake: ['deep'], by: 'U1' });
  await worker(research).deliver(2);
  expect(await deep()).toMatchObject({
    status: 'done',
    output: good?.output,
    again: { output: { interaction: 'i1' } },
  });
  expect((await run())?.status).toBe('queued');
  await worker(research).deliver(2);
  expect(calls).toEqual(['start', 'poll i1', 'start', 'poll i1']);
  expect(await deep()).toMatchObject({ status: 'done', output: good?.output });
  expect((await deep())?.again).toBeUndefined();
});
