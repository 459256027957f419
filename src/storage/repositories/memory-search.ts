import type { Vector } from '../../domain/memory.ts';
import type { MemoryHit, Viewer } from '../../domain/ports/memory.ts';
import type { Remembered, RememberedThing } from './remembered.ts';

/** Of reciprocal rank fusion: https://plg.uwaterloo.ca/~gvcormac/cormacksigir09-rrf.pdf */
const rankOffset = 60;

interface SearchQuestion {
  words: readonly string[];
  vector?: Vector;
  viewer: Viewer;
  limit: number;
}

export type SearchedKind = (team: string, question: SearchQuestion) => Promise<MemoryHit[]>;

/** One kind of memory by words and by meaning: the places in both lists add up, so neither needs the other's scale. */
export const searchKind =
  <T extends RememberedThing>(
    kind: MemoryHit['kind'],
    store: Remembered<T>,
    show: (thing: T) => { title: string; content: string },
    isShown: (thing: T) => boolean = () => true,
  ): SearchedKind =>
  async (team, { words, vector, viewer, limit }) => {
    const [byWords, byMeaning] = await Promise.all([
      store.withWords(team, words, viewer, limit),
      vector ? store.nearest(team, { viewer, vector, limit }) : [],
    ]);
    const hits = new Map<string, MemoryHit>();
    const add = (thing: T, rank: number, matched: 'words' | 'meaning'): void => {
      if (!isShown(thing)) return;
      const known = hits.get(thing.id);
      const score = 1 / (rankOffset + rank);
      hits.set(thing.id, {
        kind,
        id: thing.id,
        visibility: thing.visibility,
        ...show(thing),
        score: (known?.score ?? 0) + score,
        matched: known && known.matched !== matched ? 'both' : matched,
      });
    };
    for (const [index, thing] of byWords.entries()) add(thing, index + 1, 'words');
    for (const [index, thing] of byMeaning.entries()) add(thing, index + 1, 'meaning');
    return [...hits.values()];
  };
