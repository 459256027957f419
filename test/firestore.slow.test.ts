import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Firestore } from '@google-cloud/firestore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import type { Documents } from '../src/domain/ports/documents.ts';
import type { Files } from '../src/domain/ports/files.ts';
import { documentsContract } from '../src/storage/contract/documents-contract.ts';
import { openFirestoreDocuments } from '../src/storage/gcp/documents.ts';
import { openCloudFiles } from '../src/storage/gcp/files.ts';
import { type Emulator, missing, startEmulator } from './emulators.ts';
import { type CloudStorageServer, startCloudStorage } from './servers/cloud-storage.ts';
import { startWire } from './servers/wire.ts';

describe.skipIf(missing('firestore'))(`Firestore${missing('firestore')}`, () => {
  let emulator: Emulator;
  let storage: CloudStorageServer;
  beforeAll(async () => {
    [emulator, storage] = await Promise.all([startEmulator('firestore'), startCloudStorage()]);
    process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
  });
  afterAll(async () => {
    delete process.env.FIRESTORE_EMULATOR_HOST;
    await Promise.all([emulator?.stop(), storage?.close()]);
  });

  async function start() {
    const projectId = `p-${randomUUID()}`;
    const files = openCloudFiles({ projectId, bucket: projectId, apiEndpoint: storage.url });
    const opened: Documents[] = [];
    return {
      files,
      projectId,
      async open() {
        const documents = openFirestoreDocuments({ projectId, clock: systemClock, files });
        opened.push(documents);
        return documents;
      },
      async close() {
        await Promise.all(opened.map((documents) => documents.close()));
      },
    };
  }

  documentsContract('Firestore', start);

  describe('documents in Firestore', () => {
    let harness: Awaited<ReturnType<typeof start>>;
    let documents: Documents;
    let files: Files;
    beforeEach(async () => {
      harness = await start();
      documents = await harness.open();
      files = harness.files;
    });
    afterEach(() => harness.close());

    const run = 'teams/T1/runs/R1';
    const answers = Array.from({ length: 6 }, (_, index) => ({
      path: `${run}/evidence/a${index}`,
      data: { id: index, parts: ['x'.repeat(900_000), `${index}`], chunks: [{ uri: 'https://example.com' }] },
    }));

    test('a commit of several megabytes is written, read, watched and deleted as any other', async () => {
      const seen = Promise.withResolvers<unknown>();
      const stop = documents.watch(answers[0]?.path ?? '', (found) => found && seen.resolve(found.data));
      await documents.transaction(async (transaction) => {
        for (const { path, data } of answers) transaction.set(path, data);
      });
      expect(await seen.promise).toEqual(answers[0]?.data);
      stop();
      const other = await harness.open();
      const page = await other.query({ collection: `${run}/evidence`, limit: 10 });
      expect(page.documents.map(({ path, data }) => ({ path, data }))).toEqual(answers);
      const inFiles = await files.list(`${run}/`);
      expect(inFiles.length).toBeGreaterThan(0);
      for (const { path } of answers) await documents.delete(path);
      expect(await files.list(`${run}/`)).toEqual([]);
    });

    test('what was in a file and is written again small, is read as it was written', async () => {
      await documents.transaction(async (transaction) => {
        for (const { path, data } of answers) transaction.set(path, data);
      });
      await documents.transaction(async (transaction) => {
        for (const { path } of answers) await transaction.get(path);
        for (const { path } of answers) transaction.set(path, { small: true });
      });
      const found = await documents.getMany(answers.map(({ path }) => path));
      expect(found.map((document) => document?.data)).toEqual(answers.map(() => ({ small: true })));
    });

    test('objects that look like marks of ours, and members that are ours', async () => {
      const data = { a: { '~list': [1, [2]] }, b: { '~vector': 'x' }, c: [{ '~~list': [[1]] }], d: { e: [0.5, 1] } };
      await documents.set(run, data);
      expect((await documents.get(run))?.data).toEqual(data);
      await expect(documents.set(run, { _write: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('what expires has the moment in the type that a policy reads, and nobody reads it back', async () => {
      const raw = async () => (await firestore.doc(run).get()).get('_expireAt');
      const expireAt = '2027-01-01T00:00:00.000Z';
      const firestore = new Firestore({ projectId: harness.projectId });
      await documents.set(run, { n: 1, expireAt });
      expect((await raw())?.toDate().toISOString()).toBe(expireAt);
      expect((await documents.get(run))?.data).toEqual({ n: 1, expireAt });
      await documents.update(run, { expireAt: '2028-01-01T00:00:00.000Z' });
      await documents.update(run, { n: 2 });
      expect((await raw())?.toDate().toISOString()).toBe('2028-01-01T00:00:00.000Z');
      await documents.update(run, { expireAt: null });
      expect(await raw()).toBeNull();
      await documents.set(run, { expireAt });
      await documents.transaction(async (transaction) => {
        await transaction.get(run);
        transaction.set(run, { n: 3 });
      });
      expect(await raw()).toBeUndefined();
      await expect(documents.set(run, { _expireAt: expireAt })).rejects.toMatchObject({ code: 'invalid_input' });
      await firestore.terminate();
    });

    test('a document that a transaction only looks at is left as it is', async () => {
      await documents.set(run, { n: 1 });
      const before = await documents.get(run);
      await documents.transaction(async (transaction) => {
        await transaction.get(run);
        transaction.set(`${run}/stages/a`, { n: 2 });
      });
      expect(await documents.get(run)).toEqual(before);
      expect((await documents.get(`${run}/stages/a`))?.data).toEqual({ n: 2 });
      await expect(documents.set(run, { _check: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
    });

    test('a vector inside an object is not found once the object is gone', async () => {
      await documents.set(run, { vector: { values: [1, 0] }, n: 1 });
      await documents.update(run, { vector: null });
      const near = { collection: 'teams/T1/runs', vectorField: 'vector.values', vector: [1, 0], limit: 5 };
      expect(await documents.nearest(near)).toEqual([]);
      expect((await documents.get(run))?.data).toEqual({ vector: null, n: 1 });
    });

    test('a watcher is told what changed while its connection was broken', async () => {
      const wire = await startWire(emulator.host);
      process.env.FIRESTORE_EMULATOR_HOST = wire.host;
      const watching = await harness.open();
      process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
      const told = new EventEmitter();
      const stop = watching.watch(run, (found) => told.emit(String(found?.data.n)));
      await once(told, 'undefined');
      expect(wire.cut()).toBeGreaterThan(0);
      const changed = once(told, '1');
      await documents.set(run, { n: 1 });
      await changed;
      stop();
      await wire.close();
    });

    test('closing waits for what is under way, and after it every call is refused', async () => {
      const writing = documents.set(run, { n: 1 });
      await documents.close();
      await writing;
      await expect(documents.get(run)).rejects.toMatchObject({ code: 'storage_failed' });
      await expect(documents.set(run, {})).rejects.toMatchObject({ code: 'storage_failed' });
    });
  });
});
