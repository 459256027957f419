import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import { openEmbeddedDocuments } from './documents.ts';
import { openEmbeddedFiles } from './files.ts';
import { type EmbeddedQueue, type EmbeddedQueueOptions, openEmbeddedQueue } from './queue.ts';
import { asStorage } from './storage-errors.ts';

export interface EmbeddedOptions {
  /** Holds `documents.sqlite`, `queue.sqlite` and `files/`; made, readable by its owner alone, when it is missing. */
  dataDir: string;
  clock: Clock;
  /** How often changes by other processes are looked for. Default 250. */
  pollMilliseconds?: number;
  queue?: Pick<EmbeddedQueueOptions, 'visibilitySeconds' | 'maxDeliveries' | 'backoffSeconds'>;
  /** What failed where nobody waits for an answer; for the log. */
  onError?: (error: unknown) => void;
}

export interface EmbeddedStorage {
  documents: Documents;
  files: Files;
  queue: EmbeddedQueue;
  close(): Promise<void>;
}

/** Everything that lasts, in one folder; several processes may share it. Throws `storage_failed`. */
export function openEmbedded({ dataDir, queue, ...shared }: EmbeddedOptions): EmbeddedStorage {
  const folder = resolve(dataDir);
  asStorage(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const files = openEmbeddedFiles({ folder: join(folder, 'files'), clock: shared.clock });
  const documents = openEmbeddedDocuments({ ...shared, file: join(folder, 'documents.sqlite') });
  const jobs = openEmbeddedQueue({ ...shared, ...queue, file: join(folder, 'queue.sqlite') });
  return {
    documents,
    files,
    queue: jobs,
    async close() {
      await jobs.close();
      await documents.close();
    },
  };
}
