import { AppError } from '../../domain/errors.ts';

export const cancelled = (cause?: unknown): AppError => new AppError('cancelled', 'The work was stopped.', { cause });

export interface Slots {
  /** Waits for a free slot, first come first served, and holds it while `work` runs. `cancelled` when aborted in the queue. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/** At most `limit` pieces of work at a time. Unlike the usual limiters, who waits can be aborted. */
export function createSlots(limit: number): Slots {
  let free = Math.max(1, Math.floor(limit));
  const queue: (() => void)[] = [];

  function take(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(cancelled(signal.reason));
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(cancelled(signal.reason));
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(go);
    });
  }

  /** A slot is handed on, so that nobody who comes later overtakes the queue. */
  function give(): void {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async run(signal, work) {
      await take(signal);
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
