import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Evidence, noUsage } from '../../domain/evidence.ts';
import type { HeldLease } from '../../domain/ports/repositories.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
let lease: HeldLease;
beforeEach(async () => {
  store = await openTestStore();
  lease = await takenRun(store.runs, 'R1');
});
afterEach(() => store.close());

const record = (id: string, more: Partial<StageRecord> = {}): StageRecord => ({
  id,
  status: 'done',
  attempt: 1,
  fingerprint: 'f',
  output: { text: 'ä' },
  usage: noUsage(),
  models: ['gemini'],
  warnings: [],
  ...more,
});

const evidence = (answerId: string, more: Partial<Evidence> = {}): Evidence => ({
  answerId,
  stage: 'facet.news',
  parts: ['Müller said 12 %.'],
  searchQueries: ['q'],
  chunks: [{ uri: 'https://example.com', title: 'example.com' }, {}],
  supports: [{ part: 0, startIndex: 0, endIndex: 18, text: 'Müller said 12 %.', chunkIndices: [0] }],
  searchEntryPoint: '<div>search</div>',
  model: 'gemini',
  finishReason: 'STOP',
  usage: noUsage(),
  retrievedAt: '2026-11-23T09:00:00.000Z',
  dropped: {},
  ...more,
});

test('result and evidence are stored together and read as they were', async () => {
  const news = record('facet.news', { line: '12 findings', startedAt: '2026-11-23T09:00:00.000Z' });
  await store.stages.save(lease, news, [evidence('a1'), evidence('a2', { searchQueries: [] })]);
  await store.stages.save(lease, record('onePager[u1]', { output: [1, [2]] }));
  expect(await store.stages.get('T1', 'R1', 'facet.news')).toEqual(news);
  expect(await store.stages.get('T1', 'R1', 'facet.none')).toBeUndefined();
  expect((await store.stages.list('T1', 'R1')).map(({ id }) => id).sort()).toEqual(['facet.news', 'onePager[u1]']);
  expect(await store.evidence.list('T1', 'R1')).toEqual([evidence('a1'), evidence('a2', { searchQueries: [] })]);
  expect(await store.stages.list('T2', 'R1')).toEqual([]);
});

test('a stage without an output reads as one without an output', async () => {
  const error = { code: 'model_quota', message: 'later', reference: 'r' };
  await store.stages.save(lease, record('report', { status: 'failed', output: undefined, error }));
  const found = await store.stages.get('T1', 'R1', 'report');
  expect(found?.output).toBeUndefined();
  expect(found).toMatchObject({ status: 'failed', error });
});

test('saving again replaces', async () => {
  await store.stages.save(lease, record('report', { line: 'old' }));
  await store.stages.save(lease, record('report', { output: 2 }));
  expect((await store.stages.get('T1', 'R1', 'report'))?.line).toBeUndefined();
  expect(await store.stages.list('T1', 'R1')).toHaveLength(1);
});

test('more than one page of stages is listed whole', async () => {
  for (let i = 0; i < 205; i++) await store.stages.save(lease, record(`stage${i}`));
  expect(new Set((await store.stages.list('T1', 'R1')).map(({ id }) => id)).size).toBe(205);
});

test('large evidence loses its search suggestions first, never its prose', async () => {
  const prose = 'ä'.repeat(400_000);
  await store.stages.save(lease, record('facet.news'), [
    evidence('a1', { parts: [prose], searchEntryPoint: 'x'.repeat(400_000) }),
  ]);
  const [found] = await store.evidence.list('T1', 'R1');
  expect(found?.parts).toEqual([prose]);
  expect(found?.searchEntryPoint).toBeUndefined();
});

test('what is too large even so stores neither evidence nor result', async () => {
  const saving = store.stages.save(lease, record('facet.news'), [evidence('a1', { parts: ['x'.repeat(1_100_000)] })]);
  await expect(saving).rejects.toMatchObject({ code: 'limit_reached' });
  expect(await store.stages.list('T1', 'R1')).toEqual([]);
  expect(await store.evidence.list('T1', 'R1')).toEqual([]);
});

test('what does not fit the schema is refused', async () => {
  await expect(store.stages.save(lease, record('report', { attempt: 0 }))).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(store.stages.save(lease, record('../x'))).rejects.toMatchObject({ code: 'invalid_input' });
});
