import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import { asStorage, isLocked, storageError } from './storage-errors.ts';

/** How long one call may block the event loop waiting for another process; after it the waiting is asynchronous. */
const busyMilliseconds = 100;
const defaultLockAttempts = 60;
const maxStatements = 300;
/** So that one turn of the event loop stays short. */
const maxBatch = 50;

export interface Database {
  /** Prepared once per text. */
  statement(sql: string): StatementSync;
  /** Runs synchronous reads; what SQLite throws becomes `storage_failed`. */
  read<T>(work: () => T): T;
  /**
   * Runs synchronous work between BEGIN IMMEDIATE and COMMIT, all in one turn of the event loop, together with whatever
   * else waits to be written; it is undone when it throws, and may be run again. Waits while another process writes;
   * `storage_failed` (retryable) when that takes too long.
   */
  write<T>(work: () => T): Promise<T>;
  /** Changes when another connection, of this process or another, has committed. */
  dataVersion(): number;
  close(): void;
}

interface Waiting {
  work: () => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

export interface DatabaseOptions {
  file: string;
  /** Statements that make what is missing; run at every start. */
  schema: string;
  schemaVersion: number;
  /** A short wait, about 50 ms, before trying a locked database again. */
  pause(): Promise<void>;
  /** How often a locked file is tried, about 150 ms each time. Default 60. */
  lockAttempts?: number;
}

/**
 * Only at the start, where nothing else waits for the event loop. SQLite refuses a change to WAL at once, without its
 * own waiting, when two processes make the same new file.
 */
function insist(work: () => void, lockAttempts: number): void {
  for (let attempt = 1; ; attempt++) {
    try {
      work();
      return;
    } catch (error) {
      if (attempt >= lockAttempts || !isLocked(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function prepareSchema(database: DatabaseSync, options: DatabaseOptions): void {
  const { schema, schemaVersion, file, lockAttempts = defaultLockAttempts } = options;
  // FULL: what was acknowledged survives a power failure too, not only the end of the process.
  insist(() => database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'), lockAttempts);
  insist(() => database.exec('BEGIN IMMEDIATE'), lockAttempts);
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (found > schemaVersion) {
    throw new AppError('storage_failed', 'The data folder was written by a newer version of the program.', {
      details: { file, found, known: schemaVersion },
    });
  }
  database.exec(`${schema}; PRAGMA user_version = ${schemaVersion}; COMMIT`);
}

/** One connection to one file in WAL mode; several processes may have the same file open. Throws `storage_failed`. */
export function openDatabase(options: DatabaseOptions): Database {
  const { lockAttempts = defaultLockAttempts } = options;
  const database = asStorage(() => new DatabaseSync(options.file, { timeout: busyMilliseconds }));
  try {
    asStorage(() => prepareSchema(database, options));
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= maxStatements) statements.clear();
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }

  type Tried = { done: true } | { done: false; locked: boolean; error: unknown };

  /** Never yields between BEGIN and COMMIT, or reads would see half of it. */
  function tryBatch(batch: readonly Waiting[]): Tried {
    try {
      database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      return { done: false, locked: isLocked(error), error };
    }
    try {
      const settle = batch.map(batch.length === 1 ? runAlone : runBeside);
      database.exec('COMMIT');
      for (const tell of settle) tell();
      return { done: true };
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      return { done: false, locked: false, error };
    }
  }

  function runAlone({ work, resolve }: Waiting): () => void {
    const result = work();
    return () => resolve(result);
  }

  /** What throws is undone for itself. Where SQLite has given up the whole transaction (a full disk), so do we. */
  function runBeside({ work, resolve, reject }: Waiting): () => void {
    database.exec('SAVEPOINT one');
    try {
      const result = work();
      database.exec('RELEASE one');
      return () => resolve(result);
    } catch (error) {
      if (!database.isTransaction) throw error;
      database.exec('ROLLBACK TO one; RELEASE one');
      return () => reject(storageError(error));
    }
  }

  /** One fate for the batch; where it fails as a whole, each part is tried for itself. */
  async function commit(batch: readonly Waiting[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const tried = tryBatch(batch);
      if (tried.done) return;
      if (!tried.locked && batch.length > 1) {
        for (const one of batch) await commit([one]);
        return;
      }
      if (!tried.locked || attempt >= lockAttempts) {
        for (const { reject } of batch) reject(storageError(tried.error));
        return;
      }
      await options.pause();
    }
  }

  const waiting: Waiting[] = [];
  let isCommitting = false;

  /** Whatever is to be written in the same turn of the event loop is written at once: the disk is waited for one time. */
  async function commitWaiting(): Promise<void> {
    isCommitting = true;
    while (waiting.length > 0) {
      await setImmediate();
      await commit(waiting.splice(0, maxBatch));
    }
    isCommitting = false;
  }

  return {
    statement,
    read: asStorage,
    dataVersion: () => Number(asStorage(() => statement('PRAGMA data_version').get()?.data_version)),
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
        if (!isCommitting) void commitWaiting();
      }),
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}
