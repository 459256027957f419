import { toAppError } from '../../domain/errors.ts';
import type { Consumer, JobHandler } from '../../domain/ports/queue.ts';
import type { Claimed, JobTable } from './job-table.ts';

export interface ConsumerOptions {
  table: JobTable;
  handler: JobHandler;
  concurrency: number;
  /** How often messages of other processes, and those whose time has come, are looked for. */
  pollMilliseconds: number;
  /** How often the visibility of a message in work is extended. */
  extendMilliseconds: number;
  onError(error: unknown): void;
}

export interface WakeableConsumer extends Consumer {
  /** Looks for messages now. */
  wake(): void;
}

export function startConsumer(options: ConsumerOptions): WakeableConsumer {
  const { table, handler, concurrency, onError } = options;
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  const guarded = (work: Promise<unknown>): Promise<unknown> => work.catch(onError);

  async function work(claimed: Claimed): Promise<void> {
    const beat = setInterval(() => void guarded(table.extend(claimed)), options.extendMilliseconds);
    try {
      const { job, count, publishedAt } = claimed;
      await handler(job, { count, signal: stop.signal, ...(publishedAt !== undefined && { publishedAt }) });
    } catch (error) {
      clearInterval(beat);
      // Interrupted by closing: another consumer may have it at once, and it does not count as a failure.
      await guarded(table.giveBack(claimed, stop.signal.aborted ? undefined : toAppError(error).code));
      return;
    } finally {
      clearInterval(beat);
    }
    await guarded(table.acknowledge(claimed));
  }

  function begin(claimed: Claimed): void {
    const job = work(claimed).finally(() => {
      running.delete(job);
      wake();
    });
    running.add(job);
  }

  async function look(): Promise<void> {
    do {
      lookAgain = false;
      while (!stop.signal.aborted && running.size < concurrency) {
        const claimed = await table.claim();
        if (!claimed) break;
        if (stop.signal.aborted) await table.giveBack(claimed);
        else begin(claimed);
      }
    } while (lookAgain && !stop.signal.aborted);
  }

  function wake(): void {
    if (stop.signal.aborted) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = guarded(look()).then(() => {
      looking = undefined;
      if (lookAgain) wake();
    });
  }

  const timer = setInterval(wake, options.pollMilliseconds);
  wake();

  return {
    wake,
    async close() {
      clearInterval(timer);
      stop.abort();
      await looking;
      await Promise.all(running);
    },
  };
}
