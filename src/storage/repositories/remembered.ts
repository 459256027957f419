import type { z } from 'zod';
import { AppError, isAppError } from '../../domain/errors.ts';
import type { Vector } from '../../domain/memory.ts';
import type { Documents, Filter, StoredDocument, Transaction } from '../../domain/ports/documents.ts';
import type { EmbedderName, Nearest, OutdatedVector, Similar, Viewer } from '../../domain/ports/memory.ts';
import { asViewer, mostVisibilities } from '../../domain/visibility.ts';
import { terms } from '../terms.ts';
import { checked, fromStored, toJson } from './stored.ts';

/** Visibilities in one filter and words in one question: together at most 30 combinations, Firestore's limit. */
const visibilitiesPerSearch = 3;
const wordsPerSearch = 10;
const newestSearched = 200;

export interface RememberedThing {
  id: string;
  team: string;
  visibility: string;
  updatedAt: string;
  vector?: Vector | undefined;
}

export interface RememberedKind<T extends RememberedThing> {
  /** In words, for people. */
  name: string;
  schema: z.ZodType<T>;
  collection: (team: string) => string;
  /** What is searched by words and what the vector is made of. */
  text: (thing: T) => string;
}

const nameOf = ({ model, dimension }: EmbedderName): string => `${model}/${dimension}`;
const embedderOf = (vector: Vector | undefined): string =>
  vector ? nameOf({ model: vector.model, dimension: vector.values.length }) : '';

/** The newest come first where there are more than a filter takes; `team` always stays. */
const seen = (viewer: Viewer, most = mostVisibilities): string[] => asViewer(viewer).slice(0, most);

/** How many visibilities may be asked for beside other filters: all combinations together keep to Firestore's limit. */
const roomBeside = (where: readonly Filter[]): number =>
  Math.floor(mostVisibilities / where.reduce((n, { value }) => n * (Array.isArray(value) ? value.length : 1), 1));

/**
 * Documents that are found by meaning and by words. Beside the thing stand its words and the name of its embedder, so
 * that vectors of two embedders are never compared and what is not yet moved to a new one can be asked for.
 */
export function createRemembered<T extends RememberedThing>(
  documents: Documents,
  { name, schema, collection, text }: RememberedKind<T>,
) {
  const pathOf = (team: string, id: string) => `${collection(team)}/${id}`;
  const read = (stored: StoredDocument): T => fromStored(schema, stored);
  const toStored = (thing: T) =>
    toJson({ ...checked(schema, thing), terms: terms(text(thing)), embedder: embedderOf(thing.vector) });
  const put = (transaction: Transaction, thing: T): void =>
    transaction.set(pathOf(thing.team, thing.id), toStored(thing));

  async function present(transaction: Transaction, team: string, id: string): Promise<T> {
    const stored = await transaction.get(pathOf(team, id));
    if (!stored) throw new AppError('not_found', `There is no such ${name}.`);
    return read(stored);
  }

  async function wordHits(team: string, words: readonly string[], viewer: Viewer): Promise<StoredDocument[]> {
    const visibilities = seen(viewer);
    const groups = Array.from({ length: Math.ceil(visibilities.length / visibilitiesPerSearch) }, (_, index) =>
      visibilities.slice(index * visibilitiesPerSearch, (index + 1) * visibilitiesPerSearch),
    );
    const pages = await Promise.all(
      groups.map((group) =>
        documents.query({
          collection: collection(team),
          where: [
            { field: 'visibility', op: 'in', value: group },
            { field: 'terms', op: 'array-contains-any', value: [...words] },
          ],
          orderBy: [{ field: 'updatedAt', direction: 'desc' }],
          limit: newestSearched,
        }),
      ),
    );
    return pages.flatMap((page) => page.documents);
  }

  return {
    pathOf,
    read,
    put,
    async get(team: string, id: string): Promise<T | undefined> {
      const stored = await documents.get(pathOf(team, id));
      return stored && read(stored);
    },

    /** Newest first, by the field named. */
    async list(
      team: string,
      { viewer, limit }: { viewer: Viewer; limit: number },
      by: 'createdAt' | 'updatedAt',
      where: readonly Filter[] = [],
    ): Promise<T[]> {
      const page = await documents.query({
        collection: collection(team),
        where: [...where, { field: 'visibility', op: 'in', value: seen(viewer) }],
        orderBy: [{ field: by, direction: 'desc' }],
        limit,
      });
      return page.documents.map(read);
    },

    present,

    /** The vector goes with the words it was made of. Error: `not_found`. */
    change: (team: string, id: string, make: (thing: T) => T): Promise<T> =>
      documents.transaction(async (transaction) => {
        const thing = await present(transaction, team, id);
        const made = make(thing);
        const { vector: _, ...rest } = made;
        const changed = text(made) === text(thing) ? made : (rest as T);
        put(transaction, changed);
        return changed;
      }),

    async nearest(
      team: string,
      { viewer, vector, limit }: Nearest,
      where: readonly Filter[] = [],
    ): Promise<Similar<T>[]> {
      if (viewer.length === 0) return [];
      const found = await documents.nearest({
        collection: collection(team),
        vectorField: 'vector.values',
        vector: vector.values,
        where: [
          { field: 'embedder', op: '==', value: embedderOf(vector) },
          { field: 'visibility', op: 'in', value: seen(viewer, roomBeside(where)) },
          ...where,
        ],
        limit,
      });
      return found.map((neighbour) => ({ ...read(neighbour), similarity: Math.max(0, 1 - neighbour.distance) }));
    },

    /** Best first: a rare word says more than one that is everywhere. */
    async withWords(team: string, words: readonly string[], viewer: Viewer, limit: number): Promise<T[]> {
      const asked = words.slice(0, wordsPerSearch);
      if (asked.length === 0 || viewer.length === 0) return [];
      const hits = await wordHits(team, asked, viewer);
      const held = hits.map((hit) => new Set(Array.isArray(hit.data.terms) ? hit.data.terms : []));
      const rarity = new Map(asked.map((word) => [word, 1 / (1 + held.filter((set) => set.has(word)).length)]));
      const scoreOf = (set: ReadonlySet<unknown>) =>
        asked.reduce((sum, word) => sum + (set.has(word) ? 1 + (rarity.get(word) ?? 0) : 0), 0);
      return hits
        .map((hit, index) => ({ thing: read(hit), score: scoreOf(held[index] ?? new Set()) }))
        .sort((a, b) => b.score - a.score || (a.thing.updatedAt < b.thing.updatedAt ? 1 : -1))
        .slice(0, limit)
        .map(({ thing }) => thing);
    },

    /** Either side of the name, because a query knows no "is not". */
    async outdated(team: string, embedder: EmbedderName, limit: number): Promise<Omit<OutdatedVector, 'kind'>[]> {
      const pages = await Promise.all(
        (['<', '>'] as const).map((op) =>
          documents.query({
            collection: collection(team),
            where: [{ field: 'embedder', op, value: nameOf(embedder) }],
            orderBy: [{ field: 'embedder', direction: 'asc' }],
            limit,
          }),
        ),
      );
      return pages
        .flatMap((page) => page.documents)
        .slice(0, limit)
        .map((stored) => {
          const thing = read(stored);
          return { id: thing.id, text: text(thing), version: stored.version };
        });
    },

    async saveVector(team: string, { id, version }: Omit<OutdatedVector, 'kind'>, vector: Vector): Promise<void> {
      try {
        await documents.update(pathOf(team, id), toJson({ vector, embedder: embedderOf(vector) }), { version });
      } catch (error) {
        if (!isAppError(error, 'conflict') && !isAppError(error, 'not_found')) throw error;
      }
    },
  };
}

export type Remembered<T extends RememberedThing> = ReturnType<typeof createRemembered<T>>;
