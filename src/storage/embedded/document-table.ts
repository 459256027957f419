import { AppError } from '../../domain/errors.ts';
import type { JsonObject, NearestQuery, Page, Query, StoredDocument } from '../../domain/ports/documents.ts';
import { writeCursor } from '../cursor.ts';
import { encodeDocument, withIncrements } from '../document-json.ts';
import { parseDocumentPath } from '../paths.ts';
import { vectorFromBytes, vectorsOf, vectorToBytes } from '../vectors.ts';
import { compileQuery, compileWhere, valueAt } from './compile-query.ts';
import type { Database } from './database.ts';

/**
 * `id` is the last segment. `commits.last` numbers the commits: a document's version is the number of the commit that
 * wrote it, so one that was deleted and made again never has an old version. The two expression indexes serve the
 * lists "newest first" and "what is due".
 */
export const documentSchema = `
  CREATE TABLE IF NOT EXISTS documents (
    path TEXT PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS documents_by_id ON documents (collection, id);
  CREATE INDEX IF NOT EXISTS documents_by_created ON documents (collection, ${valueAt('createdAt')}, id);
  CREATE INDEX IF NOT EXISTS documents_by_due ON documents (collection, ${valueAt('dueAt')}, id);
  CREATE TABLE IF NOT EXISTS vectors (
    path TEXT NOT NULL, field TEXT NOT NULL, collection TEXT NOT NULL, dimension INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (path, field));
  CREATE INDEX IF NOT EXISTS vectors_by_field ON vectors (collection, field, dimension);
  CREATE TABLE IF NOT EXISTS commits (last INTEGER NOT NULL);
  INSERT INTO commits SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM commits)`;
export const documentSchemaVersion = 1;

export type Write =
  | { kind: 'create' | 'set' | 'update'; path: string; data: JsonObject; version?: string }
  | { kind: 'increment'; path: string; amounts: Readonly<Record<string, number>> }
  | { kind: 'delete'; path: string };

/** What a commit changed: the documents as they are after it. */
export type Changes = Map<string, StoredDocument | undefined>;

/** The statements of the documents table; all synchronous. `apply` belongs inside a write of the database. */
export interface DocumentTable {
  get(path: string): StoredDocument | undefined;
  version(path: string): string | undefined;
  query(query: Query): Page;
  apply(writes: readonly Write[]): Changes;
  /** Path and vector of every document that takes part in a search for nearest neighbours. */
  candidates(query: NearestQuery): Generator<{ path: string; vector: Float32Array }>;
}

const fromRow = (row: Record<string, unknown>): StoredDocument => ({
  path: String(row.path),
  version: String(row.version),
  data: JSON.parse(String(row.data)),
});

export function createDocumentTable(database: Database): DocumentTable {
  const run = (sql: string, ...parameters: (string | number | Uint8Array)[]) =>
    database.statement(sql).run(...parameters);

  function get(path: string): StoredDocument | undefined {
    parseDocumentPath(path);
    const row = database.statement('SELECT path, version, data FROM documents WHERE path = ?').get(path);
    return row && fromRow(row);
  }

  function put(path: string, data: JsonObject, version: number): StoredDocument {
    const { collection, id } = parseDocumentPath(path);
    run(
      `INSERT INTO documents (path, collection, id, version, data) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET version = excluded.version, data = excluded.data`,
      path,
      collection,
      id,
      version,
      encodeDocument(data),
    );
    run('DELETE FROM vectors WHERE path = ?', path);
    for (const [field, vector] of vectorsOf(data)) {
      run('INSERT INTO vectors VALUES (?, ?, ?, ?, ?)', path, field, collection, vector.length, vectorToBytes(vector));
    }
    return { path, data, version: String(version) };
  }

  function applyOne(write: Write, version: number): StoredDocument | undefined {
    const present = get(write.path);
    switch (write.kind) {
      case 'delete':
        run('DELETE FROM documents WHERE path = ?', write.path);
        run('DELETE FROM vectors WHERE path = ?', write.path);
        return undefined;
      case 'increment':
        return put(write.path, withIncrements(present?.data ?? {}, write.amounts), version);
      case 'create':
        if (present) throw new AppError('already_exists', 'This exists already.', { details: { path: write.path } });
        return put(write.path, write.data, version);
      case 'update':
        if (!present)
          throw new AppError('not_found', 'This does not exist any more.', { details: { path: write.path } });
        if (write.version !== undefined && write.version !== present.version) {
          throw new AppError('conflict', 'This was changed in the meantime.', { details: { path: write.path } });
        }
        return put(write.path, { ...present.data, ...write.data }, version);
      case 'set':
        return put(write.path, write.data, version);
    }
  }

  return {
    get,
    version(path) {
      const row = database.statement('SELECT version FROM documents WHERE path = ?').get(path);
      return row && String(row.version);
    },
    query(query) {
      const { sql, parameters } = compileQuery(query);
      const documents = database
        .statement(sql)
        .all(...parameters)
        .map(fromRow);
      const page = documents.slice(0, query.limit);
      const last = page.at(-1);
      return documents.length > page.length && last
        ? { documents: page, cursor: writeCursor(query, last) }
        : { documents: page };
    },
    apply(writes) {
      const changes: Changes = new Map();
      if (writes.length === 0) return changes;
      const row = database.statement('UPDATE commits SET last = last + 1 RETURNING last').get();
      const version = Number(row?.last);
      for (const write of writes) changes.set(write.path, applyOne(write, version));
      return changes;
    },
    *candidates({ collection, vectorField, vector, where = [] }) {
      const { sql, parameters } = compileWhere(collection, where);
      const filter = where.length > 0 ? `AND path IN (SELECT path FROM documents WHERE ${sql})` : '';
      const rows = database
        .statement(`SELECT path, vector FROM vectors WHERE collection = ? AND field = ? AND dimension = ? ${filter}`)
        .iterate(collection, vectorField, vector.length, ...(where.length > 0 ? parameters : []));
      for (const row of rows) {
        if (row.vector instanceof Uint8Array) yield { path: String(row.path), vector: vectorFromBytes(row.vector) };
      }
    },
  };
}
