import { createHash } from 'node:crypto';
import { isAppError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { type Metrics, secondsFrom } from '../domain/ports/metrics.ts';
import type { Slot, Slots } from '../domain/ports/repositories.ts';
import type { Place, Shown, Writer } from './outbox-types.ts';
import type { MessageContent } from './views/inert.ts';

export const contentHash = (content: MessageContent): string =>
  createHash('sha256')
    .update(JSON.stringify([content.text, content.blocks]))
    .digest('hex')
    .slice(0, 32);

export interface StoredSlotsDeps {
  slots: Slots;
  clock: Pick<Clock, 'now'>;
  metrics?: Metrics;
}

export interface StoredSlots {
  get(place: Place): Promise<Slot | undefined>;
  /** The next revision; `undefined`: another process wrote in between. Throws `lease_lost`. */
  save(
    place: Place,
    slot: Omit<Slot, 'place' | 'channel' | 'revision'>,
    before: Slot | undefined,
    writer: Writer,
  ): Promise<Slot | undefined>;
  /** Nothing is there: a later try may post. `answer`, unless another process wrote in between. Throws `lease_lost`. */
  forget(place: Place, intent: Slot, writer: Writer, answer: Shown): Promise<Shown>;
}

/** Slots as the outbox writes them: one revision after the other, by whoever has seen the run's newest token. */
export function createStoredSlots({ slots, clock, metrics }: StoredSlotsDeps): StoredSlots {
  const stored: StoredSlots = {
    get: ({ team, run, place }) => slots.get(team, run, place),
    async save({ team, run, place, channel }, slot, before, writer) {
      const next: Slot = { ...slot, place, channel, revision: (before?.revision ?? 0) + 1 };
      try {
        await slots.save(team, run, next, writer.token());
        if (before?.state === 'intent' && next.state === 'posted') {
          metrics?.record('outbox.lag', secondsFrom(next.intentAt, clock.now()));
        }
        return next;
      } catch (error) {
        if (isAppError(error, 'conflict')) return undefined;
        throw error;
      }
    },
    async forget(place, intent, writer, answer) {
      const saved = await stored.save(place, { state: 'gone', intentAt: intent.intentAt }, intent, writer);
      return saved ? answer : { ok: false, why: 'busy' };
    },
  };
  return stored;
}
