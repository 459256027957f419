import { randomUUID } from 'node:crypto';
import { type DocumentSnapshot, Firestore } from '@google-cloud/firestore';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Neighbour, Page, Query, StoredDocument } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import { writeCursor } from '../cursor.ts';
import { cleanDocument, memberOf } from '../document-json.ts';
import { parseDocumentPath } from '../paths.ts';
import { checkNearest } from '../vectors.ts';
import { createOverflow } from './overflow.ts';
import { distanceField, toFirestoreQuery, toNearest } from './queries.ts';
import { fromSnapshot } from './snapshots.ts';
import { asStorage } from './storage-errors.ts';
import { commitOrExplain, createTransactions } from './transactions.ts';
import { overflowMark } from './values.ts';
import { createWatchers } from './watchers.ts';
import { whileOpen } from './while-open.ts';
import { addWrite, checkWrite, type Write } from './writes.ts';

export interface FirestoreDocumentsOptions {
  projectId: string;
  /** Default `(default)`. */
  databaseId?: string;
  clock: Clock;
  /** Takes the largest parts of what is too large to be written at once. */
  files: Files;
  /** What failed where nobody waits for an answer: listening for changes. */
  onError?: (error: unknown) => void;
}

/**
 * Documents in Firestore; the address of an emulator is taken from FIRESTORE_EMULATOR_HOST by the client. What the
 * queries of the repositories need of indexes stands in `indexes.json`. `limit_reached` and `invalid_input` are as in
 * the embedded storage.
 */
export function openFirestoreDocuments(options: FirestoreDocumentsOptions): Documents {
  const { projectId, databaseId, clock, files, onError = () => {} } = options;
  const firestore = new Firestore({ projectId, ...(databaseId !== undefined && { databaseId }) });
  const overflow = createOverflow(files);
  const watchers = createWatchers({ firestore, clock, onError, load });

  async function load(snapshot: DocumentSnapshot): Promise<StoredDocument | undefined> {
    const document = fromSnapshot(snapshot);
    if (!document || snapshot.get(overflowMark) === undefined) return document;
    return { ...document, data: { ...(await overflow.fetch(snapshot)), ...document.data } };
  }

  const loadAll = async (snapshots: readonly DocumentSnapshot[]): Promise<StoredDocument[]> =>
    (await Promise.all(snapshots.map(load))).flatMap((document) => document ?? []);

  async function read(path: string): Promise<StoredDocument | undefined> {
    parseDocumentPath(path);
    return load(await asStorage(() => firestore.doc(path).get()));
  }

  async function query(asked: Query): Promise<Page> {
    const firestoreQuery = toFirestoreQuery(firestore, asked);
    if (!firestoreQuery) return { documents: [] };
    const { docs } = await asStorage(() => firestoreQuery.get());
    const documents = await loadAll(docs.slice(0, asked.limit));
    const last = documents.at(-1);
    return docs.length > asked.limit && last ? { documents, cursor: writeCursor(asked, last) } : { documents };
  }

  async function write(one: Write): Promise<void> {
    checkWrite(one);
    const mark = randomUUID();
    const batch = firestore.batch();
    addWrite(batch, firestore, one, mark);
    await commitOrExplain(firestore, [one], mark, () => batch.commit());
  }

  return whileOpen({
    get: read,
    async getMany(paths) {
      for (const path of paths) parseDocumentPath(path);
      const unique = [...new Set(paths)];
      if (unique.length === 0) return [];
      const found = await asStorage(() => firestore.getAll(...unique.map((path) => firestore.doc(path))));
      const documents = new Map((await loadAll(found)).map((one) => [one.path, one]));
      return paths.map((path) => structuredClone(documents.get(path)));
    },
    async create(path, data) {
      await write({ kind: 'create', path, data: cleanDocument(data) });
    },
    async set(path, data) {
      await write({ kind: 'set', path, data: cleanDocument(data) });
    },
    async update(path, patch, precondition) {
      await write({ kind: 'update', path, data: cleanDocument(patch), ...precondition });
    },
    async delete(path) {
      parseDocumentPath(path);
      const [snapshot] = await asStorage(() => firestore.getAll(firestore.doc(path), { fieldMask: [overflowMark] }));
      await write({ kind: 'delete', path });
      if (snapshot) await overflow.remove(snapshot);
    },
    async increment(path, amounts) {
      await write({ kind: 'increment', path, amounts });
    },
    query,
    transaction: createTransactions({ firestore, clock, read, query, spill: overflow.spill }),
    async nearest(asked) {
      checkNearest(asked);
      const nearest = toNearest(firestore, asked);
      if (!nearest) return [];
      const { docs } = await asStorage(() => nearest.get());
      return docs
        .flatMap((one): Neighbour[] => {
          const document = fromSnapshot(one);
          // An update may have taken the vector's object away and left the vector that was searched.
          if (!document || !Array.isArray(memberOf(document.data, asked.vectorField))) return [];
          return [{ ...document, distance: Number(one.get(distanceField)) }];
        })
        .sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1));
    },
    watch(path, onChange) {
      parseDocumentPath(path);
      return watchers.watch(path, onChange);
    },
    async close() {
      watchers.close();
      await firestore.terminate();
    },
  });
}
