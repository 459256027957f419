import {
  type DocumentData,
  type DocumentReference,
  FieldPath,
  FieldValue,
  type Firestore,
  type Precondition,
} from '@google-cloud/firestore';
import type { JsonObject, StoredDocument } from '../../domain/ports/documents.ts';
import { encodeDocument, withIncrements } from '../document-json.ts';
import { parseDocumentPath } from '../paths.ts';
import { timeOf } from './snapshots.ts';
import { checkMark, encodeMembers, overflowMark, writeMark } from './values.ts';

export type Write =
  /** `overflow`: the file that holds the rest of the document. */
  | { kind: 'create' | 'set'; path: string; data: JsonObject; overflow?: string }
  /** `version`: only while the document has it. */
  | { kind: 'update'; path: string; data: JsonObject; version?: string }
  | { kind: 'increment'; path: string; amounts: Readonly<Record<string, number>> }
  | { kind: 'delete'; path: string };

/** What a transaction saw of a document: its state, or that there was none. */
export type Seen = { document: StoredDocument | undefined };

/** A batch and a transaction of Firestore take the same writes. */
export interface Writer {
  create(ref: DocumentReference, data: DocumentData): unknown;
  set(ref: DocumentReference, data: DocumentData, options?: { merge: true }): unknown;
  update(ref: DocumentReference, field: FieldPath, value: unknown, ...more: unknown[]): unknown;
  delete(ref: DocumentReference, precondition?: Precondition): unknown;
}

/** Throws `invalid_input` or `limit_reached` where a write could not be stored. */
export function checkWrite(write: Write): void {
  parseDocumentPath(write.path);
  if (write.kind === 'increment') withIncrements({}, write.amounts);
  else if (write.kind !== 'delete') encodeDocument(write.data);
}

/** A member for every dotted path, each adding to what is stored there. */
function additions(amounts: Readonly<Record<string, number>>): DocumentData {
  const add = (target: DocumentData, [name = '', ...rest]: string[], amount: number): void => {
    if (rest.length === 0) {
      target[name] = FieldValue.increment(amount);
      return;
    }
    const inner = target[name];
    const next = typeof inner === 'object' && inner !== null ? { ...inner } : {};
    target[name] = next;
    add(next, rest, amount);
  };
  const members: DocumentData = {};
  for (const [field, amount] of Object.entries(amounts)) add(members, field.split('.'), amount);
  return members;
}

/** Members that go into an update one by one, so that a dot in a name is a dot. */
function updateArguments(data: JsonObject, mark: string): [FieldPath, unknown, ...unknown[]] {
  const members = Object.entries(encodeMembers(data)).flatMap(([name, value]) => [new FieldPath(name), value]);
  return [new FieldPath(writeMark), mark, ...members];
}

/** What makes the document seen into `data`: Firestore's `set` takes no precondition, so members that go are named. */
function replacement(seen: StoredDocument, whole: DocumentData, mark: string): ReturnType<typeof updateArguments> {
  const present = [...Object.keys(encodeMembers(seen.data)), overflowMark];
  const gone = present.filter((name) => !Object.hasOwn(whole, name));
  const members = Object.entries(whole).flatMap(([name, value]) => [new FieldPath(name), value]);
  const removed = gone.flatMap((name) => [new FieldPath(name), FieldValue.delete()]);
  return [new FieldPath(writeMark), mark, ...members, ...removed];
}

const wholeOf = ({ data, overflow }: { data: JsonObject; overflow?: string }): DocumentData => ({
  ...encodeMembers(data),
  ...(overflow !== undefined && { [overflowMark]: { key: overflow } }),
});

/**
 * Makes a commit conditional on a document that it leaves as it is, or on there being none. A write that changes nothing
 * keeps the time of the last one: https://firebase.google.com/docs/firestore/reference/rpc/google.firestore.v1#writeresult
 */
export function addCheck(writer: Writer, firestore: Firestore, path: string, { document }: Seen): void {
  const ref = firestore.doc(path);
  if (!document) writer.delete(ref, { exists: false });
  else
    writer.update(ref, new FieldPath(checkMark), FieldValue.delete(), {
      lastUpdateTime: timeOf(document.version, path),
    });
}

/**
 * Adds a write to a commit, with the condition that the document is still as it was seen, where it was. `mark` is
 * stored with the document: it makes every write a change, and shows afterwards whether this commit has happened.
 */
export function addWrite(writer: Writer, firestore: Firestore, write: Write, mark: string, seen?: Seen): void {
  const ref = firestore.doc(write.path);
  const document = seen?.document;
  const version = write.kind === 'update' ? (write.version ?? document?.version) : document?.version;
  const condition = version === undefined ? undefined : { lastUpdateTime: timeOf(version, write.path) };
  switch (write.kind) {
    case 'increment':
      writer.set(ref, { ...additions(write.amounts), [writeMark]: mark }, { merge: true });
      return;
    case 'delete':
      if (condition) writer.delete(ref, condition);
      else writer.delete(ref);
      return;
    case 'create':
      writer.create(ref, { ...wholeOf(write), [writeMark]: mark });
      return;
    case 'update': {
      const [field, value, ...more] = updateArguments(write.data, mark);
      writer.update(ref, field, value, ...more, ...(condition ? [condition] : []));
      return;
    }
    case 'set': {
      if (document) {
        const [field, value, ...more] = replacement(document, wholeOf(write), mark);
        writer.update(ref, field, value, ...more, condition);
      } else if (seen) writer.create(ref, { ...wholeOf(write), [writeMark]: mark });
      else writer.set(ref, { ...wholeOf(write), [writeMark]: mark });
    }
  }
}
