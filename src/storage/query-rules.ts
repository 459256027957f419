import { AppError } from '../domain/errors.ts';
import type { Filter, NearestQuery, Operator, Query } from '../domain/ports/documents.ts';
import { checkCollectionPath } from './paths.ts';

/** Firestore's limit of `in` and `array-contains-any`, and of their combinations in one query. */
const maxFilterValues = 30;
/** A page that is still one answer. */
const maxPage = 1000;

export const refuseQuery = (what: string): AppError =>
  new AppError('invalid_input', 'This question to the storage is not valid.', { details: { what } });

/** The names along a dotted path: letters, digits, `_` and `-` alone. Throws `invalid_input`. */
export function fieldNames(field: string): string[] {
  const names = field.split('.');
  if (!names.every((name) => /^[\p{L}\p{N}_-]+$/u.test(name))) throw refuseQuery(`field ${field}`);
  return names;
}

const isRange = (op: Operator): boolean => op === '<' || op === '<=' || op === '>' || op === '>=';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** How many alternatives a filter stands for. */
function checkFilter({ field, op, value }: Filter): number {
  fieldNames(field);
  if (op === 'in' || op === 'array-contains-any') {
    if (!Array.isArray(value)) throw refuseQuery('a list of values is needed');
    if (value.length > maxFilterValues) throw refuseQuery(`more than ${maxFilterValues} values`);
    if (value.some(isObject)) throw refuseQuery('comparing with a list or an object');
    return Math.max(1, value.length);
  }
  if (isObject(value)) throw refuseQuery('comparing with a list or an object');
  if (isRange(op) && typeof value !== 'number' && typeof value !== 'string') {
    throw refuseQuery('a range needs a number or a string');
  }
  return 1;
}

/** What every implementation asks of the filters of a query, so that all refuse the same ones with `invalid_input`. */
export function checkWhere({ collection, where = [] }: Pick<Query | NearestQuery, 'collection' | 'where'>): void {
  checkCollectionPath(collection);
  const combinations = where.reduce((product, filter) => product * checkFilter(filter), 1);
  if (combinations > maxFilterValues) throw refuseQuery(`more than ${maxFilterValues} combinations of values`);
}

export function checkQuery(query: Query): void {
  checkWhere(query);
  const orderBy = query.orderBy ?? [];
  for (const { field } of orderBy) fieldNames(field);
  // Firestore reads a range along its index, so that is the order in which it comes.
  const ranges = (query.where ?? []).filter(({ op }) => isRange(op));
  if (ranges.some(({ field }) => field !== orderBy[0]?.field)) throw refuseQuery('a range must be the first order');
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > maxPage) {
    throw refuseQuery(`limit ${query.limit}`);
  }
}
