import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** An emulator of Google Cloud that this process started. */
export interface Emulator {
  /** `127.0.0.1:port`, for FIRESTORE_EMULATOR_HOST or PUBSUB_EMULATOR_HOST. */
  host: string;
  /** It answers nobody for so many milliseconds. */
  stall(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

type Kind = 'firestore' | 'pubsub';

const pathOf = (command: string): string | undefined => {
  const found = (process.env.PATH ?? '').split(':').map((folder) => join(folder, command));
  return found.find((path) => existsSync(path));
};

/** The emulators that come with an installed gcloud; https://cloud.google.com/sdk/docs/components */
function jarOf(kind: Kind): string | undefined {
  const gcloud = pathOf('gcloud');
  if (!gcloud || !pathOf('java')) return undefined;
  const platform = join(dirname(realpathSync(gcloud)), '..', 'platform');
  const folder = join(platform, kind === 'firestore' ? 'cloud-firestore-emulator' : 'pubsub-emulator/lib');
  if (!existsSync(folder)) return undefined;
  const jar = readdirSync(folder).find((name) => /^cloud-.*-emulator.*\.jar$/.test(name));
  return jar && join(folder, jar);
}

/** For `describe.skipIf`: the reason why a suite cannot run here, or nothing. */
export const missing = (kind: Kind): string => (jarOf(kind) ? '' : ` (skipped: no ${kind} emulator here)`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || !address) throw new TypeError('no port');
  return address.port;
}

async function untilReady(host: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://${host}/`).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(50);
  }
  throw new Error(`the emulator ended with ${child.exitCode}`);
}

/** Starts an emulator on a free port; data is empty, and every project id in it is a world of its own. */
export async function startEmulator(kind: Kind): Promise<Emulator> {
  const jar = jarOf(kind);
  if (!jar) throw new Error(`there is no ${kind} emulator on this machine`);
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const program =
    kind === 'firestore' ? ['-cp', jar, 'com.google.cloud.datastore.emulator.firestore.CloudFirestore'] : ['-jar', jar];
  const child = spawn(
    'java',
    ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-Duser.language=en', ...program, '--host=127.0.0.1', `--port=${port}`],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  await untilReady(host, child);
  return {
    host,
    async stall(milliseconds) {
      child.kill('SIGSTOP');
      await setTimeout(milliseconds);
      child.kill('SIGCONT');
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
