import {
  FieldPath,
  type Firestore,
  Filter as FirestoreFilter,
  type Query as FirestoreQuery,
} from '@google-cloud/firestore';
import type { Filter, NearestQuery, Query } from '../../domain/ports/documents.ts';
import { type CursorPosition, readCursor } from '../cursor.ts';
import { checkQuery, checkWhere, fieldNames, refuseQuery } from '../query-rules.ts';
import { vectorMember } from './values.ts';

/** Ours, so it is no member of the caller. */
export const distanceField = '_nearest_distance';

const pathOf = (field: string): FieldPath => new FieldPath(...fieldNames(field));

/** `in` does not find a stored null, so that one is asked for on its own. */
function filterOf({ field, op, value }: Filter): FirestoreFilter {
  const path = pathOf(field);
  if (op !== 'in' || !Array.isArray(value) || !value.includes(null)) return FirestoreFilter.where(path, op, value);
  const present = value.filter((one) => one !== null);
  const isNull = FirestoreFilter.where(path, '==', null);
  return present.length === 0 ? isNull : FirestoreFilter.or(FirestoreFilter.where(path, 'in', present), isNull);
}

/** A filter on no values at all finds nothing, which Firestore cannot be asked. */
const findsNothing = (where: readonly Filter[] = []): boolean =>
  where.some(({ value }) => Array.isArray(value) && value.length === 0);

function filtered(firestore: Firestore, { collection, where = [] }: Pick<Query, 'collection' | 'where'>) {
  const all: FirestoreQuery = firestore.collection(collection);
  return where.reduce((query, filter) => query.where(filterOf(filter)), all);
}

/** A cursor carries values, and values of its own making could make Firestore throw: then it was not ours. */
function from(query: FirestoreQuery, position: CursorPosition): FirestoreQuery {
  const id = position.at(-1);
  if (typeof id !== 'string' || id === '' || id.includes('/')) throw refuseQuery('cursor');
  return query.startAfter(...position);
}

/**
 * One document more than the page holds, so that the last page is known as such; `undefined` where nothing can be
 * found. The id is the last order, in the direction of the first. Throws `invalid_input`.
 */
export function toFirestoreQuery(firestore: Firestore, query: Query): FirestoreQuery | undefined {
  checkQuery(query);
  const orderBy = query.orderBy ?? [];
  const position = query.after === undefined ? undefined : readCursor(query);
  if (findsNothing(query.where)) return undefined;
  const ordered = orderBy
    .reduce((all, { field, direction }) => all.orderBy(pathOf(field), direction), filtered(firestore, query))
    .orderBy(FieldPath.documentId(), orderBy[0]?.direction ?? 'asc')
    .limit(query.limit + 1);
  return position ? from(ordered, position) : ordered;
}

/** Neighbours by `findNearest`; the distance comes back as a member of each document. */
export function toNearest(firestore: Firestore, query: NearestQuery) {
  checkWhere(query);
  if (findsNothing(query.where)) return undefined;
  return filtered(firestore, query).findNearest({
    vectorField: vectorMember(fieldNames(query.vectorField).join('.')),
    queryVector: [...query.vector],
    limit: query.limit,
    distanceMeasure: 'COSINE',
    distanceResultField: distanceField,
  });
}
