import { z } from 'zod';
import type { Chores } from '../../domain/ports/chores.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import { timestamp } from '../../domain/text.ts';
import { chorePath } from './paths.ts';
import { fromStored } from './stored.ts';

const Begun = z.object({ begunAt: timestamp() });

export function createChores({ documents, clock }: { documents: Documents; clock: Clock }): Chores {
  return {
    begin: (name, everyMilliseconds) =>
      documents.transaction(async (transaction) => {
        const now = clock.now();
        const stored = await transaction.get(chorePath(name));
        const since = stored && now.getTime() - Date.parse(fromStored(Begun, stored).begunAt);
        // A time that lies ahead comes from a clock that was set back.
        if (since !== undefined && since >= 0 && since < everyMilliseconds) return false;
        transaction.set(chorePath(name), { begunAt: now.toISOString() });
        return true;
      }),
  };
}
