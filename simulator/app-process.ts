import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface AppProcessOptions {
  env: NodeJS.ProcessEnv;
  /** Where the app says that it is ready. */
  readyUrl: string;
  /** It ended by itself, or as it was told to. */
  ended: (code: number | null) => void;
}

export interface AppProcess {
  /** Resolves when the app is ready, or has ended. */
  ready(): Promise<void>;
  /** Ends it as it ends on a server. */
  stop(): void;
  /** Ends it as a crash would, and starts it again. */
  kill(): Promise<void>;
}

/** The real app as a process of its own. */
export function startApp({ env, readyUrl, ended }: AppProcessOptions): AppProcess {
  const file = join(import.meta.dirname, '..', 'src', 'start-embedded.ts');
  const begin = (): ChildProcess => {
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('exit', (code) => {
      // After a kill another one has its place.
      if (child === app) ended(code);
    });
    return child;
  };
  let app: ChildProcess | undefined;
  app = begin();
  const ready = async () => {
    while (app && app.exitCode === null) {
      const answer = await fetch(readyUrl).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
  };
  return {
    ready,
    stop: () => void app?.kill('SIGTERM'),
    async kill() {
      const killed = app;
      app = undefined;
      if (killed && killed.exitCode === null && killed.signalCode === null) {
        killed.kill('SIGKILL');
        await once(killed, 'exit');
      }
      app = begin();
      await ready();
    },
  };
}
