import { randomUUID } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import { checkMark } from '../../../src/storage/gcp/values.ts';
import { notesCollection, writtenTo } from '../backends/written-to.ts';
import { endHere, isPoint, namedPoint } from '../crash-point.ts';

/**
 * Loaded into the app before its own code. Adds a document to every commit that writes to a run, its stages or its
 * slots: what was written and by which process, in the commit itself, so that the one is never there without the other
 * and Firestore's own time orders them. And ends the process in the moment that `CHAOS_CRASH` names. The app's own code
 * is as it is.
 */

/** As they go over the wire: https://cloud.google.com/firestore/docs/reference/rpc/google.firestore.v1 */
type Value = { stringValue?: string } & Record<string, unknown>;
interface Write {
  update?: { name: string; fields?: Record<string, Value> };
  /** Absent where the whole document is written. */
  updateMask?: { fieldPaths: string[] };
}
interface Commit {
  database: string;
  writes: Write[];
}
type Send = (this: Firestore, method: string, request: Commit, ...more: unknown[]) => Promise<unknown>;

const members = [
  ...['status', 'companyName', 'attempts', 'lastToken', 'lease', 'cancelRequested'],
  ...['state', 'ts', 'fileId', 'revision'],
];
const text = (stringValue: string): Value => ({ stringValue });
const list = (values: Value[]): Value => ({ arrayValue: { values } });
const map = (fields: Record<string, Value>): Value => ({ mapValue: { fields } });
const pathOf = (name: string): string => name.slice(name.indexOf('/documents/') + '/documents/'.length);

function noteOf({ update, updateMask }: Write): Value[] {
  const isWritten = updateMask?.fieldPaths.join() !== checkMark;
  if (!update || !isWritten || !writtenTo(pathOf(update.name))) return [];
  const { name, fields = {} } = update;
  const kept = Object.entries(fields).filter(([member]) => members.includes(member));
  const note = { path: text(pathOf(name)), members: map(Object.fromEntries(kept)) };
  return [map(updateMask ? { ...note, named: list(updateMask.fieldPaths.map(text)) } : note)];
}

function withNote(request: Commit): Commit {
  const notes = request.writes.flatMap(noteOf);
  if (notes.length === 0) return request;
  const name = `${request.database}/documents/${notesCollection}/${randomUUID()}`;
  const fields = { pid: { integerValue: process.pid }, writes: list(notes) };
  return { ...request, writes: [...request.writes, { update: { name, fields } }] };
}

const point = namedPoint();
const isIt = ({ update }: Write): boolean => {
  const { name = '', fields = {} } = update ?? {};
  const plain = Object.fromEntries(
    Object.entries(fields).map(([member, value]) => [member, value.stringValue ?? value]),
  );
  return point !== undefined && isPoint(point, name, plain);
};

const send: Send = Reflect.get(Firestore.prototype, 'request');
const observed: Send = async function observed(method, request, ...more) {
  if (method !== 'commit') return send.call(this, method, request, ...more);
  const isHere = request.writes.some(isIt);
  if (isHere && point?.moment === 'before') endHere();
  const answer = await send.call(this, method, withNote(request), ...more);
  if (isHere) endHere();
  return answer;
};
Reflect.set(Firestore.prototype, 'request', observed);
