import type { Clock } from '../domain/ports/clock.ts';
import type { Slot } from '../domain/ports/repositories.ts';
import type { StoredSlots } from './outbox-slots.ts';
import type { Place } from './outbox-types.ts';

export interface IntentsDeps {
  stored: Pick<StoredSlots, 'get'>;
  clock: Clock;
  /**
   * How long a call of another process may be under way after its intent was stored, in milliseconds: before that is over
   * nobody can tell whether it was accepted.
   */
  inFlightMs: number;
}

export interface Intents {
  /** This process stored it: nobody else can be at it. */
  own(place: Place, intent: Slot): void;
  /** Waits until what another process began for the intent has had its end. False: it was settled meanwhile. */
  outlast(place: Place, intent: Slot): Promise<boolean>;
}

/** Whose the stored intents are, and how long one of somebody else has to be left alone. */
export function createIntents({ stored, clock, inFlightMs }: IntentsDeps): Intents {
  const mine = new Set<string>();
  const keyOf = ({ team, run, place }: Place, { revision }: Slot) => `${team}/${run}/${place}/${revision}`;
  return {
    own: (place, intent) => void mine.add(keyOf(place, intent)),
    async outlast(place, intent) {
      // An intent from the future is of a clock that was ahead; its call is under way no longer than any other.
      const age = Math.max(0, clock.now().getTime() - Date.parse(intent.intentAt));
      if (mine.has(keyOf(place, intent)) || age >= inFlightMs) return true;
      await clock.sleep(inFlightMs - age);
      return (await stored.get(place))?.revision === intent.revision;
    },
  };
}
