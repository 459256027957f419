import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import type { Page, Query, Transaction } from '../../domain/ports/documents.ts';
import { cleanDocument } from '../document-json.ts';
import type { Database } from './database.ts';
import type { Changes, DocumentTable, Write } from './document-table.ts';

const maxAttempts = 25;

interface Attempt {
  transaction: Transaction;
  writes: Write[];
  /** Whether anything that was read has changed since. */
  isStale(): boolean;
}

const versionsOf = (page: Page): string => JSON.stringify(page.documents.map(({ path, version }) => [path, version]));

/** Reads note what they saw, writes are kept for the commit. */
function beginAttempt(database: Database, table: DocumentTable): Attempt {
  const writes: Write[] = [];
  const documents = new Map<string, string | undefined>();
  const queries: { query: Query; versions: string }[] = [];
  let changed = false;

  function read<T>(work: () => T): T {
    if (writes.length > 0) {
      throw new AppError('internal', 'Something went wrong on our side.', {
        details: { why: 'a transaction must read before it writes' },
      });
    }
    return database.read(work);
  }

  const transaction: Transaction = {
    async get(path) {
      const found = read(() => table.get(path));
      if (documents.has(path) && documents.get(path) !== found?.version) changed = true;
      documents.set(path, found?.version);
      return found;
    },
    async query(query) {
      const page = read(() => table.query(query));
      queries.push({ query, versions: versionsOf(page) });
      return page;
    },
    create: (path, data) => void writes.push({ kind: 'create', path, data: cleanDocument(data) }),
    set: (path, data) => void writes.push({ kind: 'set', path, data: cleanDocument(data) }),
    update: (path, patch) => void writes.push({ kind: 'update', path, data: cleanDocument(patch) }),
    delete: (path) => void writes.push({ kind: 'delete', path }),
    increment: (path, amounts) => void writes.push({ kind: 'increment', path, amounts }),
  };

  const isStale = () =>
    changed ||
    [...documents].some(([path, version]) => table.version(path) !== version) ||
    queries.some(({ query, versions }) => versionsOf(table.query(query)) !== versions);

  return { transaction, writes, isStale };
}

type Outcome<T> = { settled: true; value: T } | { settled: false };

/**
 * Optimistic: what was read is checked at the commit and the work runs again when any of it has changed, also when
 * the work threw because it saw two moments at once. The second and later tries of this process run one after the
 * other, so that many transactions on one document cannot keep each other from ending.
 */
export function createTransactions(database: Database, table: DocumentTable, committed: (changes: Changes) => void) {
  let queue: Promise<unknown> = Promise.resolve();

  async function attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<Outcome<T>> {
    const { transaction, writes, isStale } = beginAttempt(database, table);
    let value: T;
    try {
      value = await work(transaction);
    } catch (error) {
      if (database.read(isStale)) return { settled: false };
      throw error;
    }
    if (writes.length === 0) return database.read(isStale) ? { settled: false } : { settled: true, value };
    const changes = await database.write(() => (isStale() ? undefined : table.apply(writes)));
    if (!changes) return { settled: false };
    committed(changes);
    return { settled: true, value };
  }

  async function again<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let tried = 1; tried < maxAttempts; tried++) {
      await setImmediate();
      const outcome = await attempt(work);
      if (outcome.settled) return outcome.value;
    }
    throw new AppError('conflict', 'Too many changes at the same moment; try again.', { retryable: true });
  }

  return async function transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const first = await attempt(work);
    if (first.settled) return first.value;
    const result = queue.then(() => again(work));
    queue = result.catch(() => undefined);
    return result;
  };
}
