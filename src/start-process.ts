import { keepCompiled } from './compile-cache.ts';
import { AppError } from './domain/errors.ts';
import type { Log } from './log.ts';

export interface Started {
  log: Log;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Starts, says on stderr why it cannot, and stops once when it is told to, be it before it has started. `start` imports
 * what it needs, so that it is loaded from the cache of compiled code.
 */
export async function startProcess(start: () => Promise<Started>): Promise<void> {
  keepCompiled();
  const told = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, told.resolve);
  try {
    const { log, stop } = await start();
    void told.promise.then(async (signal) => {
      log.info({ signal }, 'stopping');
      await stop().catch((error: unknown) => log.error({ err: error }, 'not stopped in order'));
    });
  } catch (error) {
    process.stderr.write(`${error instanceof AppError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
