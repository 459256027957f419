/** JSON as it is stored. `undefined` members are left out. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** `teams/T1/runs/R1`: collection and id by turns, so an even number of segments. `due/…` is the one tree outside the teams. */
export type DocumentPath = string;
/** `teams/T1/runs`: an odd number of segments. */
export type CollectionPath = string;

export interface StoredDocument {
  path: DocumentPath;
  data: JsonObject;
  /** Changes with every write. Opaque; for `update`'s precondition. */
  version: string;
}

export type Operator = '==' | '<' | '<=' | '>' | '>=' | 'in' | 'array-contains' | 'array-contains-any';

export interface Filter {
  /** Dotted path into the document. */
  field: string;
  op: Operator;
  value: Json;
}

export interface Query {
  collection: CollectionPath;
  where?: readonly Filter[];
  /**
   * Ties are broken by document id, ascending in the direction of the first order. Without it: by document id. The
   * field of a range must be the first.
   */
  orderBy?: readonly { field: string; direction: 'asc' | 'desc' }[];
  limit: number;
  /** `cursor` of the page before. */
  after?: string;
}

export interface Page {
  documents: StoredDocument[];
  /** Absent on the last page. */
  cursor?: string;
}

export interface NearestQuery {
  collection: CollectionPath;
  /** Field that holds `number[]`. Documents whose vector has another length do not take part. */
  vectorField: string;
  vector: readonly number[];
  where?: readonly Filter[];
  limit: number;
}

/** Cosine distance, 0 (same direction) to 2. */
export interface Neighbour extends StoredDocument {
  distance: number;
}

/** Reads come first, writes are buffered and happen together at the commit. May be run again after a conflict, so no side effects. */
export interface Transaction {
  get(path: DocumentPath): Promise<StoredDocument | undefined>;
  query(query: Query): Promise<Page>;
  create(path: DocumentPath, data: JsonObject): void;
  set(path: DocumentPath, data: JsonObject): void;
  /** Merges top-level members; a member set to `null` is stored as null. */
  update(path: DocumentPath, patch: JsonObject): void;
  delete(path: DocumentPath): void;
  /** As `Documents.increment`. Without a read of the same document it never conflicts with others that add to it. */
  increment(path: DocumentPath, amounts: Readonly<Record<string, number>>): void;
}

/**
 * Documents of at most 1 MiB, in the manner of Firestore. A member `expireAt` (ISO UTC) says from when on the document
 * is of no use to anybody: storage that can deletes it some time after, so whoever reads it looks at the moment itself. Errors: `already_exists`, `not_found`, `conflict`
 * (precondition), `storage_failed` (retryable).
 */
export interface Documents {
  get(path: DocumentPath): Promise<StoredDocument | undefined>;
  /** In the order asked for. */
  getMany(paths: readonly DocumentPath[]): Promise<(StoredDocument | undefined)[]>;
  create(path: DocumentPath, data: JsonObject): Promise<void>;
  /** Replaces the whole document or makes it. */
  set(path: DocumentPath, data: JsonObject): Promise<void>;
  /** Merges top-level members into a document that exists. */
  update(path: DocumentPath, patch: JsonObject, precondition?: { version: string }): Promise<void>;
  /** Of a document that may be gone already. Sub-collections stay. */
  delete(path: DocumentPath): Promise<void>;
  query(query: Query): Promise<Page>;
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Adds to numeric members, dotted paths allowed; missing ones count as 0, a missing document is made. */
  increment(path: DocumentPath, amounts: Readonly<Record<string, number>>): Promise<void>;
  nearest(query: NearestQuery): Promise<Neighbour[]>;
  /** Calls `onChange` with the present state and after every change, also by another process; returns the end of it. */
  watch(path: DocumentPath, onChange: (document: StoredDocument | undefined) => void): () => void;
  close(): Promise<void>;
}
