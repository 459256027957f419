import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Runs } from '../domain/ports/repositories.ts';

export interface ReaperOptions {
  runs: Pick<Runs, 'forgotten'>;
  queue: Pick<Queue, 'publish'>;
  clock: Pick<Clock, 'sleep'>;
  log: Log;
  everyMilliseconds: number;
}

/** Publishes what nobody works on although somebody should: nothing that was acknowledged is lost. */
export function createReaper({ runs, queue, clock, log, everyMilliseconds }: ReaperOptions) {
  const stop = new AbortController();

  const reap = async (): Promise<number> => {
    const forgotten = await runs.forgotten(50);
    for (const { team, id, attempt } of forgotten) await queue.publish({ team, kind: 'run', id, attempt });
    if (forgotten.length > 0) log.info({ count: forgotten.length }, 'forgotten runs published');
    return forgotten.length;
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
