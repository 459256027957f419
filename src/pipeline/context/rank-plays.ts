import type { PlayLibraryItem } from '../../domain/memory.ts';
import type { Similar } from '../../domain/ports/memory.ts';
import type { VerticalName } from '../../domain/vertical.ts';

/** How much the past may add to or take from the similarity of meaning, which lies between 0 and 1. */
const outcomeWeight = 0.3;
const usageWeight = 0.02;
const mostFromUsage = 0.1;
const verticalWeight = 0.1;

/** Share of deals won, drawn to one half as long as there are few: one lost deal does not bury a play. */
const wonShare = ({ won, lost }: Pick<PlayLibraryItem, 'won' | 'lost'>): number => (won + 1) / (won + lost + 2);

export function playScore(play: Similar<PlayLibraryItem>, vertical: VerticalName | undefined): number {
  const outcome = outcomeWeight * (2 * wonShare(play) - 1);
  const usage = Math.min(mostFromUsage, usageWeight * Math.log2(1 + play.usageCount));
  const sameVertical = play.vertical !== undefined && play.vertical === vertical ? verticalWeight : 0;
  return play.similarity + outcome + usage + sameVertical;
}

/** Best first: what fits, was used, and won. */
export const rankPlays = <T extends Similar<PlayLibraryItem>>(
  plays: readonly T[],
  vertical: VerticalName | undefined,
): T[] => [...plays].sort((a, b) => playScore(b, vertical) - playScore(a, vertical) || (a.id < b.id ? -1 : 1));
