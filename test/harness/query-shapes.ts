import { z } from 'zod';
import type {
  Documents,
  Filter,
  JsonObject,
  NearestQuery,
  Query,
  Transaction,
} from '../../src/domain/ports/documents.ts';
import { vectorMember } from '../../src/storage/gcp/values.ts';

/**
 * The format of `src/storage/gcp/indexes.json`, which Terraform and its test read. `collection` is a collection's last
 * name, at any depth; query scope is the collection. Firestore adds the document's name to each index by itself, in the
 * direction of the last field.
 */
export const Indexes = z.strictObject({
  /** In this order: `order` for equality, ranges and sorting, `contains` for the items of a list. */
  composite: z.array(
    z.strictObject({
      collection: z.string(),
      fields: z.array(
        z.union([
          z.strictObject({ field: z.string(), order: z.enum(['asc', 'desc']) }),
          z.strictObject({ field: z.string(), contains: z.literal(true) }),
        ]),
      ),
    }),
  ),
  /** Filters first and the vector last; flat, of this dimension. */
  vector: z.array(
    z.strictObject({
      collection: z.string(),
      filters: z.array(z.string()),
      vector: z.string(),
      dimension: z.int(),
    }),
  ),
  /** Large members that no query names: their single-field indexes are switched off. */
  unindexed: z.array(z.strictObject({ collection: z.string(), field: z.string() })),
  /** Members by which Firestore deletes what nobody needs any more. */
  ttl: z.array(z.strictObject({ collection: z.string(), field: z.literal('_expireAt') })),
});
export type Indexes = z.infer<typeof Indexes>;

type Composite = Indexes['composite'][number];
type VectorIndex = Omit<Indexes['vector'][number], 'dimension'>;

/** What a query needs beyond the indexes of single fields, as one line; nothing where those do. */
const line = (index: Composite | VectorIndex): string =>
  'fields' in index
    ? `${index.collection}: ${index.fields.map((one) => ('order' in one ? `${one.field} ${one.order}` : `${one.field} contains`)).join(', ')}`
    : `${index.collection}: ${index.filters.join(', ')}, vector ${index.vector}`;

const kindOf = (collection: string): string => collection.slice(collection.lastIndexOf('/') + 1);
const isList = ({ op }: Filter): boolean => op === 'array-contains' || op === 'array-contains-any';
const isEquality = ({ op }: Filter): boolean => op === '==' || op === 'in';
const sorted = (fields: readonly string[]): string[] => [...new Set(fields)].sort();

/** Equality and lists first, by name, then the order; a range is the first order, as the port demands. */
function compositeFor({ collection, where = [], orderBy = [] }: Query): Composite | undefined {
  const equal = sorted(where.filter(isEquality).map(({ field }) => field)).filter(
    (field) => !orderBy.some((one) => one.field === field),
  );
  const lists = sorted(where.filter(isList).map(({ field }) => field));
  // Without an order, Firestore joins the indexes of the single fields.
  if (orderBy.length === 0 || (equal.length === 0 && lists.length === 0 && orderBy.length === 1)) return undefined;
  return {
    collection: kindOf(collection),
    fields: [
      ...equal.map((field) => ({ field, order: 'asc' as const })),
      ...lists.map((field) => ({ field, contains: true as const })),
      ...orderBy.map(({ field, direction }) => ({ field, order: direction })),
    ],
  };
}

const vectorFor = ({ collection, where = [], vectorField }: NearestQuery): VectorIndex => ({
  collection: kindOf(collection),
  filters: sorted(where.map(({ field }) => field)),
  vector: vectorMember(vectorField),
});

const expires = (collection: string): string => `${collection}: expires`;

export interface Noted {
  /** Every query's need of an index, and every collection that expires. */
  lines: Set<string>;
  /** Collections that are queried within a transaction. */
  within: Set<string>;
}

/** The same documents; what is asked of them is noted. */
export function recordShapes(documents: Documents, { lines, within }: Noted): Documents {
  const note = (query: Query): void => {
    const index = compositeFor(query);
    if (index) lines.add(line(index));
  };
  const noteExpiry = (path: string, data: JsonObject): void => {
    if (data.expireAt !== undefined) lines.add(expires(kindOf(path.slice(0, path.lastIndexOf('/')))));
  };
  return {
    ...documents,
    query(query) {
      note(query);
      return documents.query(query);
    },
    set(path, data) {
      noteExpiry(path, data);
      return documents.set(path, data);
    },
    nearest(query) {
      lines.add(line(vectorFor(query)));
      return documents.nearest(query);
    },
    transaction: (work) =>
      documents.transaction((transaction) => {
        const recorded: Transaction = {
          ...transaction,
          query(query) {
            note(query);
            within.add(kindOf(query.collection));
            return transaction.query(query);
          },
          set(path, data) {
            noteExpiry(path, data);
            transaction.set(path, data);
          },
        };
        return work(recorded);
      }),
  };
}

export const linesOf = ({ composite, vector, ttl }: Indexes): string[] =>
  [...[...composite, ...vector].map(line), ...ttl.map(({ collection }) => expires(collection))].sort();
