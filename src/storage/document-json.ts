import { AppError } from '../domain/errors.ts';
import type { Json, JsonObject } from '../domain/ports/documents.ts';

/**
 * Firestore's limit of 1 MiB, less room for the name and what an implementation adds; kept by every implementation:
 * https://firebase.google.com/docs/firestore/quotas#limits
 */
export const maxDocumentBytes = 1_040_000;
const maxDepth = 20;

const refuse = (what: string): AppError =>
  new AppError('invalid_input', 'This cannot be stored.', { details: { what } });

function cleaned(value: unknown, depth: number): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refuse('a number that is not finite');
    return value;
  }
  if (typeof value !== 'object') throw refuse(`a ${typeof value}`);
  if (depth >= maxDepth) throw refuse('nesting deeper than 20');
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  return cleanedMembers(value, depth);
}

function cleanedMembers(value: object, depth: number): JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refuse('an object that is not plain');
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (key === '' || /^__.*__$/.test(key)) throw refuse('a reserved or empty member name');
    members.push([key.toWellFormed(), cleaned(member, depth + 1)]);
  }
  return Object.fromEntries(members);
}

/**
 * The document as it will be read again: members that are `undefined` left out, half surrogate pairs replaced.
 * Throws `invalid_input` for what JSON cannot hold and for nesting deeper than 20.
 */
export const cleanDocument = (data: JsonObject): JsonObject => cleanedMembers(data, 0);

/** Text to store. Throws `limit_reached` above 1 MiB of UTF-8. */
export function encodeDocument(data: JsonObject): string {
  const text = JSON.stringify(data);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxDocumentBytes) {
    throw new AppError('limit_reached', 'This is too large to be stored as one document (more than 1 MiB).', {
      details: { bytes },
    });
  }
  return text;
}

/** `undefined` when there is no such member. `field` is a dotted path. */
export function memberOf(data: JsonObject, field: string): Json | undefined {
  let value: Json | undefined = data;
  for (const name of field.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) return;
    value = value[name];
  }
  return value;
}

/** A copy in which numbers were added along dotted paths; what is missing on the way is made, and counts as 0. */
export function withIncrements(data: JsonObject, amounts: Readonly<Record<string, number>>): JsonObject {
  const result = structuredClone(data);
  for (const [field, amount] of Object.entries(amounts)) {
    if (!Number.isFinite(amount)) throw refuse('counting with what is not a number');
    addAt(result, field.split('.'), amount);
  }
  return result;
}

function addAt(target: JsonObject, [name = '', ...rest]: string[], amount: number): void {
  if (name === '' || /^__.*__$/.test(name)) throw refuse('a member name to count at');
  const present = Object.hasOwn(target, name) ? target[name] : undefined;
  if (rest.length === 0) {
    if (present !== undefined && typeof present !== 'number') throw refuse('counting what is not a number');
    target[name] = (present ?? 0) + amount;
    return;
  }
  const inner = present ?? {};
  if (typeof inner !== 'object' || Array.isArray(inner)) throw refuse('counting inside what is not an object');
  target[name] = inner;
  addAt(inner, rest, amount);
}
