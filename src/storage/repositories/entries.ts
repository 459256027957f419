import { entryText, MemoryEntry } from '../../domain/memory.ts';
import type { Entries, NewEntry } from '../../domain/ports/memory.ts';
import { keyFrom } from './keys.ts';
import type { MemoryOptions } from './memory-options.ts';
import { entriesOf } from './paths.ts';
import { createRemembered, type Remembered } from './remembered.ts';
import { readAll } from './stored.ts';

/** Neighbours looked at for a twin: the nearest may be of the same run, or taken already. */
const neighboursLookedAt = 8;

export interface EntryStore {
  entries: Entries;
  store: Remembered<MemoryEntry>;
  /** Ids of what a run was the last to say. */
  saidBy(team: string, run: string): Promise<string[]>;
}

/** What makes two sayings of one run the same one: the claims they rest on, or their words. */
const sayingOf = ({ kind, origin, content }: NewEntry): string =>
  keyFrom(kind, ...(origin && origin.claims.length > 0 ? origin.claims : [content]));

export function createEntries({ documents, clock, newId, sameMeaning }: MemoryOptions): EntryStore {
  const store = createRemembered(documents, {
    name: 'memory entry',
    schema: MemoryEntry,
    collection: entriesOf,
    text: entryText,
  });

  const ofRun = async (team: string, run: string): Promise<MemoryEntry[]> =>
    (
      await readAll(documents, {
        collection: entriesOf(team),
        where: [{ field: 'origin.run', op: '==', value: run }],
      })
    ).map(store.read);

  /** An entry of another run that says the same about the same company to the same people. */
  async function twinOf(entry: NewEntry, run: string, taken: ReadonlySet<string>): Promise<string | undefined> {
    if (!entry.vector || entry.companyKey === undefined) return undefined;
    const neighbours = await store.nearest(
      entry.team,
      { viewer: [entry.visibility], vector: entry.vector, limit: neighboursLookedAt },
      [
        { field: 'companyKey', op: '==', value: entry.companyKey },
        { field: 'kind', op: '==', value: entry.kind },
      ],
    );
    return neighbours.find(
      ({ id, origin, similarity }) => similarity >= sameMeaning && origin?.run !== run && !taken.has(id),
    )?.id;
  }

  async function idsFor(found: readonly NewEntry[], run: string, mine: readonly MemoryEntry[]) {
    const known = new Map(mine.map((entry) => [sayingOf(entry), entry.id]));
    const taken = new Set<string>();
    let renewed = 0;
    const ids: string[] = [];
    for (const entry of found) {
      const saying = sayingOf(entry);
      const twin = known.has(saying) ? undefined : await twinOf(entry, run, taken);
      if (twin !== undefined) renewed += 1;
      const id = known.get(saying) ?? twin ?? keyFrom(run, saying);
      taken.add(id);
      ids.push(id);
    }
    return { ids, renewed };
  }

  const entries: Entries = {
    async create(entry) {
      const at = clock.now().toISOString();
      const created: MemoryEntry = { ...entry, id: newId(), createdAt: at, updatedAt: at, schemaVersion: 1 };
      await documents.transaction(async (transaction) => store.put(transaction, created));
      return created;
    },
    get: store.get,
    list: (team, { kind, ...question }) =>
      store.list(team, question, 'createdAt', kind === undefined ? [] : [{ field: 'kind', op: '==', value: kind }]),
    edit: (team, id, patch) =>
      store.change(team, id, (entry) => ({ ...entry, ...patch, updatedAt: clock.now().toISOString() })),
    nearest: (team, { kinds, companyKey, ...question }) =>
      store.nearest(team, question, [
        ...(kinds ? [{ field: 'kind', op: 'in' as const, value: [...kinds] }] : []),
        ...(companyKey !== undefined ? [{ field: 'companyKey', op: '==' as const, value: companyKey }] : []),
      ]),
    async learn({ team, run }, found) {
      const mine = await ofRun(team, run);
      const { ids, renewed } = await idsFor(found, run, mine);
      const said = await documents.transaction(async (transaction) => {
        const earlier = await Promise.all(ids.map((id) => transaction.get(store.pathOf(team, id))));
        const at = clock.now().toISOString();
        const made = found.map((entry, index): MemoryEntry => {
          const before = earlier[index];
          const id = ids[index] ?? newId();
          const origin = { run, claims: entry.origin?.claims ?? [] };
          const createdAt = before ? store.read(before).createdAt : at;
          return { ...entry, team, id, origin, createdAt, updatedAt: at, schemaVersion: 1 };
        });
        for (const entry of made) store.put(transaction, entry);
        for (const { id } of mine) if (!ids.includes(id)) transaction.delete(store.pathOf(team, id));
        return made;
      });
      return { entries: said, renewed };
    },
    delete: (team, id) => documents.delete(store.pathOf(team, id)),
  };
  return { entries, store, saidBy: async (team, run) => (await ofRun(team, run)).map(({ id }) => id) };
}
