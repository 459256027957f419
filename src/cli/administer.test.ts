import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endedRun, openTestStore, type TestStore, takenRun } from '../storage/repositories/test-store.ts';
import { letterLines, replayLetters } from './administer-letters.ts';
import { deleteTeam, exportTeam } from './administer-teams.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const key = 'teams/T1/runs/R1/onePager[u1]/v1.pdf';
const storage = () => ({ repositories: store, files: store.files });
const acts = async () =>
  (await store.audit.list('T1', { viewer: ['team'], limit: 10 })).events.map(({ act, by }) => `${act} by ${by}`);

it('a workspace is exported with its files and without tokens, and leaves a trace', async () => {
  await endedRun(store.runs, 'R1', { companyName: 'Acme' });
  await endedRun(store.runs, 'R9', { team: 'T2' });
  await store.files.put(key, new Uint8Array([1, 2]), 'application/pdf');
  await store.documents.set('teams/T1/installation/slack', { team: 'T1', botToken: 'sealed' });
  const out = join(store.folder, 'export');
  const { documents, files } = await exportTeam(storage(), 'T1', out);
  const lines = (await readFile(join(out, 'documents.jsonl'), 'utf8')).trimEnd().split('\n');
  expect([lines.length, files]).toEqual([documents, 1]);
  const stored = lines.map((line): { path: string; data: { companyName?: string } } => JSON.parse(line));
  expect(stored.find(({ path }) => path === 'teams/T1/runs/R1')?.data.companyName).toBe('Acme');
  expect(lines.join()).not.toMatch(/sealed|R9/);
  expect([...(await readFile(join(out, 'files', key)))]).toEqual([1, 2]);
  expect(await acts()).toEqual(['team.export by operator']);
});

it('a workspace is deleted; that it was is all that stays', async () => {
  await endedRun(store.runs, 'R1');
  await deleteTeam(storage(), 'T1');
  const left = (await store.everything()).map(({ path }) => path);
  expect(left).toEqual([expect.stringMatching(/^teams\/T1\/audit\//)]);
  expect(await acts()).toEqual(['team.delete by operator']);
});

it('what was given up is listed and brought back, one or all', async () => {
  const error = { code: 'internal', message: 'x', reference: 'ref-1' };
  for (const id of ['R1', 'R2']) await store.runs.interrupt(await takenRun(store.runs, id), error, 1);
  expect(await letterLines({ repositories: store })).toEqual([
    'T1~R1  run, attempt 1, given up 2026-11-23T09:00:00.000Z (internal, reference ref-1)',
    expect.stringMatching(/^T1~R2 {2}run/),
  ]);
  const queue = { publish: async () => {} };
  const replay = (asked: Parameters<typeof replayLetters>[1]) => replayLetters({ repositories: store, queue }, asked);
  expect(await replay({ letter: 'T1~R1' })).toEqual(['T1~R1  begun again']);
  await expect(replay({ letter: 'T1~R1' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await replay('all')).toEqual(['T1~R2  begun again']);
  expect(await replay('all')).toEqual([]);
});
