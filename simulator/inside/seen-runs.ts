import type { Evidence } from '../../src/domain/evidence.ts';
import type { Repositories, Slot } from '../../src/domain/ports/repositories.ts';
import type { Run } from '../../src/domain/run.ts';
import type { StageRecord } from '../../src/domain/stage.ts';

/** Everything the app has stored of a run. */
export interface SeenRun {
  run: Run;
  /** In the order in which they began; those that have not begun are last. */
  stages: StageRecord[];
  /** The places of its messages and files in Slack. */
  slots: Slot[];
  /** What its grounded calls gave back. */
  evidence: Evidence[];
}

const shown = 30;

type Read = Pick<Repositories, 'runs' | 'stages' | 'slots' | 'evidence'>;

/** The newest runs of a workspace. */
export const newestRuns = ({ runs }: Read, team: string): Promise<Run[]> => runs.recent(team, { limit: shown });

export async function readRun(
  { runs, stages, slots, evidence }: Read,
  team: string,
  id: string,
): Promise<SeenRun | undefined> {
  const run = await runs.get(team, id);
  if (!run) return undefined;
  const begun = ({ startedAt = '~' }: StageRecord) => startedAt;
  return {
    run,
    stages: (await stages.list(team, id)).toSorted(
      (a, b) => begun(a).localeCompare(begun(b)) || (a.id < b.id ? -1 : 1),
    ),
    slots: await slots.list(team, id),
    evidence: await evidence.list(team, id),
  };
}
