import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedFiles } from '../src/storage/embedded/files.ts';
import { openFirestoreDocuments } from '../src/storage/gcp/documents.ts';
import { openTestStore, useDocuments } from '../src/storage/repositories/test-store.ts';
import { type Emulator, missing, startEmulator } from './emulators.ts';
import { Indexes, linesOf, recordShapes } from './harness/query-shapes.ts';

const suites = ['repositories', 'migrations'].map((name) => join(import.meta.dirname, '..', 'src', 'storage', name));
const indexes = Indexes.parse(
  JSON.parse(readFileSync(new URL('../src/storage/gcp/indexes.json', import.meta.url), 'utf8')),
);

/** Some of the members, in every way. */
function subsets<const T extends object>(all: T): { -readonly [K in keyof T]?: T[K] }[] {
  const members = Object.entries(all);
  return Array.from({ length: 2 ** members.length }, (_, chosen) =>
    Object.assign(
      {},
      ...members.filter((_, index) => chosen & (2 ** index)).map(([name, value]) => ({ [name]: value })),
    ),
  );
}

/** The suites of the repositories as they are, on Firestore; where it is missing on SQLite, for the list of queries. */
describe(`repositories on ${missing('firestore') ? 'SQLite' : 'Firestore'}${missing('firestore')}`, async () => {
  const noted = { lines: new Set<string>(), within: new Set<string>() };
  let emulator: Emulator | undefined;
  const listeners = process.listeners('unhandledRejection');

  beforeAll(async () => {
    // Some suites begin several calls that are refused and await one after the other: here the second answer may come
    // before anybody awaits it.
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});
    if (!missing('firestore')) emulator = await startEmulator('firestore');
    if (emulator) process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
    useDocuments((embedded) => (world) => {
      const projectId = `p-${createHash('sha256').update(world.folder).digest('hex').slice(0, 20)}`;
      // Waiting between tries is real: the clock of the test does not move by itself.
      const clock = {
        ...world.clock,
        sleep: (milliseconds: number) => new Promise<void>((go) => setTimeout(go, milliseconds)),
      };
      const files = openEmbeddedFiles({ folder: join(world.folder, 'overflow'), clock });
      return recordShapes(emulator ? openFirestoreDocuments({ projectId, clock, files }) : embedded(world), noted);
    });
  });
  afterAll(async () => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
    delete process.env.FIRESTORE_EMULATOR_HOST;
    await emulator?.stop();
  });

  for (const folder of suites) {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.test.ts'))) {
      await import(/* @vite-ignore */ join(folder, name));
    }
  }

  test('optional filters of lists, in every combination', async () => {
    const store = await openTestStore();
    const page = { viewer: ['team'], limit: 1 };
    for (const some of subsets({ channel: 'C1', createdBy: 'U1' }))
      await store.runs.recent('T1', { ...some, limit: 1 });
    for (const some of subsets({ createdBy: 'U1', project: 'P1', mode: 'quick', statuses: ['failed'] })) {
      await store.runs.list('T1', { ...page, ...some });
    }
    for (const some of subsets({ owner: 'U1', vertical: 'finance', status: 'active' })) {
      await store.projects.list('T1', { ...page, ...some });
    }
    await store.close();
  });

  test('every query finds its index in indexes.json, every document that expires its policy; none is there for nothing', () => {
    expect(linesOf(indexes)).toEqual([...noted.lines].sort());
  });

  test('only the deletion of a run queries within a transaction, which locks what it finds', () => {
    expect([...noted.within]).toEqual(['runs']);
  });
});
