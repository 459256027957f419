import { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { noUsage } from '../src/domain/evidence.ts';
import { openGcp } from '../src/storage/gcp/open-gcp.ts';
import { createRepositories } from '../src/storage/repositories/repositories.ts';
import { newRun } from '../src/storage/repositories/test-store.ts';
import { type Emulator, missing, startEmulator } from './emulators.ts';
import { type CloudStorageServer, startCloudStorage } from './servers/cloud-storage.ts';

const reason = missing('firestore') || missing('pubsub');

describe.skipIf(reason)(`storage in Google Cloud${reason}`, () => {
  let firestore: Emulator;
  let pubsub: Emulator;
  let storage: CloudStorageServer;
  beforeAll(async () => {
    const starting = [startEmulator('firestore'), startEmulator('pubsub'), startCloudStorage()] as const;
    [firestore, pubsub, storage] = await Promise.all(starting);
    process.env.FIRESTORE_EMULATOR_HOST = firestore.host;
    process.env.PUBSUB_EMULATOR_HOST = pubsub.host;
  });
  afterAll(async () => {
    delete process.env.FIRESTORE_EMULATOR_HOST;
    delete process.env.PUBSUB_EMULATOR_HOST;
    await Promise.all([firestore?.stop(), pubsub?.stop(), storage?.close()]);
  });

  /** A process of its own, as the bot and the worker are. */
  function openProcess() {
    const place = { projectId: 'p', bucket: 'b', filesEndpoint: storage.url, topic: 'jobs', subscription: 'worker' };
    const gcp = openGcp({ ...place, clock: systemClock });
    return { ...gcp, ...createRepositories({ ...gcp, clock: systemClock, leaseSeconds: 60 }) };
  }

  test('a run that one process makes is worked on and kept by another', async () => {
    const admin = new PubSub({ projectId: 'p' });
    const [topic] = await admin.createTopic('jobs');
    await topic.createSubscription('worker');
    const bot = openProcess();
    const worker = openProcess();
    await bot.runs.create(newRun('R1'));
    const completed = Promise.withResolvers<void>();
    const stop = bot.runs.watch('T1', 'R1', (run) => run?.status === 'completed' && completed.resolve());
    worker.queue.consume(
      async ({ team, id, attempt }) => {
        const taken = await worker.runs.take(team, id, attempt, 'worker-1');
        if (!taken.taken) throw new Error(taken.why);
        const output = { text: 'ä' };
        const stage = { id: 'report', status: 'done', attempt: 1, fingerprint: 'f', output } as const;
        await worker.stages.save(taken.lease, { ...stage, usage: noUsage(), models: [], warnings: [] });
        await worker.files.put(`teams/${team}/runs/${id}/v1.pdf`, new Uint8Array([1, 2]), 'application/pdf');
        await worker.runs.finish(taken.lease, 'completed');
      },
      { concurrency: 2 },
    );
    await bot.queue.publish({ team: 'T1', kind: 'run', id: 'R1', attempt: 1 });
    await completed.promise;
    stop();
    expect((await bot.stages.get('T1', 'R1', 'report'))?.output).toEqual({ text: 'ä' });
    expect((await bot.files.get('teams/T1/runs/R1/v1.pdf'))?.mimeType).toBe('application/pdf');
    await Promise.all([bot.close(), worker.close(), admin.close()]);
  });
});
