import { z } from 'zod';
import { PlayLibraryItem, playText } from '../../domain/memory.ts';
import type { Plays } from '../../domain/ports/memory.ts';
import { keyFrom } from './keys.ts';
import type { MemoryOptions } from './memory-options.ts';
import { playsOf, playUsesOf } from './paths.ts';
import { createRemembered, type Remembered } from './remembered.ts';
import { fromStored, readAll, toJson } from './stored.ts';

/** A run that used a play; `outcome` once somebody has said it. */
const Use = z.object({ run: z.string(), outcome: z.enum(['won', 'lost']).nullable() });
type Use = z.infer<typeof Use>;

export interface PlayStore {
  plays: Plays;
  store: Remembered<PlayLibraryItem>;
}

const isActive = { field: 'status', op: '==', value: 'active' } as const;

export function createPlays({ documents, clock, newId }: MemoryOptions): PlayStore {
  const store = createRemembered(documents, {
    name: 'play',
    schema: PlayLibraryItem,
    collection: playsOf,
    text: playText,
  });
  const usePath = (team: string, play: string, run: string) => `${playUsesOf(team, play)}/${run}`;
  const now = () => clock.now().toISOString();

  const change = (team: string, id: string, patch: Partial<PlayLibraryItem>) =>
    store.change(team, id, (play) => ({ ...play, ...patch, updatedAt: now() }));

  /** The play and its use in a run are written together, so every run counts once. */
  const inRun = (
    team: string,
    id: string,
    run: string,
    make: (play: PlayLibraryItem, use: Use | undefined) => { play: PlayLibraryItem; use: Use } | undefined,
  ) =>
    documents.transaction(async (transaction) => {
      const play = await store.present(transaction, team, id);
      const stored = await transaction.get(usePath(team, id, run));
      const made = make(play, stored && fromStored(Use, stored));
      if (!made) return play;
      store.put(transaction, made.play);
      transaction.set(usePath(team, id, run), toJson(made.use));
      return made.play;
    });

  const plays: Plays = {
    create: (play) =>
      documents.transaction(async (transaction) => {
        const id = play.origin ? keyFrom(play.origin.run, play.origin.stage) : newId();
        const stored = await transaction.get(store.pathOf(play.team, id));
        if (stored) return store.read(stored);
        const at = now();
        const counts = { usageCount: 0, won: 0, lost: 0, status: 'active' as const };
        const created: PlayLibraryItem = { ...play, ...counts, id, createdAt: at, updatedAt: at, schemaVersion: 1 };
        store.put(transaction, created);
        return created;
      }),
    get: store.get,
    list: (team, question) => store.list(team, question, 'createdAt', [isActive]),
    library: (team, question) => store.list(team, question, 'createdAt'),
    edit: change,
    async retire(team, id) {
      await change(team, id, { status: 'retired' });
    },
    async restore(team, id) {
      await change(team, id, { status: 'active' });
    },
    nearest: (team, question) => store.nearest(team, question, [isActive]),
    async used(team, id, run) {
      await inRun(team, id, run, (play, use) =>
        use ? undefined : { play: { ...play, usageCount: play.usageCount + 1 }, use: { run, outcome: null } },
      );
    },
    outcome: (team, id, run, outcome) =>
      inRun(team, id, run, (play, use) => {
        const count = (which: 'won' | 'lost') =>
          Math.max(0, play[which] - (use?.outcome === which ? 1 : 0) + (outcome === which ? 1 : 0));
        const usageCount = play.usageCount + (use ? 0 : 1);
        return { play: { ...play, usageCount, won: count('won'), lost: count('lost') }, use: { run, outcome } };
      }),
    async delete(team, id) {
      await documents.delete(store.pathOf(team, id));
      const uses = await readAll(documents, { collection: playUsesOf(team, id) });
      await Promise.all(uses.map(({ path }) => documents.delete(path)));
    },
  };
  return { plays, store };
}
