import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Documents } from '../../domain/ports/documents.ts';
import { queryContract } from './documents-query-contract.ts';
import { transactionContract } from './documents-transaction-contract.ts';
import { watchContract } from './documents-watch-contract.ts';

/** What an implementation supplies: the same empty data for every handle that a test opens. */
export interface DocumentsHarness {
  /** A handle of its own, as another process would have it. Closed by the test or by `close`. */
  open(): Promise<Documents>;
  close(): Promise<void>;
}

/** The promises of the port `Documents`, run against any implementation. */
export function documentsContract(name: string, start: () => Promise<DocumentsHarness>): void {
  describe(`documents: ${name}`, () => {
    let harness: DocumentsHarness;
    let documents: Documents;
    const handle = { first: () => documents, another: () => harness.open() };

    beforeEach(async () => {
      harness = await start();
      documents = await harness.open();
    });
    afterEach(() => harness.close());

    describe('one document', () => oneDocument(handle));
    describe('what is refused', () => refusals(handle));
    describe('query', () => queryContract(handle));
    describe('transaction', () => transactionContract(handle));
    describe('watch', () => watchContract(handle));
  });
}

export interface Handles {
  first(): Documents;
  another(): Promise<Documents>;
}

function oneDocument({ first, another }: Handles): void {
  test('is read as it was written, by every handle', async () => {
    const data = {
      text: 'Zürich 東京 🚀 \u0000 "quoted" \\ \n',
      whole: 42,
      fraction: -0.1,
      huge: 1e300,
      yes: true,
      nothing: null,
      list: [1, 'two', null, [3, ['four']], { five: 5 }],
      inner: { 'ключ.with.dots': { deep: [] }, empty: {} },
    };
    await first().set('teams/T1/runs/R1', data);
    const other = await another();
    expect((await other.get('teams/T1/runs/R1'))?.data).toEqual(data);
    expect((await other.get('teams/T1/runs/R1'))?.path).toBe('teams/T1/runs/R1');
    expect(await first().get('teams/T1/runs/R2')).toBeUndefined();
  });

  test('has a path with brackets, dots, spaces and any script', async () => {
    const paths = ['teams/T1/runs/R1/stages/files[onePager.u1]', 'teams/T1/notes/ä b%2F..c', 'due/T1~R1', 'teams/T1'];
    for (const path of paths) await first().set(path, { path });
    const found = await first().getMany([...paths, 'teams/T1/runs/none', ...paths]);
    expect(found.map((document) => document?.data.path)).toEqual([...paths, undefined, ...paths]);
  });

  test('leaves out members that are undefined and replaces half surrogate pairs', async () => {
    await first().set('teams/T1/runs/R1', JSON.parse('{"a":"x\\ud800y"}'));
    const loose: Record<string, unknown> = { kept: 1, dropped: undefined, inner: { dropped: undefined } };
    await first().set('teams/T1/runs/R2', loose as { kept: number });
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ a: 'x\uFFFDy' });
    expect(Object.keys((await first().get('teams/T1/runs/R2'))?.data ?? {})).toEqual(['kept', 'inner']);
  });

  test('create makes it once', async () => {
    await first().create('teams/T1/runs/R1', { by: 'first' });
    await expect(first().create('teams/T1/runs/R1', { by: 'second' })).rejects.toMatchObject({
      code: 'already_exists',
    });
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ by: 'first' });
  });

  test('set replaces all of it, update merges top-level members', async () => {
    await first().set('teams/T1/runs/R1', { a: 1, b: { c: 1, d: 2 } });
    await first().update('teams/T1/runs/R1', { b: { c: 2 }, e: null });
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ a: 1, b: { c: 2 }, e: null });
    await first().set('teams/T1/runs/R1', { f: 1 });
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ f: 1 });
  });

  test('update needs the document', async () => {
    await expect(first().update('teams/T1/runs/R1', { a: 1 })).rejects.toMatchObject({ code: 'not_found' });
    expect(await first().get('teams/T1/runs/R1')).toBeUndefined();
  });

  test('update with a precondition is refused once the document was written again', async () => {
    await first().set('teams/T1/runs/R1', { a: 1 });
    const seen = await first().get('teams/T1/runs/R1');
    const precondition = { version: seen?.version ?? '' };
    await first().update('teams/T1/runs/R1', { a: 2 }, precondition);
    await expect(first().update('teams/T1/runs/R1', { a: 3 }, precondition)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ a: 2 });
  });

  test('a version never comes back, not even after deletion', async () => {
    const versions = new Set<string | undefined>();
    for (let round = 0; round < 3; round++) {
      await first().set('teams/T1/runs/R1', { same: true });
      versions.add((await first().get('teams/T1/runs/R1'))?.version);
      await first().set('teams/T1/runs/R1', { same: true });
      versions.add((await first().get('teams/T1/runs/R1'))?.version);
      await first().delete('teams/T1/runs/R1');
    }
    expect(versions.size).toBe(6);
  });

  test('delete leaves sub-collections, and may find nothing', async () => {
    await first().set('teams/T1/runs/R1', {});
    await first().set('teams/T1/runs/R1/stages/report', { kept: true });
    await first().delete('teams/T1/runs/R1');
    await first().delete('teams/T1/runs/R1');
    expect(await first().get('teams/T1/runs/R1')).toBeUndefined();
    expect((await first().get('teams/T1/runs/R1/stages/report'))?.data).toEqual({ kept: true });
  });

  test('what a caller does to the data afterwards changes nothing', async () => {
    const data = { list: [1] };
    await first().set('teams/T1/runs/R1', data);
    data.list.push(2);
    const read = await first().get('teams/T1/runs/R1');
    if (read) read.data.list = [];
    expect((await first().get('teams/T1/runs/R1'))?.data).toEqual({ list: [1] });
  });

  test('increment counts from two handles at once, along dotted paths, and makes what is missing', async () => {
    const other = await another();
    const add = (documents: Documents) =>
      documents.increment('teams/T1/usage/2026-11-23', { calls: 1, 'users.U1.calls': 2, cost: 0.5 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(i % 2 === 0 ? first() : other)));
    expect((await first().get('teams/T1/usage/2026-11-23'))?.data).toEqual({
      calls: 20,
      users: { U1: { calls: 40 } },
      cost: 10,
    });
    await other.increment('teams/T1/usage/2026-11-23', { calls: -5 });
    expect((await first().get('teams/T1/usage/2026-11-23'))?.data).toMatchObject({ calls: 15, cost: 10 });
  });
}

function refusals({ first }: Handles): void {
  const badPaths = [
    '',
    'teams',
    'teams/T1/runs',
    'runs/R1',
    '/teams/T1/runs/R1',
    'teams/T1/runs/',
    'teams//runs/R1',
    'teams/T1/runs/..',
    'teams/./runs/R1',
    'teams/T1/runs/__proto__',
    'teams/T1/runs/a\u0000b',
    `teams/T1/runs/${'x'.repeat(1501)}`,
    'due/a/b/c',
    'other/T1',
  ];

  test.each(badPaths)('the path %j', async (path) => {
    await expect(first().get(path)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(first().set(path, {})).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(first().increment(path, { a: 1 })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test.each(['teams', 'teams/T1', 'teams/T1/runs/R1', 'due/a/b', 'runs', '', 'teams/../runs', 'teams//runs'])(
    'the collection %j',
    async (collection) => {
      await expect(first().query({ collection, limit: 10 })).rejects.toMatchObject({ code: 'invalid_input' });
      const nearest = first().nearest({ collection, vectorField: 'v', vector: [1], limit: 1 });
      await expect(nearest).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );

  test('a document over 1 MiB, also one that only grew over it; the old one stays', async () => {
    const half = 'ä'.repeat(300_000);
    await first().set('teams/T1/runs/R1', { half });
    await expect(first().set('teams/T1/runs/R1', { a: half, b: half })).rejects.toMatchObject({
      code: 'limit_reached',
    });
    await expect(first().update('teams/T1/runs/R1', { b: half })).rejects.toMatchObject({ code: 'limit_reached' });
    expect(Object.keys((await first().get('teams/T1/runs/R1'))?.data ?? {})).toEqual(['half']);
  });

  test('what is not JSON, reserved names, and nesting without end', async () => {
    const cases: unknown[] = [
      { n: Number.NaN },
      { n: Number.POSITIVE_INFINITY },
      { f: () => 1 },
      { d: new Date(0) },
      { m: new Map() },
      { b: 1n },
      JSON.parse('{"__proto__": {"polluted": true}}'),
      JSON.parse(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`),
    ];
    for (const data of cases) {
      await expect(first().set('teams/T1/runs/R1', data as object & { n: number })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
    await expect(first().increment('teams/T1/runs/R1', { '__proto__.x': 1 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await first().get('teams/T1/runs/R1')).toBeUndefined();
  });
}
