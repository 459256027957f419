import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('a person’s own words', () => {
  const edit = (basedOn: number, stage = 'report', output: unknown = { text: 'mine' }) =>
    store.stages.edit('T1', 'R1', stage, { output, basedOn, by: 'U2' });

  test('are the next version; the one before stays', async () => {
    const error = { code: 'model_quota', message: 'later', reference: 'r' };
    await store.stages.save(lease, record('report', { version: 1, line: 'Short' }));
    await store.stages.save(lease, record('report', { version: 1, line: 'Short', error }));
    await store.runs.finish(lease, 'completed');
    store.pass(60);
    const edited = await edit(1);
    expect(edited).toMatchObject({ output: { text: 'mine' }, version: 2, editedBy: 'U2', line: 'Short', attempt: 1 });
    expect(edited.error).toBeUndefined();
    expect(edited.finishedAt).toBe(store.clock.now().toISOString());
    expect(await store.stages.get('T1', 'R1', 'report')).toEqual(edited);
    expect(await store.versions.list('T1', 'R1')).toMatchObject([
      { version: 1, output: { text: 'ä' } },
      { version: 2, output: { text: 'mine' }, editedBy: 'U2' },
    ]);
  });

  test('of two people who edited the same version, the first is stored and the second is told', async () => {
    await store.stages.save(lease, record('report'));
    await store.runs.finish(lease, 'completed');
    const other = store.another();
    const change = (by: string) => ({ output: { text: by }, basedOn: 1, by });
    const results = await Promise.allSettled(
      ['U1', 'U2', 'U3'].map((by, i) => (i % 2 ? other : store).stages.edit('T1', 'R1', 'report', change(by))),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }]);
    expect(await store.versions.list('T1', 'R1')).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(await store.stages.get('T1', 'R1', 'report')).toMatchObject({ version: 2 });
  });

  test('give way to an earlier version, which comes back as the next one and says so', async () => {
    await store.stages.save(lease, record('report', { version: 1, line: 'Short', models: ['m'] }));
    await store.runs.finish(lease, 'completed');
    const [kept] = await store.versions.list('T1', 'R1', 'report');
    store.pass(60);
    await edit(1);
    if (!kept) throw new Error('no version was kept');
    const change = { kept, output: kept.output, by: 'U3', line: 'Short' };
    const back = await store.stages.restore('T1', 'R1', 'report', { ...change, basedOn: 2 });
    expect(back).toMatchObject({
      version: 3,
      output: { text: 'ä' },
      restored: { version: 1, by: 'U3' },
      models: ['m'],
    });
    expect(back.editedBy).toBeUndefined();
    expect(await store.versions.list('T1', 'R1')).toMatchObject([
      { version: 1 },
      { version: 2, output: { text: 'mine' }, ownWords: ['mine'] },
      { version: 3, output: { text: 'ä' }, restored: { version: 1 } },
    ]);
    const late = store.stages.restore('T1', 'R1', 'report', { ...change, basedOn: 2 });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const again = await edit(3, 'report', { text: 'mine again' });
    expect(again).toMatchObject({ version: 4, editedBy: 'U2' });
    expect(again.restored).toBeUndefined();
  });

  test('are refused while the run is worked on, and for what was not made', async () => {
    await store.stages.save(lease, record('report'));
    await store.stages.save(lease, record('plan', { status: 'failed', output: undefined }));
    await expect(edit(1)).rejects.toMatchObject({ code: 'conflict' });
    await store.runs.finish(lease, 'completed');
    await expect(edit(1, 'plan')).rejects.toMatchObject({ code: 'not_found' });
    await expect(edit(1, 'none')).rejects.toMatchObject({ code: 'not_found' });
    await store.runs.again('T1', 'R1', { wanted: ['report'], remake: [], by: 'U1' });
    await expect(edit(1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.stages.get('T1', 'R1', 'report')).toMatchObject({ output: { text: 'ä' } });
  });
});
