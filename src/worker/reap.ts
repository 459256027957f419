import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Runs } from '../domain/ports/repositories.ts';

export interface ReaperOptions {
  runs: Pick<Runs, 'forgotten'>;
  queue: Pick<Queue, 'publish'>;
  clock: Clock;
  log: Log;
  everyMilliseconds: number;
  /** A run that was published is given this long before it is published again. */
  patienceMilliseconds: number;
}

/** Publishes what nobody works on although somebody should: nothing that was acknowledged is lost. */
export function createReaper({ runs, queue, clock, log, everyMilliseconds, patienceMilliseconds }: ReaperOptions) {
  const published = new Map<string, number>();
  const stop = new AbortController();

  const reap = async (): Promise<number> => {
    const now = clock.monotonic();
    for (const [key, at] of published) if (now - at >= patienceMilliseconds) published.delete(key);
    let count = 0;
    for (const { team, id, attempt } of await runs.forgotten(50)) {
      const key = `${team}/${id}/${attempt}`;
      if (published.has(key)) continue;
      published.set(key, now);
      await queue.publish({ team, kind: 'run', id, attempt });
      count += 1;
    }
    if (count > 0) log.info({ count }, 'forgotten runs published');
    return count;
  };

  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await reap().catch((error: unknown) => log.error({ err: error }, 'reaping failed'));
      await clock.sleep(everyMilliseconds, stop.signal).catch(() => {});
    }
  };

  return {
    reap,
    start: (): void => {
      void loop();
    },
    stop: (): void => stop.abort(),
  };
}
