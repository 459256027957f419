import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Queue } from '../src/domain/ports/queue.ts';
import { queueContract } from '../src/storage/contract/queue-contract.ts';
import { openCloudQueue } from '../src/storage/gcp/queue.ts';
import { type Emulator, missing, startEmulator } from './emulators.ts';

/** Time cannot be moved here: what would take long in it is shortened, which makes "not again" a weaker promise. */
const longestWait = 1500;

describe.skipIf(missing('pubsub'))(`Pub/Sub${missing('pubsub')}`, () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator('pubsub');
    process.env.PUBSUB_EMULATOR_HOST = emulator.host;
  });
  afterAll(async () => {
    delete process.env.PUBSUB_EMULATOR_HOST;
    await emulator?.stop();
  });

  queueContract('Pub/Sub', async () => {
    const projectId = `p-${randomUUID()}`;
    const admin = new PubSub({ projectId });
    const [topic] = await admin.createTopic('jobs');
    const [dead] = await admin.createTopic('dead-letters');
    await topic.createSubscription('worker', {
      ackDeadlineSeconds: 10,
      deadLetterPolicy: { deadLetterTopic: dead.name, maxDeliveryAttempts: 5 },
    });
    const opened: Queue[] = [];
    return {
      visibility: longestWait / 2,
      pass: (milliseconds) => setTimeout(Math.min(milliseconds, longestWait)),
      async open() {
        const queue = openCloudQueue({ projectId, topic: 'jobs', subscription: 'worker' });
        opened.push(queue);
        return queue;
      },
      async close() {
        await Promise.all(opened.map((queue) => queue.close()));
        await admin.close();
      },
    };
  });
});
