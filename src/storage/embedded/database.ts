import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../domain/errors.ts';
import { asStorage, isLocked, storageError } from './storage-errors.ts';

/** How long one call may block the event loop waiting for another process; after it the waiting is asynchronous. */
const busyMilliseconds = 100;
const defaultLockAttempts = 60;
const maxStatements = 300;

export interface Database {
  /** Prepared once per text. */
  statement(sql: string): StatementSync;
  /** Runs synchronous reads; what SQLite throws becomes `storage_failed`. */
  read<T>(work: () => T): T;
  /**
   * Runs synchronous work between BEGIN IMMEDIATE and COMMIT, all in one turn of the event loop; everything is undone
   * when it throws. Waits while another process writes; `storage_failed` (retryable) when that takes too long.
   */
  write<T>(work: () => T): Promise<T>;
  /** Changes when another connection, of this process or another, has committed. */
  dataVersion(): number;
  close(): void;
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

  /** False when another process held the lock. Never yields between BEGIN and COMMIT, or reads would see half of it. */
  function tryWrite<T>(work: () => T): { done: true; result: T } | { done: false; error: unknown } {
    try {
      database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (isLocked(error)) return { done: false, error };
      throw error;
    }
    try {
      const result = work();
      database.exec('COMMIT');
      return { done: true, result };
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    statement,
    read: asStorage,
    dataVersion: () => Number(asStorage(() => statement('PRAGMA data_version').get()?.data_version)),
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        const tried = asStorage(() => tryWrite(work));
        if (tried.done) return tried.result;
        if (attempt >= lockAttempts) throw storageError(tried.error);
        await options.pause();
      }
    },
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}
