import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '..', '..', 'src', 'start-embedded.ts');

export interface AppProcess {
  /** Where it listens. */
  port: number;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** The app as it is deployed: a process of its own that knows its environment and nothing else. */
export async function startAppProcess(env: Record<string, string>): Promise<AppProcess> {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: process.env.TZ, ...env },
  });
  return {
    port: await portOf(child),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** The app says in its log where it listens; what it says when it cannot start becomes the error. */
async function portOf(child: ChildProcess): Promise<number> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  if (!child.stdout) throw new TypeError('stdout is piped');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /"port":(\d+).*"message":"bot listens"/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return Number(port);
    }
  }
  throw new Error(`the app did not start: ${complaint}`);
}
