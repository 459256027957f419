import { Duration, type Message, PubSub } from '@google-cloud/pubsub';
import { AppError } from '../../domain/errors.ts';
import { type Consumer, Job, type JobHandler, type Queue } from '../../domain/ports/queue.ts';

/** Longer than any job may take; the client extends the lease of a message in work until then. */
const maxExtension = Duration.from({ minutes: 60 });

export interface CloudQueueOptions {
  projectId: string;
  topic: string;
  /** Needed for `consume`; whoever gets jobs by push only publishes. */
  subscription?: string;
  /** What every message takes with it besides its job. */
  attributes?: () => Record<string, string>;
  /** Runs a handler as what those attributes make it part of. */
  within?: <T>(attributes: Readonly<Record<string, string>>, work: () => T) => T;
  /** What failed where nobody waits for an answer. */
  onError?: (error: unknown) => void;
}

/** What is no job is given back until the dead-letter topic takes it. */
function jobOf(message: Message): Job {
  return Job.parse(JSON.parse(message.data.toString()));
}

/**
 * Jobs as messages of Pub/Sub. Publishing resolves when the service has the message. A consumer pulls; how long a
 * message that was given back rests, and after how many deliveries it is a dead letter, are settings of the
 * subscription, and without a dead-letter topic every delivery counts as the first.
 */
export function openCloudQueue(options: CloudQueueOptions): Queue {
  const { projectId, topic, subscription, attributes = () => ({}), onError = () => {} } = options;
  const { within = (_attributes, work) => work() } = options;
  const client = new PubSub({ projectId });
  const jobs = client.topic(topic, { batching: { maxMessages: 1 } });
  const consumers = new Set<Consumer>();

  function consume(handler: JobHandler, { concurrency }: { concurrency: number }): Consumer {
    if (subscription === undefined) {
      throw new AppError('invalid_configuration', 'There is no subscription to take jobs from.');
    }
    const stop = new AbortController();
    const running = new Set<Promise<void>>();
    const pulled = client.subscription(subscription, {
      flowControl: { maxMessages: concurrency, allowExcessMessages: false },
      maxExtensionTime: maxExtension,
      // What was taken and not answered goes back at the close.
      closeOptions: { behavior: 'NACK' },
    });

    async function work(message: Message): Promise<void> {
      try {
        const count = Math.max(1, message.deliveryAttempt);
        const job = jobOf(message);
        const publishedAt = message.publishTime.toISOString();
        await within(message.attributes, () => handler(job, { count, publishedAt, signal: stop.signal }));
        message.ack();
      } catch (error) {
        message.nack();
        if (!stop.signal.aborted) onError(error);
      }
    }

    pulled.on('error', onError);
    pulled.on('message', (message: Message) => {
      // Held until the close gives it back: given back now, it would come again and again.
      if (stop.signal.aborted) return;
      const job = work(message).finally(() => running.delete(job));
      running.add(job);
    });

    let closed: Promise<void> | undefined;
    const consumer: Consumer = {
      close() {
        stop.abort();
        consumers.delete(consumer);
        // What is in work may still end well, so it answers first.
        closed ??= Promise.all(running).then(() => pulled.close());
        return closed;
      },
    };
    consumers.add(consumer);
    return consumer;
  }

  return {
    async publish(job) {
      const valid = Job.parse(job);
      try {
        await jobs.publishMessage({ json: valid, attributes: { ...attributes(), team: valid.team, kind: valid.kind } });
      } catch (error) {
        throw new AppError('storage_failed', 'The work could not be queued.', { cause: error, retryable: true });
      }
    },
    consume,
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.close()));
      await client.close();
    },
  };
}
