import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery, Job, JobHandler, Queue } from '../../domain/ports/queue.ts';

export interface QueueHarness {
  /** A handle of its own on the same queue, as another process would have it. */
  open(): Promise<Queue>;
  /** Lets this much time go by for the queue: a moved clock, or real waiting. */
  pass(milliseconds: number): Promise<void>;
  /** Milliseconds after which a message without an answer is delivered again. */
  visibility: number;
  close(): Promise<void>;
}

export const job = (id: string, team = 'T1'): Job => ({ team, kind: 'run', id, attempt: 1 });

/** A handler that notes every delivery, and a promise for the moment at which there were so many. */
export function recorder(work: JobHandler = async () => {}) {
  const deliveries: { id: string; count: number }[] = [];
  const waiting = new Set<() => void>();
  const handler: JobHandler = (received, delivery) => {
    deliveries.push({ id: received.id, count: delivery.count });
    for (const check of waiting) check();
    return work(received, delivery);
  };
  const reached = (wanted: number): Promise<void> =>
    new Promise((resolve) => {
      const check = () => {
        if (deliveries.length < wanted) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { handler, deliveries, reached };
}

/** Work that goes on until `release` is called or the consumer closes. */
export function gate() {
  let release = () => {};
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  const work = (_: Job, { signal }: Delivery): Promise<void> =>
    Promise.race([
      opened,
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    ]);
  return { work, release: () => release() };
}

/** The promises of the port `Queue`, run against any implementation. */
export function queueContract(name: string, start: () => Promise<QueueHarness>): void {
  describe(`queue: ${name}`, () => {
    let harness: QueueHarness;
    let queue: Queue;

    beforeEach(async () => {
      harness = await start();
      queue = await harness.open();
    });
    afterEach(() => harness.close());

    test('delivers a job as it was published, once, when its handler resolves', async () => {
      const received: Job[] = [];
      const { handler, deliveries, reached } = recorder(async (one) => void received.push(one));
      const wanted: Job = { team: 'T1', kind: 'question', id: 'onePager[u1] ä', attempt: 3 };
      queue.consume(handler, { concurrency: 1 });
      await queue.publish(wanted);
      await reached(1);
      await harness.pass(harness.visibility * 2);
      expect(received).toEqual([wanted]);
      expect(deliveries).toEqual([{ id: wanted.id, count: 1 }]);
    });

    test('delivers what was published before anybody consumed', async () => {
      for (const id of ['a', 'b', 'c']) await queue.publish(job(id));
      const other = await harness.open();
      const { handler, deliveries, reached } = recorder();
      other.consume(handler, { concurrency: 2 });
      await Promise.all([harness.pass(2000), reached(3)]);
      expect(deliveries.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    });

    test('takes a job that another handle publishes', async () => {
      const other = await harness.open();
      const { handler, reached } = recorder();
      queue.consume(handler, { concurrency: 1 });
      await other.publish(job('a'));
      await Promise.all([harness.pass(2000), reached(1)]);
    });

    test('delivers again after the handler threw, with a growing count', async () => {
      const { handler, deliveries, reached } = recorder(async (_, { count }) => {
        if (count < 3) throw new Error('not yet');
      });
      queue.consume(handler, { concurrency: 1 });
      await queue.publish(job('a'));
      await reached(1);
      await Promise.all([harness.pass(60_000), reached(3)]);
      expect(deliveries.map(({ count }) => count)).toEqual([1, 2, 3]);
    });

    test('a failing job does not hold up the others', async () => {
      const { handler, deliveries, reached } = recorder(async ({ id }) => {
        if (id === 'poison') throw new Error('always');
      });
      await queue.publish(job('poison'));
      for (let i = 0; i < 5; i++) await queue.publish(job(`good${i}`));
      queue.consume(handler, { concurrency: 1 });
      await reached(6);
      expect(new Set(deliveries.slice(0, 6).map(({ id }) => id)).size).toBe(6);
    });

    test('runs as many at a time as it may, and the next as soon as one ends', async () => {
      const gates = new Map(['a', 'b', 'c', 'd'].map((id) => [id, gate()]));
      let atOnce = 0;
      let most = 0;
      const { handler, deliveries, reached } = recorder(async (one, delivery) => {
        most = Math.max(most, ++atOnce);
        await gates.get(one.id)?.work(one, delivery);
        atOnce -= 1;
      });
      for (const id of gates.keys()) await queue.publish(job(id));
      queue.consume(handler, { concurrency: 2 });
      await reached(2);
      gates.get(deliveries[0]?.id ?? '')?.release();
      await reached(3);
      for (const { release } of gates.values()) release();
      await reached(4);
      expect(most).toBe(2);
    });

    test('does not deliver again what is still in work, however long it takes', async () => {
      const { work, release } = gate();
      const { handler, deliveries, reached } = recorder(work);
      const other = await harness.open();
      queue.consume(handler, { concurrency: 2 });
      await queue.publish(job('a'));
      await reached(1);
      const elsewhere = recorder();
      other.consume(elsewhere.handler, { concurrency: 2 });
      await harness.pass(harness.visibility * 4);
      release();
      await harness.pass(harness.visibility * 2);
      expect(deliveries).toHaveLength(1);
      expect(elsewhere.deliveries).toHaveLength(0);
    });

    test('closing a consumer aborts the running jobs, waits for them, and takes no new one', async () => {
      let ended = false;
      const { work } = gate();
      const { handler, deliveries, reached } = recorder((one, delivery) =>
        work(one, delivery).finally(() => {
          ended = true;
        }),
      );
      const consumer = queue.consume(handler, { concurrency: 1 });
      await queue.publish(job('a'));
      await queue.publish(job('b'));
      await reached(1);
      await consumer.close();
      expect(ended).toBe(true);
      await harness.pass(harness.visibility * 2);
      expect(deliveries).toHaveLength(1);
      const next = recorder();
      queue.consume(next.handler, { concurrency: 2 });
      await Promise.all([harness.pass(harness.visibility * 2), next.reached(2)]);
      expect(next.deliveries.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    });

    test('a job that ends well although its consumer closes is not delivered again', async () => {
      const { handler, reached } = recorder(
        (_, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
      );
      const consumer = queue.consume(handler, { concurrency: 1 });
      await queue.publish(job('a'));
      await reached(1);
      await consumer.close();
      const next = recorder();
      queue.consume(next.handler, { concurrency: 1 });
      await harness.pass(harness.visibility * 2);
      expect(next.deliveries).toEqual([]);
    });

    test('two handles share the work', async () => {
      const other = await harness.open();
      const here = recorder();
      const there = recorder();
      const ids = Array.from({ length: 20 }, (_, i) => `j${i}`);
      for (const id of ids) await queue.publish(job(id));
      queue.consume(here.handler, { concurrency: 2 });
      other.consume(there.handler, { concurrency: 2 });
      await harness.pass(5000);
      const all = [...here.deliveries, ...there.deliveries].map(({ id }) => id);
      expect(all.sort()).toEqual([...ids].sort());
    });

    test('refuses what is not a job', async () => {
      const wrong = { team: '', kind: 'run', id: 'x', attempt: 0 } as Job;
      await expect(queue.publish(wrong)).rejects.toThrow();
    });
  });
}
