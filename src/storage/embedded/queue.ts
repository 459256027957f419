import { randomUUID } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import { Job, type Queue } from '../../domain/ports/queue.ts';
import { startConsumer, type WakeableConsumer } from './consumer.ts';
import { openDatabase } from './database.ts';
import { createJobTable, type DeadLetter, jobSchema, jobSchemaVersion } from './job-table.ts';

export interface EmbeddedQueueOptions {
  /** Path of the SQLite file; its folder exists. */
  file: string;
  clock: Clock;
  /** After this time without an extension a message is delivered again: its process is gone. Default 30. */
  visibilitySeconds?: number;
  /** Deliveries that fail, or end without an answer, before a message is given up. Default 5. */
  maxDeliveries?: number;
  /** Pause after the first failure; doubled with each further one, up to five minutes. Default 2. */
  backoffSeconds?: number;
  /** How often the messages of other processes are looked for; own ones are taken at once. Default 250. */
  pollMilliseconds?: number;
  /** What failed where nobody waits for an answer, such as acknowledging on a full disk. */
  onError?: (error: unknown) => void;
}

/** What was given up after `maxDeliveries`. */
export interface DeadLetters {
  /** Oldest first. */
  list(limit: number): Promise<DeadLetter[]>;
  /** Publishes it again, with the deliveries counted from 1. `false`: there is no such letter (any more). */
  replay(id: string): Promise<boolean>;
}

export interface EmbeddedQueue extends Queue {
  deadLetters: DeadLetters;
}

/**
 * Messages in one SQLite file, which several processes may have open. A message equal to one that waits and was never
 * delivered is not stored twice. When several teams wait, the one with the fewest messages in work is next.
 */
export function openEmbeddedQueue(options: EmbeddedQueueOptions): EmbeddedQueue {
  const { file, clock, visibilitySeconds = 30, pollMilliseconds = 250, onError = () => {} } = options;
  const visibilityMilliseconds = visibilitySeconds * 1000;
  const database = openDatabase({
    file,
    schema: jobSchema,
    schemaVersion: jobSchemaVersion,
    pause: () => clock.sleep(50),
  });
  const table = createJobTable(database, {
    clock,
    visibilityMilliseconds,
    maxDeliveries: options.maxDeliveries ?? 5,
    backoffMilliseconds: (options.backoffSeconds ?? 2) * 1000,
    maxBackoffMilliseconds: 300_000,
    newClaim: randomUUID,
  });
  const consumers = new Set<WakeableConsumer>();
  const wakeAll = () => {
    for (const consumer of consumers) consumer.wake();
  };

  return {
    async publish(job) {
      await table.publish(Job.parse(job));
      wakeAll();
    },
    consume(handler, { concurrency }) {
      const consumer = startConsumer({
        table,
        handler,
        concurrency,
        pollMilliseconds,
        extendMilliseconds: visibilityMilliseconds / 3,
        onError,
      });
      consumers.add(consumer);
      return {
        async close() {
          await consumer.close();
          consumers.delete(consumer);
        },
      };
    },
    deadLetters: {
      list: async (limit) => table.dead(limit),
      async replay(id) {
        const found = await table.replay(id);
        if (found) wakeAll();
        return found;
      },
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      consumers.clear();
      database.close();
    },
  };
}
