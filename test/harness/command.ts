import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A program of the project as a process of its own, piped, with nothing in its environment but what is given. */
export function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, program), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: process.env.TZ, LANGSMITH_TRACING: 'false', ...env },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

export interface Workplace {
  /** For `--out`. */
  out: string;
  env: Record<string, string>;
  /** Names of what was written, in order. */
  written(): Promise<string[]>;
  remove(): Promise<void>;
}

/** A folder of its own for what a command stores and writes. */
export async function openWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'command-'));
  const out = join(folder, 'out');
  return {
    out,
    env: { DATA_DIR: join(folder, 'data') },
    written: () =>
      readdir(out).then(
        (names) => names.sort(),
        () => [],
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
