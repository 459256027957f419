import type { Documents, JsonObject, Page, StoredDocument } from '../../domain/ports/documents.ts';
import {
  askedOf,
  deadLettersCollection,
  dueCollection,
  freshOf,
  teamPath,
  teamsCollection,
} from '../repositories/paths.ts';
import { readAll } from '../repositories/stored.ts';
import type { Migration, Portion } from './migration.ts';

const portionSize = 100;

const page = (documents: Documents, collection: string, after: string | undefined): Promise<Page> =>
  documents.query({ collection, limit: portionSize, ...(after !== undefined && { after }) });

/** Adds the members that a document lacks; what it has stays. Answers whether it lacked any. */
const complete = (documents: Documents, path: string, membersOf: (stored: StoredDocument) => JsonObject) =>
  documents.transaction(async (transaction): Promise<number> => {
    const stored = await transaction.get(path);
    if (!stored) return 0;
    const missing = Object.entries(membersOf(stored)).filter(([name]) => !Object.hasOwn(stored.data, name));
    if (missing.length === 0) return 0;
    transaction.update(path, Object.fromEntries(missing));
    return 1;
  });

async function each(found: Page, change: (document: StoredDocument) => Promise<number>): Promise<Portion> {
  let changed = 0;
  for (const document of found.documents) changed += await change(document);
  return { changed, ...(found.cursor !== undefined && { next: found.cursor }) };
}

const dueOfToday: Migration = {
  level: 1,
  what: 'what is due says which kind of work it is',
  portion: async (documents, from) =>
    each(await page(documents, dueCollection, from), ({ path }) =>
      complete(documents, path, () => ({ kind: 'run', waits: false, failures: 0 })),
    ),
};

/** Teams that made their last run before there was a registry are known from nothing but what is left to do for them. */
const knownTeams: Migration = {
  level: 2,
  what: 'teams that have something to do are in the registry',
  async portion(documents, from) {
    return each(await page(documents, dueCollection, from), async ({ data }) => {
      const { team, since, dueAt } = data;
      if (typeof team !== 'string') return 0;
      return documents.transaction(async (transaction) => {
        if (await transaction.get(teamPath(team))) return 0;
        transaction.set(teamPath(team), { team, since: since ?? dueAt ?? null });
        return 1;
      });
    });
  },
};

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Collections with hints, how long one serves, and the member that says when it was made. */
const hints = [
  { collectionOf: askedOf, made: 'at', days: 1 },
  // As long as evidence may be taken over at most.
  { collectionOf: freshOf, made: 'retrievedAt', days: 365 },
] as const;

/** From before documents said when they expire. */
const expiringHints: Migration = {
  level: 3,
  what: 'hints and letters expire',
  async portion(documents, from) {
    const teams = await readAll(documents, { collection: teamsCollection });
    const ids = teams.map(({ path }) => path.slice(teamsCollection.length + 1)).sort();
    const places = [
      ...ids.flatMap((team) => hints.map(({ collectionOf, ...rest }) => ({ collection: collectionOf(team), ...rest }))),
      { collection: deadLettersCollection, made: 'at', days: 90 },
    ];
    const [name, cursor] = from?.split(' ') ?? [];
    const known = places.findIndex(({ collection }) => collection === name);
    // A team may have been deleted since the last portion: then it goes on with the first one, which has all it needs.
    const at = Math.max(0, known);
    const place = places[at];
    if (!place) return { changed: 0 };
    const done = await each(await page(documents, place.collection, known < 0 ? undefined : cursor), ({ path }) =>
      complete(documents, path, ({ data }) => {
        const since = Date.parse(String(data[place.made]));
        if (Number.isNaN(since)) return {};
        return { expireAt: new Date(since + place.days * dayMilliseconds).toISOString() };
      }),
    );
    if (done.next !== undefined) return { changed: done.changed, next: `${place.collection} ${done.next}` };
    const next = places[at + 1]?.collection;
    return { changed: done.changed, ...(next !== undefined && { next }) };
  },
};

/** In the order of their levels. A new one goes to the end. */
export const migrations: readonly Migration[] = [dueOfToday, knownTeams, expiringHints];
