import { z } from 'zod';
import type { Transaction } from '../../domain/ports/documents.ts';
import { Run } from '../../domain/run.ts';
import { lower } from '../../domain/team-settings.ts';
import { id } from '../../domain/text.ts';
import { runPath, workPath } from './paths.ts';
import { isHeld } from './run-changes.ts';
import { storedTeamSettings } from './settings.ts';
import { fromStored, toJson } from './stored.ts';

const InWork = z.object({ runs: z.array(id(60)) });

export interface Slots {
  /** Whether the run may be worked on now. */
  free: boolean;
  /** Whether there is room for one more beside it. */
  more: boolean;
  /** Notes the run as one in work. */
  note(): void;
}

/**
 * Whether a team may have one more run in work. The list names who was let in; what has ended, was given back or whose
 * worker is gone shows in the run itself, so nobody has to sign off and a crash frees its place with its lease. Every
 * process meets in this one document, so that the number holds over all of them.
 */
export async function findSlot(
  transaction: Transaction,
  { team, id: asking }: Pick<Run, 'team' | 'id'>,
  { ceiling, now }: { ceiling: number | undefined; now: Date },
): Promise<Slots> {
  const { limits } = await storedTeamSettings(transaction, team);
  const limit = lower(ceiling, limits.concurrentRuns);
  if (limit === undefined) return { free: true, more: false, note: () => {} };
  const stored = await transaction.get(workPath(team));
  const listed = (stored ? fromStored(InWork, stored).runs : []).filter((run) => run !== asking);
  const others = listed.length < limit - 1 ? listed : await inWork(transaction, team, listed, now);
  return {
    free: others.length < limit,
    more: others.length + 1 < limit,
    note: () => transaction.set(workPath(team), toJson({ runs: [...others, asking] })),
  };
}

async function inWork(transaction: Transaction, team: string, runs: readonly string[], now: Date): Promise<string[]> {
  const stored = await Promise.all(runs.map((run) => transaction.get(runPath(team, run))));
  return stored.flatMap((document) => {
    const run = document && Run.safeParse(document.data);
    return run?.success && isHeld(run.data, now) ? [run.data.id] : [];
  });
}
