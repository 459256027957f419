import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Neighbour } from '../../domain/ports/documents.ts';
import { cleanDocument } from '../document-json.ts';
import { parseDocumentPath } from '../paths.ts';
import { checkNearest, cosineDistance } from '../vectors.ts';
import { openDatabase } from './database.ts';
import { createDocumentTable, documentSchema, documentSchemaVersion, type Write } from './document-table.ts';
import { createTransactions } from './transactions.ts';
import { createWatchers } from './watchers.ts';

export interface EmbeddedDocumentsOptions {
  /** Path of the SQLite file; its folder exists. */
  file: string;
  clock: Clock;
  /** How often changes by other processes are looked for while somebody watches. */
  pollMilliseconds?: number;
  /** How often a file that another process has locked is tried, about 150 ms each time. Default 60. */
  lockAttempts?: number;
  /** What failed where nobody waits for an answer: looking for changes. */
  onError?: (error: unknown) => void;
}

/**
 * Documents in one SQLite file, which several processes may have open. Beyond the port: `limit_reached` for a document
 * over 1 MiB, `invalid_input` for paths, queries and values outside the rules. `nearest` compares with every vector
 * of the collection that passes the filters: exact, and fast enough for some ten thousand.
 */
export function openEmbeddedDocuments(options: EmbeddedDocumentsOptions): Documents {
  const { file, clock, pollMilliseconds = 250, onError = () => {} } = options;
  const database = openDatabase({
    file,
    schema: documentSchema,
    schemaVersion: documentSchemaVersion,
    pause: () => clock.sleep(50),
    ...(options.lockAttempts !== undefined && { lockAttempts: options.lockAttempts }),
  });
  const table = createDocumentTable(database);
  const { dataVersion } = database;
  const read = (path: string) => database.read(() => table.get(path));
  const watchers = createWatchers({ read, dataVersion, pollMilliseconds, onError });

  async function commit(write: Write): Promise<void> {
    parseDocumentPath(write.path);
    watchers.changed(await database.write(() => table.apply([write])));
  }

  return {
    async get(path) {
      return read(path);
    },
    async getMany(paths) {
      return database.read(() => paths.map((path) => table.get(path)));
    },
    async create(path, data) {
      await commit({ kind: 'create', path, data: cleanDocument(data) });
    },
    async set(path, data) {
      await commit({ kind: 'set', path, data: cleanDocument(data) });
    },
    async update(path, patch, precondition) {
      await commit({ kind: 'update', path, data: cleanDocument(patch), ...precondition });
    },
    async delete(path) {
      await commit({ kind: 'delete', path });
    },
    async increment(path, amounts) {
      await commit({ kind: 'increment', path, amounts });
    },
    async query(query) {
      return database.read(() => table.query(query));
    },
    transaction: createTransactions(database, table, watchers.changed),
    async nearest(query) {
      checkNearest(query);
      return database.read(() => {
        const ranked: { path: string; distance: number }[] = [];
        for (const { path, vector } of table.candidates(query)) {
          const distance = cosineDistance(query.vector, vector);
          if (distance !== undefined) ranked.push({ path, distance });
        }
        ranked.sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1));
        return ranked.slice(0, query.limit).flatMap(({ path, distance }): Neighbour[] => {
          const document = table.get(path);
          return document ? [{ ...document, distance }] : [];
        });
      });
    },
    watch(path, onChange) {
      parseDocumentPath(path);
      return watchers.watch(path, onChange);
    },
    async close() {
      watchers.close();
      database.close();
    },
  };
}
