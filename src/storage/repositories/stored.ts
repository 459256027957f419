import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Documents, JsonObject, Page, Query, StoredDocument } from '../../domain/ports/documents.ts';

/** An entity as a document. What JSON cannot hold is refused by the documents themselves. */
export const toJson = (entity: object): JsonObject => entity as JsonObject;

/** What was stored, checked against the schema of today. A document that does not fit is `storage_failed`, with its path in the details. */
export function fromStored<T>(schema: z.ZodType<T>, { path, data }: { path: string; data: object }): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AppError('storage_failed', 'Something stored could not be read.', {
    cause: parsed.error,
    details: { path },
  });
}

/** Whether it is of no use any more, although nobody has deleted it yet. */
export const isExpired = ({ data: { expireAt } }: StoredDocument, now: Date): boolean =>
  typeof expireAt === 'string' && Date.parse(expireAt) <= now.getTime();

/** What is about to be stored. */
export function checked<T>(schema: z.ZodType<T>, entity: T): T {
  const parsed = schema.safeParse(entity);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', 'This cannot be stored.', { cause: parsed.error });
}

/** Every document of a small collection, such as the stages of one run. */
export async function readAll(documents: Documents, query: Omit<Query, 'limit' | 'after'>): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  let page: Page | undefined;
  do {
    page = await documents.query({ ...query, limit: 100, ...(page?.cursor !== undefined && { after: page.cursor }) });
    all.push(...page.documents);
  } while (page.cursor !== undefined);
  return all;
}
