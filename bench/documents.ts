import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, systemClock } from '../src/clock.ts';
import { type Evidence, noUsage } from '../src/domain/evidence.ts';
import type { Documents } from '../src/domain/ports/documents.ts';
import type { NewRun } from '../src/domain/ports/repositories.ts';
import { openEmbedded } from '../src/storage/embedded/open-embedded.ts';
import { openFirestoreDocuments } from '../src/storage/gcp/documents.ts';
import { createRepositories } from '../src/storage/repositories/repositories.ts';
import { missing, startEmulator } from '../test/emulators.ts';
import { median, percentile, table } from './table.ts';

/** What every run does again and again, on both storages side by side: the emulator is no database, its shape is. */
const rounds = 50;

const newRun = (id: string): NewRun => ({
  ...{ id, team: 'T1', channel: 'C1', visibility: 'team', createdBy: 'U1', companyName: `Company ${id}` },
  ...{ mode: 'quick', salesHistory: '', focus: '', wanted: [] },
});

const answer = (answerId: string): Evidence => ({
  ...{ answerId, stage: 'report', parts: ['x'.repeat(8000)], searchQueries: ['acme'], chunks: [], supports: [] },
  ...{ model: 'm', finishReason: 'STOP', usage: noUsage(), retrievedAt: '2026-11-23T09:00:00.000Z', dropped: {} },
});

async function times(work: (round: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work(round);
    taken.push(performance.now() - started);
  }
  return taken;
}

async function measure(documents: Documents): Promise<Record<string, number[]>> {
  const { runs, stages, evidence } = createRepositories({ documents, clock: systemClock, leaseSeconds: 60, newId });
  const create = await times((round) => runs.create(newRun(`R${round}`)));
  const taken = await runs.take('T1', 'R0', 1, 'worker');
  if (!taken.taken) throw new TypeError(taken.why);
  const { lease } = taken;
  const stage = { status: 'done' as const, attempt: 1, fingerprint: 'f', models: [], warnings: [], usage: noUsage() };
  const output = { text: 'x'.repeat(4000) };
  const save = (round: number) =>
    stages.save(lease, { ...stage, id: `stage${round}`, output }, [answer(`a${round}`), answer(`b${round}`)]);
  return {
    'create a run (transaction)': create,
    'get a run': await times((round) => runs.get('T1', `R${round}`)),
    'renew a lease (transaction)': await times(() => runs.renew(lease)),
    'save a stage with two answers (transaction)': await times(save),
    'recent runs of a channel (query)': await times(() => runs.recent('T1', { channel: 'C1', limit: 10 })),
    [`evidence of a run, ${2 * rounds} answers (pages)`]: await times(() => evidence.list('T1', 'R0')),
  };
}

const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
const embedded = openEmbedded({ dataDir, clock: systemClock });
const onSqlite = await measure(embedded.documents);
let onFirestore: Record<string, number[]> = {};
if (!missing('firestore')) {
  const emulator = await startEmulator('firestore');
  process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
  const documents = openFirestoreDocuments({ projectId: 'bench', clock: systemClock, files: embedded.files });
  await measure(documents);
  await documents.close();
  const warm = openFirestoreDocuments({ projectId: 'bench-warm', clock: systemClock, files: embedded.files });
  onFirestore = await measure(warm);
  await warm.close();
  await emulator.stop();
}
await embedded.close();
await rm(dataDir, { recursive: true });

const shown = (values: readonly number[] | undefined): string =>
  values ? `${median(values).toFixed(1)} ms (p95 ${percentile(values, 0.95).toFixed(1)})` : 'no emulator here';
table(
  Object.entries(onSqlite).map(([what, values]) => [
    what,
    `${rounds} times`,
    `SQLite ${shown(values)}`,
    `Firestore emulator ${shown(onFirestore[what])}`,
    '–',
  ]),
);
