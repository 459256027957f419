import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';

let folder: string;
const opened: Database[] = [];
const open = (): Database => {
  const database = openDatabase({
    file: join(folder, 'test.sqlite'),
    schema: 'CREATE TABLE IF NOT EXISTS notes (text TEXT UNIQUE)',
    schemaVersion: 1,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    lockAttempts: 3,
  });
  opened.push(database);
  return database;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'database-'));
});
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await rm(folder, { recursive: true });
});

const note = (database: Database, text: string) => () =>
  void database.statement('INSERT INTO notes VALUES (?)').run(text);
const notes = (database: Database) =>
  database
    .statement('SELECT text FROM notes ORDER BY text')
    .all()
    .map(({ text }) => text);

describe('writes of one turn', () => {
  it('are committed together', async () => {
    const database = open();
    const other = open();
    const versions = new Set([other.dataVersion()]);
    await Promise.all(
      ['a', 'b', 'c'].map((text) => database.write(note(database, text)).then(() => versions.add(other.dataVersion()))),
    );
    expect(notes(other)).toEqual(['a', 'b', 'c']);
    expect(versions.size).toBe(2);
  });

  it('fail each for itself, with what it threw and nothing of it left', async () => {
    const database = open();
    const results = await Promise.allSettled([
      database.write(note(database, 'a')),
      database.write(() => {
        note(database, 'half')();
        throw new RangeError('no');
      }),
      database.write(note(database, 'a')),
      database.write(note(database, 'b')),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { name: 'RangeError', message: 'no' } },
      { status: 'rejected', reason: { code: 'storage_failed' } },
      { status: 'fulfilled' },
    ]);
    expect(notes(database)).toEqual(['a', 'b']);
  });

  it('that fit on a full disk are kept, the others are told', async () => {
    const database = open();
    const pages = Number(database.statement('PRAGMA page_count').get()?.page_count);
    database.statement(`PRAGMA max_page_count = ${pages}`).get();
    const results = await Promise.allSettled(
      ['a', 'x'.repeat(100_000), 'b'].map((text) => database.write(note(database, text))),
    );
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'storage_failed', retryable: true } },
      { status: 'fulfilled' },
    ]);
    expect(notes(database)).toEqual(['a', 'b']);
  });

  it('wait for another process, and are all told when that takes too long', async () => {
    const database = open();
    const other = open();
    other.statement('BEGIN IMMEDIATE').run();
    const failed = await Promise.allSettled(['a', 'b'].map((text) => database.write(note(database, text))));
    expect(failed).toMatchObject(
      ['a', 'b'].map(() => ({ status: 'rejected', reason: { code: 'storage_failed', retryable: true } })),
    );
    const patient = database.write(note(database, 'c'));
    other.statement('ROLLBACK').run();
    await patient;
    expect(notes(database)).toEqual(['c']);
  });
});
