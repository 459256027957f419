import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Program } from './backends/backend.ts';
import type { CrashPoint } from './crash-point.ts';
import type { Order } from './orders.ts';

const source = join(import.meta.dirname, '..', '..', 'src');
const inside = join(import.meta.dirname, 'inside');

/** One process of the app, started again after each of its ends. */
export interface Node extends Pick<Program, 'hears' | 'works'> {
  /** Resolves when it listens. `point`: where it ends by itself. */
  start(point?: CrashPoint): Promise<void>;
  /** Resolves when it has ended by itself. */
  ended(): Promise<void>;
  /** Like a power cut. */
  kill(): Promise<void>;
  /** As a deployment does it: asked to end, and waited for. */
  end(): Promise<void>;
  freeze(): void;
  thaw(): void;
  tell(order: Order): void;
  /** Of the process that runs, or ran last. */
  pid(): number;
  isUp(): boolean;
  isFrozen(): boolean;
  /** Listens, and would answer. */
  isWell(): boolean;
  url(): string;
}

export function createNode({ file, preloads, hears, works, env: own }: Program, env: Record<string, string>): Node {
  const loaded = ['clock.ts', 'without.ts', ...preloads].flatMap((preload) => ['--import', join(inside, preload)]);
  let child: ChildProcess | undefined;
  let port = 0;
  let pid = 0;
  let frozen = false;
  /** Between its start and its end. */
  let listens = false;
  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = child;
    if (!ending || !isUp()) return;
    const ended = once(ending, 'exit');
    listens = false;
    ending.kill(signal);
    await ended;
    frozen = false;
  }

  return {
    hears,
    works,
    async start(point) {
      const started = spawn(process.execPath, [...loaded, join(source, file)], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          TZ: process.env.TZ,
          ...env,
          ...own,
          ...(point && { CHAOS_CRASH: JSON.stringify(point) }),
        },
      });
      child = started;
      pid = started.pid ?? 0;
      frozen = false;
      port = await portOf(started);
      listens = true;
    },
    async ended() {
      if (child && isUp()) await once(child, 'exit');
    },
    kill: () => stop('SIGKILL'),
    end: () => stop('SIGTERM'),
    freeze() {
      child?.kill('SIGSTOP');
      frozen = true;
    },
    thaw() {
      child?.kill('SIGCONT');
      frozen = false;
    },
    tell: (order) => void (isUp() && child?.send(order)),
    pid: () => pid,
    isUp,
    isFrozen: () => frozen,
    isWell: () => isUp() && listens && !frozen,
    url: () => `http://127.0.0.1:${port}`,
  };
}

/** The app says in its log where it listens; what it says when it cannot start becomes the error. */
async function portOf(child: ChildProcess): Promise<number> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000);
  });
  if (!child.stdout) throw new TypeError('stdout is piped');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /"port":(\d+).*"message":"(?:bot|worker) listens"/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return Number(port);
    }
  }
  throw new Error(`the app did not start: ${complaint}`);
}
