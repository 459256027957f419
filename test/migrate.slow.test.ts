import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { openEmbedded } from '../src/storage/embedded/open-embedded.ts';
import { migrations } from '../src/storage/migrations/steps.ts';

const admin = join(import.meta.dirname, '..', 'src', 'cli', 'admin.ts');

async function migrate(dataDir: string): Promise<string> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
  const child = spawn(process.execPath, [admin, 'migrate'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return text(child.stdout);
}

it('two processes that migrate one database at the same time do it once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'migrate-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const open = () => openEmbedded({ dataDir, clock: systemClock });
  const before = open();
  const due = { team: 'T7', attempt: 1, dueAt: '2026-11-01T00:00:00.000Z', leaseUntil: null, patient: true };
  await before.documents.transaction(async (transaction) => {
    for (let n = 0; n < 500; n += 1) transaction.set(`due/T7~R${n}`, { ...due, id: `R${n}` });
  });
  await before.close();

  const [first, second] = await Promise.all([migrate(dataDir), migrate(dataDir)]);
  const lines = `${first}${second}`.trimEnd().split('\n');
  const last = migrations.at(-1)?.level;
  const steps = lines.filter((line) => line.startsWith('Level '));
  expect(steps.map((line) => line.split(':')[0])).toEqual(migrations.map(({ level }) => `Level ${level}`));
  expect(steps[0]).toContain('(500 documents changed)');
  expect(lines).toContain(`What is stored has level ${last} now.`);
  expect(lines).toContain(`What is stored has level ${last}, the one of this program: nothing to migrate.`);

  const after = open();
  expect((await after.documents.get('due/T7~R499'))?.data).toMatchObject({ ...due, kind: 'run' });
  expect((await after.documents.get('teams/none/teams/T7'))?.data.team).toBe('T7');
  await after.close();
});
