import { randomUUID } from 'node:crypto';
import type { Firestore, Transaction as NativeTransaction } from '@google-cloud/firestore';
import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Page, Query, StoredDocument, Transaction } from '../../domain/ports/documents.ts';
import { cleanDocument } from '../document-json.ts';
import { toFirestoreQuery } from './queries.ts';
import { versionOf } from './snapshots.ts';
import { asStorage, commitError } from './storage-errors.ts';
import { writeMark } from './values.ts';
import { addCheck, addWrite, checkWrite, type Seen, type Write } from './writes.ts';

const maxAttempts = 40;
const maxPauseMilliseconds = 200;

export interface TransactionsOptions {
  firestore: Firestore;
  clock: Clock;
  read(path: string): Promise<StoredDocument | undefined>;
  query(query: Query): Promise<Page>;
  /** Brings a commit that is too large below its limit. */
  spill(writes: readonly Write[], mark: string): Promise<readonly Write[]>;
}

interface Reads {
  documents: Map<string, Seen>;
  queries: { query: Query; versions: string }[];
  /** Whether one document was seen in two states. */
  changed: boolean;
}

type Outcome<T> = { settled: true; value: T } | { settled: false };

const versionsOf = (documents: readonly { path: string; version: string | undefined }[]): string =>
  JSON.stringify(documents.map(({ path, version }) => [path, version]));

function notePlainReads({ read, query }: TransactionsOptions, reads: Reads, writes: Write[]): Transaction {
  const refuseAfterWrite = () => {
    if (writes.length === 0) return;
    throw new AppError('internal', 'Something went wrong on our side.', {
      details: { why: 'a transaction must read before it writes' },
    });
  };
  const write = (one: Write) => {
    checkWrite(one);
    writes.push(one);
  };
  return {
    async get(path) {
      refuseAfterWrite();
      const document = await read(path);
      const before = reads.documents.get(path);
      if (before && before.document?.version !== document?.version) reads.changed = true;
      reads.documents.set(path, { document });
      return document;
    },
    async query(asked) {
      refuseAfterWrite();
      const page = await query(asked);
      reads.queries.push({ query: asked, versions: versionsOf(page.documents) });
      return page;
    },
    create: (path, data) => write({ kind: 'create', path, data: cleanDocument(data) }),
    set: (path, data) => write({ kind: 'set', path, data: cleanDocument(data) }),
    update: (path, patch) => write({ kind: 'update', path, data: cleanDocument(patch) }),
    delete: (path) => write({ kind: 'delete', path }),
    increment: (path, amounts) => write({ kind: 'increment', path, amounts }),
  };
}

/** Whether the write carries the condition that the document is as it was seen. */
const isConditional = (write: Write, { document }: Seen): boolean =>
  write.kind === 'increment'
    ? false
    : document
      ? write.kind !== 'create'
      : write.kind === 'create' || write.kind === 'set';

/** Documents that were read and are not the condition of a write anyway. */
function unconditional({ documents }: Reads, writes: readonly Write[]): Reads['documents'] {
  const first = new Map([...writes].reverse().map((write) => [write.path, write]));
  const rest = [...documents].filter(([path, seen]) => {
    const write = first.get(path);
    return !write || !isConditional(write, seen);
  });
  return new Map(rest);
}

/** Asks again for nothing but versions, within a transaction of Firestore where one is given. */
async function isStale(
  firestore: Firestore,
  reads: Omit<Reads, 'changed'>,
  native?: NativeTransaction,
): Promise<boolean> {
  const refs = [...reads.documents.keys()].map((path) => firestore.doc(path));
  const mask = { fieldMask: [writeMark] };
  const documents = async () => {
    if (refs.length === 0) return [];
    return native ? native.getAll(...refs, mask) : firestore.getAll(...refs, mask);
  };
  const answer = async ({ query, versions }: Reads['queries'][number]) => {
    const asked = toFirestoreQuery(firestore, query)?.select(writeMark);
    if (!asked) return false;
    const { docs } = await (native ? native.get(asked) : asked.get());
    const page = docs.slice(0, query.limit).map((one) => ({ path: one.ref.path, version: versionOf(one) }));
    return versionsOf(page) !== versions;
  };
  const [snapshots, ...others] = await Promise.all([documents(), ...reads.queries.map(answer)]);
  return (
    others.includes(true) ||
    snapshots.some((one) => versionOf(one) !== reads.documents.get(one.ref.path)?.document?.version)
  );
}

/** An answer may be lost on its way, and the client may then send the commit again: refused, although it has happened. */
async function hasHappened(firestore: Firestore, writes: readonly Write[], mark: string): Promise<boolean> {
  // Whoever adds to the same document next leaves another mark there.
  const written = writes.find(({ kind }) => kind !== 'delete' && kind !== 'increment');
  if (!written) return false;
  const snapshot = await firestore.doc(written.path).get();
  return snapshot.get(writeMark) === mark;
}

/** Throws what was thrown in the words of the port, unless the commit has happened all the same. */
export async function commitOrExplain(
  firestore: Firestore,
  writes: readonly Write[],
  mark: string,
  commit: () => Promise<unknown>,
): Promise<void> {
  try {
    await commit();
  } catch (error) {
    const unsure = !(error instanceof AppError);
    if (unsure && (await hasHappened(firestore, writes, mark).catch(() => false))) return;
    throw commitError(
      error,
      writes.map(({ path }) => path),
    );
  }
}

const stale = new AppError('conflict', 'This was changed in the meantime.', { retryable: true });

/**
 * Optimistic, like the embedded storage and whatever the database's own mode is: the work runs without locks, and its
 * commit is conditional on everything it read. Documents, also those that were not there, are preconditions of that one
 * commit. Queries are looked at again in a short transaction of Firestore around it, which locks what it looks at: for a
 * minute, where its process dies in it. Second and later tries of this process run one after the other, so that many at
 * once on one document do not keep each other from ending.
 */
export function createTransactions(options: TransactionsOptions) {
  const { firestore, clock } = options;
  let queue: Promise<unknown> = Promise.resolve();

  async function commit(reads: Reads, writes: readonly Write[]): Promise<void> {
    const mark = randomUUID();
    const checks = unconditional(reads, writes);
    const fitting = await options.spill(writes, mark);
    const fill = (writer: Parameters<typeof addWrite>[0]) => {
      // First, so that they see what was there before this commit.
      for (const [path, seen] of checks) addCheck(writer, firestore, path, seen);
      const written = new Set<string>();
      for (const write of fitting) {
        const seen = written.has(write.path) ? undefined : reads.documents.get(write.path);
        written.add(write.path);
        addWrite(writer, firestore, write, mark, seen);
      }
    };
    await commitOrExplain(firestore, writes, mark, async () => {
      if (reads.queries.length === 0) {
        const batch = firestore.batch();
        fill(batch);
        return batch.commit();
      }
      return firestore.runTransaction(
        async (native) => {
          if (await isStale(firestore, { documents: new Map(), queries: reads.queries }, native)) throw stale;
          fill(native);
        },
        { maxAttempts: 1 },
      );
    });
  }

  async function attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<Outcome<T>> {
    const reads: Reads = { documents: new Map(), queries: [], changed: false };
    const writes: Write[] = [];
    const isOld = async () => reads.changed || (await asStorage(() => isStale(firestore, reads)));
    let value: T;
    try {
      value = await work(notePlainReads(options, reads, writes));
      if (reads.changed) return { settled: false };
    } catch (error) {
      // Perhaps only because it saw two moments at once.
      if (reads.documents.size + reads.queries.length > 1 && (await isOld())) return { settled: false };
      throw error;
    }
    if (writes.length === 0) {
      const oneMoment = reads.documents.size + reads.queries.length <= 1;
      return oneMoment || !(await isOld()) ? { settled: true, value } : { settled: false };
    }
    try {
      await commit(reads, writes);
      return { settled: true, value };
    } catch (error) {
      const lost = error instanceof AppError && (error.code === 'conflict' || (await isOld()));
      if (lost) return { settled: false };
      throw error;
    }
  }

  async function again<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let tried = 1; tried < maxAttempts; tried++) {
      await clock.sleep(Math.random() * Math.min(maxPauseMilliseconds, 5 * tried));
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
