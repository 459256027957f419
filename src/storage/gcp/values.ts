import { type DocumentData, FieldValue, Timestamp, VectorValue } from '@google-cloud/firestore';
import { AppError } from '../../domain/errors.ts';
import type { Json, JsonObject } from '../../domain/ports/documents.ts';
import { vectorsOf } from '../vectors.ts';

/** Ours, beside the members of the document: the commit that wrote it last, and what of it lies in a file. */
export const writeMark = '_write';
export const overflowMark = '_overflow';
/** Never there: taking it away is a write that changes nothing. */
export const checkMark = '_check';
/** `expireAt` in the one type that a TTL policy reads: https://firebase.google.com/docs/firestore/ttl */
export const expiryMark = '_expireAt';
const ownMembers: readonly string[] = [writeMark, overflowMark, checkMark, expiryMark];

/** Firestore refuses a list directly in a list: the inner one is wrapped in an object with this one member. */
const listMark = '~list';
/** A vector inside an object stands beside the members instead, under the name that this one member tells. */
const vectorMark = '~vector';
/** What an object of the caller with just such a member becomes, so that it is not taken for ours. */
const isMarked = (key: string): boolean => /^~+(list|vector)$/.test(key);

/** Firestore searches vectors among the members of the document alone: `vector.values` is searched as `_vector_values`. */
export function vectorMember(field: string): string {
  const names = field.split('.');
  return names.length === 1 ? field : `_${names.join('_')}`;
}

const isOwn = (name: string): boolean => ownMembers.includes(name) || /^_.+_.+$/.test(name);

function encodeItem(value: Json): unknown {
  if (Array.isArray(value)) return { [listMark]: value.map(encodeItem) };
  return encodeValue(value, '', new Set());
}

function encodeValue(value: Json, field: string, vectors: ReadonlySet<string>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    if (!vectors.has(field)) return value.map(encodeItem);
    const member = vectorMember(field);
    return member === field ? FieldValue.vector(value.map(Number)) : { [vectorMark]: member };
  }
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    isMarked(name) ? `~${name}` : name,
    encodeValue(member, `${field}.${name}`, vectors),
  ]);
  return Object.fromEntries(members);
}

/**
 * Members as Firestore stores them. Lists of numbers become vectors wherever the port lets them be searched as such;
 * `array-contains` does not look into those.
 */
export function encodeMembers(data: JsonObject): DocumentData {
  const taken = Object.keys(data).find(isOwn);
  if (taken) throw new AppError('invalid_input', 'This cannot be stored.', { details: { what: `a member ${taken}` } });
  const vectors = vectorsOf(data);
  const inside = vectors.filter(([field]) => vectorMember(field) !== field);
  const fields = new Set(vectors.map(([field]) => field));
  return Object.fromEntries([
    ...Object.entries(data).map(([name, value]) => [name, encodeValue(value, name, fields)] as const),
    ...inside.map(([field, vector]) => [vectorMember(field), FieldValue.vector(vector)] as const),
    ...expiryOf(data),
  ]);
}

/** None again where it is taken back; a text that is no moment never expires. */
function expiryOf({ expireAt }: JsonObject): [string, Timestamp | null][] {
  if (expireAt === undefined) return [];
  const moment = typeof expireAt === 'string' ? Date.parse(expireAt) : Number.NaN;
  return [[expiryMark, Number.isNaN(moment) ? null : Timestamp.fromMillis(moment)]];
}

function decodeValue(value: unknown, document: DocumentData): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (value instanceof VectorValue) return value.toArray();
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, document));
  if (typeof value === 'object') return decodeObject(value, document);
  return null;
}

function decodeObject(value: object, document: DocumentData): Json {
  const entries = Object.entries(value);
  const [name, only] = entries[0] ?? [];
  if (entries.length === 1 && name === listMark) return decodeValue(only, document);
  if (entries.length === 1 && name === vectorMark) return decodeValue(document[String(only)], document);
  return Object.fromEntries(
    entries.map(([key, member]) => [isMarked(key) ? key.slice(1) : key, decodeValue(member, document)] as const),
  );
}

/** The members that the caller stored; what Firestore knows beyond JSON (times, bytes, references) becomes null. */
export function decodeMembers(data: DocumentData): JsonObject {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([name]) => !isOwn(name))
      .map(([name, value]) => [name, decodeValue(value, data)] as const),
  );
}
