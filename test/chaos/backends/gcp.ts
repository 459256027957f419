import { Firestore } from '@google-cloud/firestore';
import { type GoogleCloud, openGoogleCloud, openProject, type ProjectOptions } from '../../harness/cloud.ts';
import type { Backend, Place, PlaceOptions, Program } from './backend.ts';
import { followCommits } from './firestore-writes.ts';

/** Bots and workers as instances of two services, in a project of their own. */
async function openServices(
  cloud: GoogleCloud,
  id: string,
  { processes, workers, delivery }: PlaceOptions & ProjectOptions,
): Promise<Place> {
  const { storage, env, workerEnv, schedule, close } = await openProject(cloud, id, { delivery, workers });
  const firestore = new Firestore({ projectId: id });
  const { writes, close: stopFollowing } = followCommits(firestore);
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
    writes,
    lock: cloud.stallFirestore,
    async close() {
      stopFollowing();
      await close();
      await firestore.terminate();
    },
  };
}

/** The services of Google Cloud on the emulators of this machine; jobs are pushed unless told otherwise. */
export async function openGcpBackend(delivery: ProjectOptions['delivery'] = 'push'): Promise<Backend> {
  const cloud = await openGoogleCloud();
  let opened = 0;
  return {
    name: delivery === 'push' ? 'gcp' : 'gcp-pull',
    // A commit takes the emulator tens of milliseconds, and more where several want one document.
    leaseSeconds: 4,
    spacing: 6,
    leftOut: { disk: 'its storage lies on no disk of a process' },
    open: (options) => openServices(cloud, `chaos-${++opened}`, { ...options, delivery }),
    close: cloud.close,
  };
}
