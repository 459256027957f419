import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../src/clock.ts';
import { openEmbedded } from '../../../src/storage/embedded/open-embedded.ts';
import type { Write } from '../history.ts';
import type { Backend, Place, PlaceOptions } from './backend.ts';
import { readWrites } from './sqlite-writes.ts';

const { sleep } = systemClock;

/** Processes that are bot and worker, on one folder. */
async function openFolder({ processes }: PlaceOptions): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chaos-'));
  const file = join(dataDir, 'documents.sqlite');
  const { documents, queue, close } = openEmbedded({ dataDir, clock: systemClock });
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  let writes: Write[] = [];
  const program = {
    file: 'start-embedded.ts',
    preloads: ['sqlite.ts', 'sqlite-crash.ts'],
    env: { DATA_DIR: dataDir },
    hears: true,
    works: true,
  } as const;
  return {
    programs: Array.from({ length: processes }, () => program),
    documents,
    queue,
    async writes() {
      writes = [...writes, ...readWrites(database, writes.at(-1)?.seq ?? 0)];
      return writes;
    },
    /** Somebody else writes for a long time. */
    async lock(milliseconds) {
      const other = new DatabaseSync(file, { timeout: 5000 });
      try {
        other.exec('BEGIN IMMEDIATE');
        await sleep(milliseconds);
        other.exec('ROLLBACK');
      } finally {
        other.close();
      }
    },
    async fillDisk(node, milliseconds) {
      node.tell({ disk: 'full' });
      await sleep(milliseconds);
      node.tell({ disk: 'free' });
    },
    async close() {
      database.close();
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const embedded: Backend = {
  name: 'embedded',
  leaseSeconds: 2,
  spacing: 1,
  leftOut: {},
  open: openFolder,
  close: async () => {},
};
