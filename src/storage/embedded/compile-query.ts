import type { Filter, Json, Query } from '../../domain/ports/documents.ts';
import { type CursorPosition, readCursor } from '../cursor.ts';
import { checkQuery, checkWhere, fieldNames, refuseQuery } from '../query-rules.ts';

type Parameter = string | number | null;
export interface Compiled {
  sql: string;
  parameters: Parameter[];
}

/** The only text that goes into SQL unbound, hence the few characters that names may have. */
const jsonPath = (field: string): string =>
  `'$${fieldNames(field)
    .map((name) => `."${name}"`)
    .join('')}'`;

export const valueAt = (field: string): string => `json_extract(data, ${jsonPath(field)})`;
const typeAt = (field: string): string => `json_type(data, ${jsonPath(field)})`;

interface Operand {
  type: string;
  value: string;
}

/** Equal in type and value: 1, true and "1" are three different things although SQLite would compare the first two. */
function equals({ type, value }: Operand, wanted: Json, parameters: Parameter[]): string {
  if (wanted === null) return `${type} = 'null'`;
  if (typeof wanted === 'boolean') return `${type} = '${wanted}'`;
  if (typeof wanted === 'object') throw refuseQuery('comparing with a list or an object');
  parameters.push(wanted);
  return typeof wanted === 'number'
    ? `(${type} IN ('integer', 'real') AND ${value} = ?)`
    : `(${type} = 'text' AND ${value} = ?)`;
}

function anyOf(operand: Operand, wanted: Json, parameters: Parameter[]): string {
  if (!Array.isArray(wanted)) throw refuseQuery('a list of values is needed');
  if (wanted.length === 0) return '0';
  return `(${wanted.map((value) => equals(operand, value, parameters)).join(' OR ')})`;
}

function compare(operand: Operand, op: '<' | '<=' | '>' | '>=', wanted: Json, parameters: Parameter[]): string {
  if (typeof wanted !== 'number' && typeof wanted !== 'string') throw refuseQuery('a range needs a number or a string');
  parameters.push(wanted);
  const types = typeof wanted === 'number' ? `IN ('integer', 'real')` : `= 'text'`;
  return `(${operand.type} ${types} AND ${operand.value} ${op} ?)`;
}

function compileFilter({ field, op, value }: Filter, parameters: Parameter[]): string {
  const member = { type: typeAt(field), value: valueAt(field) };
  const item = { type: 'item.type', value: 'item.value' };
  const inList = (condition: string) =>
    `(${member.type} = 'array' AND EXISTS (SELECT 1 FROM json_each(data, ${jsonPath(field)}) AS item WHERE ${condition}))`;
  switch (op) {
    case '==':
      return equals(member, value, parameters);
    case 'in':
      return anyOf(member, value, parameters);
    case 'array-contains':
      return inList(equals(item, value, parameters));
    case 'array-contains-any':
      return inList(anyOf(item, value, parameters));
    default:
      return compare(member, op, value, parameters);
  }
}

/** Conditions on the table `documents`, without the word WHERE. The collection is always the first of them. */
export function compileWhere(collection: string, where: readonly Filter[] = []): Compiled {
  checkWhere({ collection, where });
  const parameters: Parameter[] = [collection];
  const conditions = ['collection = ?', ...where.map((filter) => compileFilter(filter, parameters))];
  return { sql: conditions.join(' AND '), parameters };
}

interface OrderTerm {
  expression: string;
  descending: boolean;
}

/** Rows strictly after a position. SQLite sorts NULL (here: a stored null) before everything else. */
function after(orders: readonly OrderTerm[], position: CursorPosition, parameters: Parameter[]): string {
  const [order, ...rest] = orders;
  const [given = null, ...values] = position;
  // SQLite has no boolean: what it reads out of JSON is 0 or 1.
  const value = typeof given === 'boolean' ? Number(given) : given;
  if (!order) return '0';
  const { expression, descending } = order;
  const beyond = () => {
    if (value === null) return descending ? '0' : `${expression} IS NOT NULL`;
    parameters.push(value);
    return descending ? `(${expression} < ? OR ${expression} IS NULL)` : `${expression} > ?`;
  };
  const first = beyond();
  parameters.push(value);
  return `(${first} OR (${expression} IS ? AND ${after(rest, values, parameters)}))`;
}

/** Asks for one row more than the page holds, so that the last page is known as such. Throws `invalid_input`. */
export function compileQuery(query: Query): Compiled {
  checkQuery(query);
  const { sql, parameters } = compileWhere(query.collection, query.where);
  const orderBy = query.orderBy ?? [];
  const conditions = [sql, ...orderBy.map(({ field }) => `${typeAt(field)} NOT IN ('array', 'object')`)];
  const orders: OrderTerm[] = [
    ...orderBy.map(({ field, direction }) => ({ expression: valueAt(field), descending: direction === 'desc' })),
    { expression: 'id', descending: orderBy[0]?.direction === 'desc' },
  ];
  if (query.after !== undefined) conditions.push(after(orders, readCursor(query), parameters));
  parameters.push(query.limit + 1);
  const order = orders.map(({ expression, descending }) => `${expression} ${descending ? 'DESC' : 'ASC'}`).join(', ');
  return {
    sql: `SELECT path, version, data FROM documents WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`,
    parameters,
  };
}
