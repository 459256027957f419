import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Program = 'start-embedded.ts' | 'start-bot.ts' | 'start-worker.ts';

export interface AppProcess {
  pid: number;
  /** Where it listens. */
  port: number;
  /** Of its log, so far. */
  lines: readonly string[];
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** The app as it is deployed: a process of its own that knows its environment and nothing else. */
export async function startAppProcess(
  env: Record<string, string>,
  program: Program = 'start-embedded.ts',
): Promise<AppProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'src', program)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: process.env.TZ, ...env },
  });
  const lines: string[] = [];
  return {
    pid: child.pid ?? 0,
    port: await portOf(child, lines),
    lines,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** The app says in its log where it listens; what it says when it cannot start becomes the error. */
async function portOf(child: ChildProcess, lines: string[]): Promise<number> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  if (!child.stdout) throw new TypeError('stdout is piped');
  const listening = Promise.withResolvers<number>();
  createInterface({ input: child.stdout })
    .on('line', (line) => {
      lines.push(line);
      const port = /"port":(\d+).*"message":"(?:bot|worker) listens"/.exec(line)?.[1];
      if (port !== undefined) listening.resolve(Number(port));
    })
    .once('close', () => listening.reject(new Error(`the app did not start: ${complaint}`)));
  return listening.promise;
}
