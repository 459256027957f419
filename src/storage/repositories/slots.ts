import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Slot, Slots } from '../../domain/ports/repositories.ts';
import { id, timestamp } from '../../domain/text.ts';
import { checkNewest } from './leases.ts';
import { slotsOf, threadPath } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';

const StoredSlot: z.ZodType<Slot> = z.object({
  place: id(120),
  state: z.enum(['intent', 'posted', 'maybe_missing', 'gone']),
  channel: id(60),
  ts: z.string().exactOptional(),
  fileId: z.string().exactOptional(),
  hash: z.string().exactOptional(),
  intentAt: timestamp(),
  revision: z.int().min(1),
});

const StoredThread = z.object({ run: id(60) });

export function createSlots({ documents, clock }: { documents: Documents; clock: Clock }): Slots {
  return {
    nameThread: (team, run, channel, ts) =>
      documents.set(threadPath(team, channel, ts), {
        run,
        team,
        schemaVersion: 1,
        updatedAt: clock.now().toISOString(),
      }),
    async threadRun(team, channel, ts) {
      const stored = await documents.get(threadPath(team, channel, ts));
      return stored && fromStored(StoredThread, stored).run;
    },
    async get(team, run, place) {
      const stored = await documents.get(`${slotsOf(team, run)}/${place}`);
      return stored && fromStored(StoredSlot, stored);
    },
    async list(team, run) {
      const stored = await readAll(documents, { collection: slotsOf(team, run) });
      return stored.map((document) => fromStored(StoredSlot, document));
    },
    async save(team, run, slot, token) {
      const next = checked(StoredSlot, slot);
      const path = `${slotsOf(team, run)}/${next.place}`;
      await documents.transaction(async (transaction) => {
        if (token !== undefined) await checkNewest(transaction, team, run, token);
        const stored = await transaction.get(path);
        const revision = stored ? fromStored(StoredSlot, stored).revision : 0;
        if (next.revision !== revision + 1) {
          throw new AppError('conflict', 'This message was changed in the meantime.', {
            details: { place: next.place, stored: revision, given: next.revision },
          });
        }
        transaction.set(path, toJson({ ...next, team, run, schemaVersion: 1, updatedAt: clock.now().toISOString() }));
      });
    },
  };
}
