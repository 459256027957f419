import type { Memory, OutdatedVector } from '../../domain/ports/memory.ts';
import { queryTerms } from '../terms.ts';
import { createClients } from './clients.ts';
import { createEntries } from './entries.ts';
import type { MemoryOptions } from './memory-options.ts';
import { type SearchedKind, searchKind } from './memory-search.ts';
import { clientsOf } from './paths.ts';
import { createPlays } from './plays.ts';
import { readAll } from './stored.ts';

/** Client profiles, entries and the play library of a team; each thing under its own visibility. */
export function createMemory(options: MemoryOptions): Memory {
  const { documents } = options;
  const { clients, store: clientStore } = createClients(options);
  const { entries, store: entryStore, saidBy } = createEntries(options);
  const { plays, store: playStore } = createPlays(options);
  const stores = { client: clientStore, entry: entryStore, play: playStore };

  const searched: SearchedKind[] = [
    searchKind('client', clientStore, (client) => ({ title: client.companyName, content: client.summary })),
    searchKind('entry', entryStore, ({ title, content }) => ({ title, content })),
    // Retired plays are found by nobody.
    searchKind(
      'play',
      playStore,
      ({ title, content }) => ({ title, content }),
      ({ status }) => status === 'active',
    ),
  ];

  return {
    clients,
    entries,
    plays,
    async search(team, { text, vector, viewer, limit }) {
      const question = { words: queryTerms(text), viewer, limit, ...(vector && { vector }) };
      const hits = await Promise.all(searched.map((search) => search(team, question)));
      return hits
        .flat()
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
    async forgetRun(team, run) {
      const said = await saidBy(team, run);
      for (const id of said) await entries.delete(team, id);
      const profiles = await readAll(documents, {
        collection: clientsOf(team),
        where: [{ field: 'origin', op: '==', value: run }],
      });
      for (const { path } of profiles) await documents.delete(path);
      return said.length + profiles.length;
    },
    async outdated(team, embedder, limit, kinds = ['client', 'entry', 'play']) {
      const found: OutdatedVector[] = [];
      for (const kind of kinds) {
        if (found.length >= limit) break;
        const more = await stores[kind].outdated(team, embedder, limit - found.length);
        found.push(...more.map((one) => ({ ...one, kind })));
      }
      return found;
    },
    saveVector: (team, outdated, vector) => stores[outdated.kind].saveVector(team, outdated, vector),
  };
}
