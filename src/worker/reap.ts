import type { Log } from '../domain/log.ts';
import type { Chores } from '../domain/ports/chores.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Runs } from '../domain/ports/repositories.ts';
import type { Swept } from './retention.ts';

export interface ReaperOptions {
  repositories: { runs: Pick<Runs, 'forgotten'>; chores: Chores };
  queue: Pick<Queue, 'publish'>;
  clock: Pick<Clock, 'sleep'>;
  /** Begins the digests that are due. */
  digest(): Promise<number>;
  /** Deletes what is kept no longer. */
  sweep(signal: AbortSignal): Promise<Swept>;
  log: Log;
  everyMilliseconds: number;
}

export interface Reaped {
  published: number;
  swept?: Swept;
}

const minute = 60_000;
/** Somewhat less than an hour and a day, because a clock outside does not call to the second. */
const digestEvery = 55 * minute;
const sweepEvery = 23 * 60 * minute;
/** Whoever calls from outside waits for the end. */
const longestSweep = 2 * minute;

/** Publishes what nobody works on although somebody should: nothing that was acknowledged is lost. */
export const createPublishDue =
  ({ runs, queue, log }: { runs: Pick<Runs, 'forgotten'>; queue: Pick<Queue, 'publish'>; log: Log }) =>
  async (): Promise<number> => {
    const due = await runs.forgotten(50);
    for (const job of due) await queue.publish(job);
    if (due.length > 0) log.info({ count: due.length }, 'work that was due published');
    return due.length;
  };

/** What has to be done without anybody asking: by the loop here, or by a clock outside that calls `reap` and `digest`. */
export function createReaper({ repositories, queue, clock, log, everyMilliseconds, ...chores }: ReaperOptions) {
  const stop = new AbortController();
  const publishDue = createPublishDue({ runs: repositories.runs, queue, log });
  let loops: Promise<void>[] = [];

  /** Of all processes one, once in a while. */
  async function once<T>(name: string, every: number, work: () => Promise<T>): Promise<T | undefined> {
    return (await repositories.chores.begin(name, every)) ? work() : undefined;
  }

  async function reap(): Promise<Reaped> {
    const published = await publishDue();
    return { published, ...(await sweep()) };
  }

  async function sweep(): Promise<Pick<Reaped, 'swept'>> {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(longestSweep)]);
    const swept = await once('retention', sweepEvery, () => chores.sweep(signal));
    if (swept) log.info(swept, 'old work deleted');
    return swept ? { swept } : {};
  }

  const digest = async (): Promise<number> => (await once('digest', digestEvery, chores.digest)) ?? 0;

  const loop = async (every: number, work: () => Promise<unknown>): Promise<void> => {
    while (!stop.signal.aborted) {
      await work().catch((error: unknown) => log.error({ err: error }, 'reaping failed'));
      await clock.sleep(every, stop.signal).catch(() => {});
    }
  };

  return {
    reap,
    digest,
    start: (): void => {
      // Beside each other: nothing waits for a long sweep.
      loops = [loop(everyMilliseconds, publishDue), loop(minute, sweep), loop(minute, digest)];
    },
    /** Resolves when nothing is under way any more. */
    stop: async (): Promise<void> => {
      stop.abort();
      await Promise.all(loops);
    },
  };
}
