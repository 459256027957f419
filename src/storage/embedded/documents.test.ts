import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Documents } from '../../domain/ports/documents.ts';
import { documentsContract } from '../contract/documents-contract.ts';
import { createTestClock } from '../contract/test-clock.ts';
import { openEmbeddedDocuments } from './documents.ts';

async function startEmbedded() {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  const file = join(folder, 'documents.sqlite');
  const { clock } = createTestClock();
  const opened: Documents[] = [];
  return {
    file,
    async open() {
      const documents = openEmbeddedDocuments({ file, clock, pollMilliseconds: 5, lockAttempts: 3 });
      opened.push(documents);
      return documents;
    },
    async close() {
      await Promise.all(opened.map((documents) => documents.close()));
      await rm(folder, { recursive: true });
    },
  };
}

documentsContract('embedded', startEmbedded);

describe('documents in SQLite', () => {
  let harness: Awaited<ReturnType<typeof startEmbedded>>;
  beforeEach(async () => {
    harness = await startEmbedded();
  });
  afterEach(() => harness.close());

  test('are there again after the file was closed and opened', async () => {
    const before = await harness.open();
    await before.set('teams/T1/memory/m', { v: [1, 0], text: 'ä' });
    const version = (await before.get('teams/T1/memory/m'))?.version;
    await before.close();
    const after = await harness.open();
    expect(await after.get('teams/T1/memory/m')).toEqual({
      path: 'teams/T1/memory/m',
      version,
      data: { v: [1, 0], text: 'ä' },
    });
    expect(
      await after.nearest({ collection: 'teams/T1/memory', vectorField: 'v', vector: [1, 0], limit: 1 }),
    ).toHaveLength(1);
  });

  test('a lock that is held too long is a retryable storage_failed, and nothing is written later', async () => {
    const documents = await harness.open();
    await documents.set('teams/T1/runs/R1', { n: 1 });
    const other = new DatabaseSync(harness.file);
    other.exec('BEGIN IMMEDIATE');
    const refused = { code: 'storage_failed', retryable: true };
    await expect(documents.set('teams/T1/runs/R1', { n: 2 })).rejects.toMatchObject(refused);
    expect((await documents.get('teams/T1/runs/R1'))?.data).toEqual({ n: 1 });
    other.exec('ROLLBACK');
    other.close();
    expect((await documents.get('teams/T1/runs/R1'))?.data).toEqual({ n: 1 });
    await documents.set('teams/T1/runs/R1', { n: 3 });
  });

  test('a lock that is let go in time only delays', async () => {
    const documents = await harness.open();
    const other = new DatabaseSync(harness.file);
    other.exec('BEGIN IMMEDIATE');
    const writing = documents.set('teams/T1/runs/R1', { n: 1 });
    other.exec('COMMIT');
    other.close();
    await writing;
    expect((await documents.get('teams/T1/runs/R1'))?.data).toEqual({ n: 1 });
  });

  test('a file of a newer version, and one that is no database, are refused', async () => {
    const newer = new DatabaseSync(harness.file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    await expect(harness.open()).rejects.toMatchObject({ code: 'storage_failed', details: { found: 99 } });
    const folder = { file: join(harness.file, '..'), clock: createTestClock().clock };
    expect(() => openEmbeddedDocuments(folder)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
  });

  test('after close every call is refused', async () => {
    const documents = await harness.open();
    await documents.close();
    await documents.close();
    await expect(documents.get('teams/T1/runs/R1')).rejects.toMatchObject({ code: 'storage_failed' });
    await expect(documents.set('teams/T1/runs/R1', {})).rejects.toMatchObject({ code: 'storage_failed' });
  });

  test('newest first and due first are read from an index', async () => {
    await harness.open();
    const database = new DatabaseSync(harness.file);
    const plan = (field: string, direction: string) =>
      database
        .prepare(
          `EXPLAIN QUERY PLAN SELECT path, version, data FROM documents WHERE collection = ?
           AND json_type(data, '$."${field}"') NOT IN ('array', 'object')
           ORDER BY json_extract(data, '$."${field}"') ${direction}, id ${direction} LIMIT ?`,
        )
        .all('teams/T1/runs', 11)
        .map((row) => row.detail)
        .join(' ');
    expect(plan('createdAt', 'DESC')).toMatch(/documents_by_created(?!.*TEMP B-TREE)/);
    expect(plan('dueAt', 'ASC')).toMatch(/documents_by_due(?!.*TEMP B-TREE)/);
    database.close();
  });
});
