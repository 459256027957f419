import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { gate, job, queueContract, recorder } from '../contract/queue-contract.ts';
import { createTestClock } from '../contract/test-clock.ts';
import { type EmbeddedQueue, openEmbeddedQueue } from './queue.ts';

const visibilitySeconds = 30;

async function startEmbedded() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const folder = await mkdtemp(join(tmpdir(), 'queue-'));
  const file = join(folder, 'queue.sqlite');
  const { clock, move } = createTestClock();
  const opened: EmbeddedQueue[] = [];
  const errors: unknown[] = [];
  return {
    file,
    move,
    errors,
    visibility: visibilitySeconds * 1000,
    async open() {
      const onError = (error: unknown) => void errors.push(error);
      const queue = openEmbeddedQueue({ file, clock, visibilitySeconds, maxDeliveries: 3, backoffSeconds: 2, onError });
      opened.push(queue);
      return queue;
    },
    async pass(milliseconds: number) {
      for (let passed = 0; passed < milliseconds; passed += 250) {
        move(250);
        await vi.advanceTimersByTimeAsync(250);
      }
    },
    async close() {
      await Promise.all(opened.map((queue) => queue.close()));
      vi.useRealTimers();
      await rm(folder, { recursive: true });
    },
  };
}

queueContract('embedded', startEmbedded);

describe('queue in SQLite', () => {
  let harness: Awaited<ReturnType<typeof startEmbedded>>;
  let queue: EmbeddedQueue;
  beforeEach(async () => {
    harness = await startEmbedded();
    queue = await harness.open();
  });
  afterEach(() => harness.close());

  /** What a killed process leaves: a message that was delivered and is extended no more. */
  async function abandon(id: string): Promise<void> {
    const { handler, reached } = recorder(gate().work);
    const other = await harness.open();
    await other.publish(job(id));
    const consumer = other.consume(handler, { concurrency: 1 });
    await reached(1);
    const database = new DatabaseSync(harness.file);
    const row = database.prepare('SELECT * FROM jobs').get();
    await consumer.close();
    database
      .prepare('UPDATE jobs SET claim = ?, visible_at = ?, count = ?')
      .run(String(row?.claim), Number(row?.visible_at), Number(row?.count));
    database.close();
  }

  test('a job of a killed process comes again after the visibility time-out and not before', async () => {
    await abandon('a');
    const { handler, deliveries, reached } = recorder();
    queue.consume(handler, { concurrency: 1 });
    await harness.pass(harness.visibility - 1000);
    expect(deliveries).toEqual([]);
    await Promise.all([harness.pass(2000), reached(1)]);
    expect(deliveries).toEqual([{ id: 'a', count: 2 }]);
  });

  test('a clock that was set back delays nothing', async () => {
    await abandon('a');
    harness.move(-600_000);
    const { handler, reached } = recorder();
    queue.consume(handler, { concurrency: 1 });
    await Promise.all([harness.pass(1000), reached(1)]);
  });

  test('after a throw the pauses double', async () => {
    const at: number[] = [];
    let passed = 0;
    const { handler } = recorder(async () => {
      at.push(passed);
      throw new Error('always');
    });
    queue.consume(handler, { concurrency: 1 });
    await queue.publish(job('a'));
    for (; passed < 20_000; passed += 250) await harness.pass(250);
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    expect(pauses).toHaveLength(2);
    expect(pauses[0]).toBeGreaterThanOrEqual(1750);
    expect(pauses[0]).toBeLessThanOrEqual(2500);
    expect(pauses[1]).toBeGreaterThanOrEqual(3750);
    expect(pauses[1]).toBeLessThanOrEqual(4500);
  });

  test('after the last failed delivery a job is dead, is listed, and lives again when replayed', async () => {
    let fails = true;
    const { handler, deliveries, reached } = recorder(async () => {
      if (fails) throw new AppError('model_quota', 'later');
    });
    queue.consume(handler, { concurrency: 1 });
    await queue.publish(job('a'));
    await harness.pass(60_000);
    expect(deliveries.map(({ count }) => count)).toEqual([1, 2, 3]);
    const [letter, ...others] = await queue.deadLetters.list(10);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ job: job('a'), deliveries: 3, reason: 'model_quota' });
    fails = false;
    expect(await queue.deadLetters.replay(letter?.id ?? '')).toBe(true);
    expect(await queue.deadLetters.replay(letter?.id ?? '')).toBe(false);
    await reached(4);
    expect(deliveries.at(-1)).toEqual({ id: 'a', count: 1 });
    expect(await queue.deadLetters.list(10)).toEqual([]);
  });

  test('a job that kills its process every time ends dead too', async () => {
    await abandon('a');
    const database = new DatabaseSync(harness.file);
    database.exec('UPDATE jobs SET count = 3');
    database.close();
    const { handler, deliveries } = recorder();
    queue.consume(handler, { concurrency: 1 });
    await harness.pass(harness.visibility + 1000);
    expect(deliveries).toEqual([]);
    expect(await queue.deadLetters.list(10)).toMatchObject([{ job: job('a'), deliveries: 3, reason: 'no_answer' }]);
  });

  test('being interrupted by closing does not count as a failure', async () => {
    await queue.publish(job('a'));
    for (let round = 0; round < 6; round++) {
      const { handler, deliveries, reached } = recorder(gate().work);
      const consumer = queue.consume(handler, { concurrency: 1 });
      await reached(1);
      await consumer.close();
      expect(deliveries).toEqual([{ id: 'a', count: 1 }]);
    }
    expect(await queue.deadLetters.list(10)).toEqual([]);
  });

  test('a job that was published while an equal one waits is one message', async () => {
    for (let i = 0; i < 20; i++) await queue.publish(job('a'));
    await queue.publish({ ...job('a'), attempt: 2 });
    const { handler, deliveries } = recorder();
    queue.consume(handler, { concurrency: 1 });
    await harness.pass(5000);
    expect(deliveries).toHaveLength(2);
  });

  test('one that is published while an equal one is in work is delivered as well', async () => {
    const { work, release } = gate();
    const { handler, deliveries, reached } = recorder(work);
    queue.consume(handler, { concurrency: 1 });
    await queue.publish(job('a'));
    await reached(1);
    await queue.publish(job('a'));
    release();
    await reached(2);
    expect(deliveries).toHaveLength(2);
  });

  test('a team with many jobs does not hold up a team with one', async () => {
    for (let i = 0; i < 100; i++) await queue.publish(job(`big${i}`, 'T1'));
    await queue.publish(job('small', 'T2'));
    const gates = gate();
    const { handler, deliveries, reached } = recorder(gates.work);
    queue.consume(handler, { concurrency: 2 });
    await reached(2);
    expect(deliveries.map(({ id }) => id).sort()).toEqual(['big0', 'small']);
    gates.release();
    await reached(101);
  });

  test('a paused process that wakes up neither acknowledges nor extends what another has', async () => {
    const sleeper = gate();
    const first = recorder(sleeper.work);
    queue.consume(first.handler, { concurrency: 1 });
    await queue.publish(job('a'));
    await first.reached(1);
    harness.move(harness.visibility + 1000);
    const other = await harness.open();
    const stuck = gate();
    const second = recorder(stuck.work);
    const consumer = other.consume(second.handler, { concurrency: 1 });
    await second.reached(1);
    sleeper.release();
    await harness.pass(1000);
    await consumer.close();
    const third = recorder();
    other.consume(third.handler, { concurrency: 1 });
    await Promise.all([harness.pass(2000), third.reached(1)]);
  });

  test('when storage fails behind the scenes it is reported and the work goes on', async () => {
    const { handler, deliveries, reached } = recorder(async () => {
      const database = new DatabaseSync(harness.file);
      database.exec(`CREATE TRIGGER refuse BEFORE DELETE ON jobs BEGIN SELECT RAISE(ABORT, 'no'); END`);
      database.close();
    });
    queue.consume(handler, { concurrency: 1 });
    await queue.publish(job('a'));
    await reached(1);
    await harness.pass(1000);
    expect(harness.errors).toMatchObject([{ code: 'storage_failed' }]);
    const database = new DatabaseSync(harness.file);
    database.exec('DROP TRIGGER refuse');
    database.close();
    const again = recorder();
    const other = await harness.open();
    other.consume(again.handler, { concurrency: 1 });
    await harness.pass(harness.visibility + 1000);
    expect(again.deliveries.length + deliveries.length).toBe(2);
  });
});
