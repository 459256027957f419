import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmbeddedStorage, openEmbedded } from './open-embedded.ts';

const writer = fileURLToPath(new URL('./kill-writer.ts', import.meta.url));
const clock = { now: () => new Date(), monotonic: () => performance.now(), sleep: (ms: number) => sleep(ms) };
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kill-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

interface Told {
  stored: number[];
  handled: Set<string>;
}

/** Starts the writer, kills it some milliseconds after so many numbers were stored, and gives back what it had told. */
async function writeUntilKilled(first: number, numbers: number, milliseconds: number): Promise<Told> {
  const child = spawn(process.execPath, [writer, dataDir, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: Told = { stored: [], handled: new Set() };
  const lines = createInterface({ input: child.stdout });
  const enough = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      const [what, id = ''] = line.split(' ');
      if (what === 'handled') told.handled.add(id);
      if (what === 'stored') told.stored.push(Number(id));
      if (told.stored.length === numbers) resolve();
    });
    child.once('exit', () => reject(new Error('the writer ended by itself')));
  });
  const closed = once(lines, 'close');
  await enough;
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await closed;
  return told;
}

async function checkWhole({ documents, files }: EmbeddedStorage, last: number): Promise<void> {
  const { documents: whole } = await documents.query({ collection: 'teams/T1/whole', limit: 100 });
  expect(whole.length).toBeGreaterThan(0);
  for (const { data } of whole) expect(digest(String(data.text))).toBe(data.digest);
  expect(Math.max(...whole.map(({ data }) => Number(data.n)))).toBeGreaterThanOrEqual(last);
  const [left, right] = await documents.getMany(['teams/T1/pair/left', 'teams/T1/pair/right']);
  expect(left?.data.n).toBe(right?.data.n);
  expect(Number(left?.data.n)).toBeGreaterThanOrEqual(last);
  for (const key of await files.list('teams/T1/files/')) {
    const content = Buffer.from((await files.get(key))?.content ?? []).toString();
    expect(content.slice(0, 64)).toBe(digest(content.slice(65)));
  }
}

test('a process that is killed while it writes loses nothing that it had acknowledged', async () => {
  const published = new Set<string>();
  const done = new Set<string>();
  let next = 0;
  for (const [numbers, milliseconds] of [
    [1, 0],
    [30, 3],
    [7, 11],
    [60, 1],
    [15, 47],
    [40, 6],
  ] as const) {
    const told = await writeUntilKilled(next, numbers, milliseconds);
    const last = told.stored.at(-1) ?? next;
    for (const n of told.stored) published.add(String(n));
    for (const id of told.handled) done.add(id);
    for (const name of ['documents.sqlite', 'queue.sqlite']) {
      const database = new DatabaseSync(join(dataDir, name));
      expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      database.close();
    }
    const storage = openEmbedded({ dataDir, clock });
    await checkWhole(storage, last);
    await storage.close();
    next = last + 10;
  }

  const storage = openEmbedded({
    dataDir,
    clock,
    queue: { visibilitySeconds: 1, maxDeliveries: 50 },
    pollMilliseconds: 20,
  });
  const missing = new Set([...published].filter((id) => !done.has(id)));
  expect([...missing].some((id) => Number(id) % 3 === 0)).toBe(true);
  const redelivered: number[] = [];
  await new Promise<void>((resolve) => {
    storage.queue.consume(
      async ({ id }, { count }) => {
        if (count > 1) redelivered.push(count);
        missing.delete(id);
        if (missing.size === 0) resolve();
      },
      { concurrency: 2 },
    );
  });
  expect(redelivered.length).toBeGreaterThan(0);
  expect(await storage.queue.deadLetters.list(10)).toEqual([]);
  await storage.close();
  expect((await readdir(join(dataDir, 'files'))).sort()).toEqual(['.unfinished', 'teams']);
});

test('two processes write the same folder at once', async () => {
  const [one, two] = await Promise.all([writeUntilKilled(0, 60, 0), writeUntilKilled(100_000, 60, 0)]);
  const storage = openEmbedded({ dataDir, clock });
  await checkWhole(storage, Math.min(one.stored.at(-1) ?? 0, two.stored.at(-1) ?? 0));
  await storage.close();
});
