import { isAppError } from '../domain/errors.ts';
import type { Slot } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { ListenerDeps } from './deps.ts';

/** Lets slots whose message may be missing be posted anew: a person asked for it. Returns how many. */
export async function freeSlots(
  run: Run,
  { repositories: { slots } }: Pick<ListenerDeps, 'repositories'>,
  places?: readonly string[],
): Promise<number> {
  const doubtful = (await slots.list(run.team, run.id)).filter(
    ({ state, place }) => state === 'maybe_missing' && (places?.includes(place) ?? true),
  );
  const freed = await Promise.all(
    doubtful.map(async ({ place, channel, intentAt, revision }) => {
      const free: Slot = { place, channel, intentAt, state: 'gone', revision: revision + 1 };
      try {
        await slots.save(run.team, run.id, free);
        return true;
      } catch (error) {
        // Somebody clicked at the same moment: freed is freed.
        if (isAppError(error, 'conflict')) return false;
        throw error;
      }
    }),
  );
  return freed.filter(Boolean).length;
}
