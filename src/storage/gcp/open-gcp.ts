import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import type { Queue } from '../../domain/ports/queue.ts';
import { openFirestoreDocuments } from './documents.ts';
import { openCloudFiles } from './files.ts';
import { type CloudQueueOptions, openCloudQueue } from './queue.ts';

export interface GcpOptions extends Pick<CloudQueueOptions, 'attributes' | 'within'> {
  projectId: string;
  /** Of Firestore; default `(default)`. */
  databaseId?: string;
  bucket: string;
  /** Another server with the API of Cloud Storage, reached without credentials. */
  filesEndpoint?: string;
  topic: string;
  /** Where jobs are pulled; not needed where they are pushed. */
  subscription?: string;
  clock: Clock;
  /** What failed where nobody waits for an answer; for the log. */
  onError?: (error: unknown) => void;
}

export interface GcpStorage {
  documents: Documents;
  files: Files;
  queue: Queue;
  close(): Promise<void>;
}

/** Everything that lasts, in Google Cloud; the account is that of the process. Nothing is asked before the first use. */
export function openGcp({ projectId, bucket, topic, clock, ...options }: GcpOptions): GcpStorage {
  const { databaseId, filesEndpoint, subscription, attributes, within, onError } = options;
  const shared = { projectId, ...(onError && { onError }) };
  const files = openCloudFiles({
    projectId,
    bucket,
    ...(filesEndpoint !== undefined && { apiEndpoint: filesEndpoint }),
  });
  const documents = openFirestoreDocuments({
    ...shared,
    clock,
    files,
    ...(databaseId !== undefined && { databaseId }),
  });
  const queue = openCloudQueue({
    ...shared,
    topic,
    ...(subscription !== undefined && { subscription }),
    ...(attributes && { attributes }),
    ...(within && { within }),
  });
  return {
    documents,
    files,
    queue,
    async close() {
      await queue.close();
      await documents.close();
    },
  };
}
