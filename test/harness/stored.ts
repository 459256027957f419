import { systemClock } from '../../src/clock.ts';
import type { Slot } from '../../src/domain/ports/repositories.ts';
import type { Run } from '../../src/domain/run.ts';
import type { StageRecord } from '../../src/domain/stage.ts';
import { openEmbedded } from '../../src/storage/embedded/open-embedded.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';

export interface StoredRun {
  run: Run;
  stages: StageRecord[];
  slots: Slot[];
}

/** Every run of the team with what belongs to it, the newest first. */
export async function readStored(dataDir: string, team: string): Promise<StoredRun[]> {
  const embedded = openEmbedded({ dataDir, clock: systemClock });
  try {
    const { runs, stages, slots } = createRepositories({
      documents: embedded.documents,
      clock: systemClock,
      leaseSeconds: 2,
    });
    const found = await runs.recent(team, { limit: 50 });
    return await Promise.all(
      found.map(async (run) => ({
        run,
        stages: await stages.list(team, run.id),
        slots: await slots.list(team, run.id),
      })),
    );
  } finally {
    await embedded.close();
  }
}
