import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Query, StoredDocument } from '../domain/ports/documents.ts';
import { memberOf } from './document-json.ts';

/** What the last document of a page was sorted by, and its id. */
export type CursorPosition = (string | number | boolean | null)[];

const Cursor = z.tuple([z.string(), z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))]);

/** A cursor only fits the collection and order that it was made for. */
const shapeOf = ({ collection, orderBy = [] }: Query): string =>
  createHash('sha256')
    .update(JSON.stringify([collection, orderBy.map(({ field, direction }) => [field, direction])]))
    .digest('base64url')
    .slice(0, 12);

export function writeCursor(query: Query, last: StoredDocument): string {
  const values = (query.orderBy ?? []).map(({ field }) => {
    const value = memberOf(last.data, field) ?? null;
    return typeof value === 'object' ? null : value;
  });
  const position: CursorPosition = [...values, last.path.slice(query.collection.length + 1)];
  return Buffer.from(JSON.stringify([shapeOf(query), position])).toString('base64url');
}

/** Cursors travel through buttons and links: one that was changed, or belongs to another query, is `invalid_input`. */
export function readCursor(query: Query): CursorPosition {
  const refusal = new AppError('invalid_input', 'This page is not available any more; start from the first one.');
  let parsed: z.infer<typeof Cursor>;
  try {
    parsed = Cursor.parse(JSON.parse(Buffer.from(query.after ?? '', 'base64url').toString()));
  } catch {
    throw refusal;
  }
  const [shape, position] = parsed;
  if (shape !== shapeOf(query) || position.length !== (query.orderBy ?? []).length + 1) throw refusal;
  return position;
}
