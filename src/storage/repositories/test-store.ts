import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { HeldLease, NewRun, Runs } from '../../domain/ports/repositories.ts';
import { createTestClock } from '../contract/test-clock.ts';
import { openEmbeddedDocuments } from '../embedded/documents.ts';
import { openEmbeddedFiles } from '../embedded/files.ts';
import type { RunLimits } from './limits.ts';
import { createRepositories } from './repositories.ts';
import { watchWrites } from './written-documents.ts';

export const leaseSeconds = 60;

type OpenDocuments = (world: { folder: string; clock: Clock }) => Documents;

let openDocuments: OpenDocuments = ({ folder, clock }) =>
  openEmbeddedDocuments({ file: join(folder, 'd.sqlite'), clock, pollMilliseconds: 5 });

/** Runs the suites of the repositories on another implementation; `folder` names the world that handles share. */
export function useDocuments(open: (before: OpenDocuments) => OpenDocuments): void {
  openDocuments = open(openDocuments);
}

/** Repositories on a real file, as several processes would have them, with a clock that the test moves. */
export async function openTestStore(limits: RunLimits = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'repositories-'));
  const { clock, move } = createTestClock();
  const opened: Documents[] = [];
  const { watched, everything } = watchWrites();
  const files = openEmbeddedFiles({ folder: join(folder, 'files'), clock });
  let names = 0;
  const newId = () => `N${String(++names).padStart(6, '0')}`;
  const another = () => {
    const documents = watched(openDocuments({ folder, clock }));
    opened.push(documents);
    return { documents, ...createRepositories({ documents, clock, leaseSeconds, limits, newId, files }) };
  };
  const first = another();
  return {
    ...first,
    folder,
    clock,
    another,
    files,
    /** Every document there is. */
    everything: () => everything(first.documents),
    pass: (seconds: number) => move(seconds * 1000),
    async close() {
      await Promise.all(opened.map((documents) => documents.close()));
      await rm(folder, { recursive: true });
    },
  };
}

export type TestStore = Awaited<ReturnType<typeof openTestStore>>;

export const newRun = (id: string, more: Partial<NewRun> = {}): NewRun => ({
  id,
  team: 'T1',
  channel: 'C1',
  visibility: 'team',
  createdBy: 'U1',
  companyName: `Company ${id}`,
  mode: 'quick',
  salesHistory: '',
  focus: '',
  wanted: [],
  ...more,
});

/** Makes a run and ends it. */
export async function endedRun(runs: Runs, id: string, more: Partial<NewRun> = {}): Promise<void> {
  const { run } = await runs.create(newRun(id, more));
  const taken = await runs.take(run.team, id, 1, 'worker-1');
  if (!taken.taken) throw new Error(`not taken: ${taken.why}`);
  await runs.finish(taken.lease, 'completed');
}

/** Makes a run and takes it. */
export async function takenRun(runs: Runs, id: string, owner = 'worker-1'): Promise<HeldLease> {
  await runs.create(newRun(id));
  const taken = await runs.take('T1', id, 1, owner);
  if (!taken.taken) throw new Error(`not taken: ${taken.why}`);
  return taken.lease;
}
