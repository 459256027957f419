import { Firestore } from '@google-cloud/firestore';
import { type GoogleCloud, openGoogleCloud, openProject } from '../../harness/cloud.ts';
import type { Backend, Place, PlaceOptions, Program } from './backend.ts';
import { followCommits, statesAfter } from './firestore-writes.ts';

/** Bots and workers as instances of two services, in a project of their own. */
async function openServices(cloud: GoogleCloud, id: string, { processes, workers }: PlaceOptions): Promise<Place> {
  const { storage, env, workerEnv, schedule, close } = await openProject(cloud, id, { delivery: 'push', workers });
  const firestore = new Firestore({ projectId: id });
  const { commits, close: stopFollowing } = followCommits(firestore);
  const shared = { preloads: ['firestore.ts'], env };
  const bot: Program = { ...shared, file: 'start-bot.ts', hears: true, works: false };
  const worker: Program = {
    ...{ ...shared, file: 'start-worker.ts', hears: false, works: true },
    env: { ...env, ...workerEnv },
  };
  schedule();
  return {
    programs: [bot, worker].flatMap((program) => Array.from({ length: processes }, () => program)),
    documents: storage.documents,
    queue: storage.queue,
    writes: async () => statesAfter(await commits()),
    lock: cloud.stallFirestore,
    async close() {
      stopFollowing();
      await close();
      await firestore.terminate();
    },
  };
}

/** The services of Google Cloud on the emulators of this machine. */
export async function openGcpBackend(): Promise<Backend> {
  const cloud = await openGoogleCloud();
  let opened = 0;
  return {
    name: 'gcp',
    // A commit takes the emulator tens of milliseconds, and more where several want one document.
    leaseSeconds: 4,
    leftOut: { disk: 'its storage lies on no disk of a process' },
    open: (options) => openServices(cloud, `chaos-${++opened}`, options),
    close: cloud.close,
  };
}
