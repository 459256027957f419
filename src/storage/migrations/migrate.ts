import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import { timestamp } from '../../domain/text.ts';
import { migrationsPath } from '../repositories/paths.ts';
import { fromStored, toJson } from '../repositories/stored.ts';
import type { Migration } from './migration.ts';

const Level = z.object({
  /** All steps up to this one are done. */
  level: z.int().min(0),
  /** Of the step under way: where it goes on, and what it has changed so far. */
  from: z.string().exactOptional(),
  changed: z.int().min(0).default(0),
  lease: z.object({ owner: z.string(), until: timestamp() }).exactOptional(),
});
type Level = z.infer<typeof Level>;

export interface MigrateOptions {
  documents: Documents;
  clock: Clock;
  migrations: readonly Migration[];
  /** Names this process among all that migrate. */
  owner: string;
  /** After this long without a portion another process goes on. Default 60 000. */
  leaseMilliseconds?: number;
  /** Told of every step that is done. */
  onStep?(step: { level: number; what: string; changed: number }): void;
  /** Told once when somebody else is at it. */
  onWait?(): void;
}

/** Lets the others of a deployment see soon that it is done. */
const lookMilliseconds = 500;

/**
 * Brings what is stored to the level of this program, one portion after the other, and never two processes at once: the
 * second waits, and then finds nothing to do. Where it was interrupted, the next call goes on. A level above that of
 * this program is left as it is. Answers the levels before and after. Error: `lease_lost` when this process was so
 * slow that another one took over.
 */
export async function migrate(options: MigrateOptions): Promise<{ before: number; after: number }> {
  const { documents, clock, migrations, owner, leaseMilliseconds = 60_000 } = options;
  const target = migrations.at(-1)?.level ?? 0;

  /** Reads, changes and stores the level in one transaction; what `make` leaves undefined stays as it is. */
  const change = <T extends Level | undefined>(make: (level: Level) => T): Promise<{ stored: Level; made: T }> =>
    documents.transaction(async (transaction) => {
      const document = await transaction.get(migrationsPath);
      const stored = document ? fromStored(Level, document) : { level: 0, changed: 0 };
      const made = make(stored);
      if (made) transaction.set(migrationsPath, toJson(made));
      return { stored, made };
    });

  const lease = () => ({ owner, until: new Date(clock.now().getTime() + leaseMilliseconds).toISOString() });

  /** No lease reaches further than its length, unless the clock was set back. */
  const isHeld = ({ lease: held }: Level): boolean => {
    const left = held ? Date.parse(held.until) - clock.now().getTime() : 0;
    return left > 0 && left <= leaseMilliseconds;
  };

  async function take(): Promise<Level> {
    for (let told = false; ; told = true) {
      const { stored, made } = await change((level) =>
        level.level >= target || isHeld(level) ? undefined : { ...level, lease: lease() },
      );
      if (made || stored.level >= target) return made ?? stored;
      if (!told) options.onWait?.();
      await clock.sleep(lookMilliseconds);
    }
  }

  /** Stores how far it is, if that is still ours to say. */
  const advance = async (next: Omit<Level, 'lease'>, more: boolean): Promise<Level> => {
    const { made } = await change((level) => {
      if (level.lease?.owner === owner) return { ...next, ...(more && { lease: lease() }) };
      throw new AppError('lease_lost', 'Another process migrates what is stored; this one was too slow.');
    });
    return made;
  };

  /** One portion of the next step. */
  async function work(state: Level): Promise<Level> {
    const step = migrations.find(({ level }) => level === state.level + 1);
    if (!step) throw new AppError('internal', `There is no migration to level ${state.level + 1}.`);
    const { changed, next } = await step.portion(documents, state.from);
    const sofar = state.changed + changed;
    if (next !== undefined) return advance({ level: state.level, from: next, changed: sofar }, true);
    const done = await advance({ level: step.level, changed: 0 }, step.level < target);
    options.onStep?.({ level: step.level, what: step.what, changed: sofar });
    return done;
  }

  /** So that the next call does not wait for the end of the lease. */
  const giveBack = () => change(({ lease: held, ...level }) => (held?.owner === owner ? level : undefined));

  const found = await take();
  let state = found;
  try {
    while (state.level < target) state = await work(state);
  } catch (error) {
    await giveBack().catch(() => {});
    throw error;
  }
  return { before: found.level, after: state.level };
}
