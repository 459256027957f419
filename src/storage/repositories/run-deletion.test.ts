import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import { createRepositories } from './repositories.ts';
import { endedRun, leaseSeconds, newRun, openTestStore, type TestStore, takenRun } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const at = '2026-11-23T09:00:00.000Z';
const kept = { team: 'T1', createdBy: 'U1', visibility: 'team' };
const company = { companyKey: 'acme.com', companyName: 'Acme' };
const task = { id: 'Q1', ...kept, viewer: ['team'], place: { channel: 'C1' } };

/** A run with one of everything that a run can leave. */
async function fullRun(id: string): Promise<void> {
  const lease = await takenRun(store.runs, id);
  const stage = { id: 'report', status: 'done', attempt: 1, fingerprint: 'f', output: 1, usage: noUsage() } as const;
  const answer = { answerId: 'a1', stage: 'facet.news', parts: ['x'], searchQueries: [], chunks: [], supports: [] };
  const said = { model: 'm', finishReason: 'STOP', usage: noUsage(), retrievedAt: at, dropped: {} };
  await store.stages.save(lease, { ...stage, models: [], warnings: [] }, [{ ...answer, ...said }]);
  await store.slots.save('T1', id, { place: 'anchor', state: 'intent', channel: 'C1', intentAt: at, revision: 1 });
  await store.slots.nameThread('T1', id, 'C1', '1.2');
  await store.memory.entries.learn({ team: 'T1', run: id }, [
    { ...kept, ...company, kind: 'research_insight', title: 'News', content: 'New', tags: [] },
  ]);
  await store.memory.clients.save({ ...kept, ...company, vertical: 'retail', contacts: [], summary: 's', origin: id });
  const question = { team: 'T1', companyKey: 'acme.com', stage: 'news', prompt: 'p', visibility: 'team' };
  await store.freshEvidence.note(question, { run: id, retrievedAt: at });
  await store.files.put(`teams/T1/runs/${id}/files[u1]/v1.pdf`, new Uint8Array([1]), 'application/pdf');
  await store.runs.finish(lease, 'completed');
  await store.marks.setStatus('T1', id, 'u1', 'approved', 'U1');
  await store.marks.feedback({ team: 'T1', run: id, place: 'summary', by: 'U1', verdict: 'good' });
  await store.tasks.create({ ...task, kind: 'question', text: 'Why?', run: id, research: false });
}

const namesOf = async (run: string) =>
  (await store.everything()).map(({ path, data }) => path + JSON.stringify(data)).filter((text) => text.includes(run));

describe('delete', () => {
  test('leaves nothing of the run, below it or elsewhere, and says what went', async () => {
    await fullRun('Rdeleted');
    await endedRun(store.runs, 'Rother');
    expect((await namesOf('Rdeleted')).length).toBeGreaterThan(10);
    expect(await store.runs.delete('T1', 'Rdeleted')).toEqual({ stages: 1, evidence: 1, files: 1, memories: 2 });
    expect(await namesOf('Rdeleted')).toEqual([]);
    expect(await store.files.list('teams/T1/')).toEqual([]);
    expect((await store.everything()).map(({ path }) => path)).toContain('teams/T1/runs/Rother');
    await store.runs.shown('T1', 'Rother');
    store.pass(1000);
    expect(await store.runs.forgotten(10)).toEqual([]);
  });

  test('is refused while an attempt is under way, and leaves everything', async () => {
    await takenRun(store.runs, 'R1');
    await store.runs.create(newRun('R2'));
    const before = await store.everything();
    for (const id of ['R1', 'R2']) {
      await expect(store.runs.delete('T1', id)).rejects.toMatchObject({ code: 'conflict' });
    }
    await expect(store.runs.delete('T1', 'none')).rejects.toMatchObject({ code: 'not_found' });
    expect(await store.everything()).toEqual(before);
  });

  test('that broke off is told with what is kept no longer, and goes on where it stopped', async () => {
    await fullRun('Rdeleted');
    let left = 3;
    const failing: Documents = {
      ...store.documents,
      delete: (path) => (left-- > 0 ? store.documents.delete(path) : Promise.reject(new Error('the process ended'))),
    };
    const broken = createRepositories({ documents: failing, clock: store.clock, leaseSeconds, files: store.files });
    await expect(broken.runs.delete('T1', 'Rdeleted')).rejects.toThrow('the process ended');
    expect(await store.runs.get('T1', 'Rdeleted')).toBeUndefined();
    await expect(store.marks.setStatus('T1', 'Rdeleted', 'u1', 'draft', 'U1')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await store.runs.olderThan('T1', '2000-01-01T00:00:00.000Z', 10)).toEqual(['Rdeleted']);
    await store.runs.delete('T1', 'Rdeleted');
    expect(await namesOf('Rdeleted')).toEqual([]);
    expect(await store.runs.olderThan('T1', '2000-01-01T00:00:00.000Z', 10)).toEqual([]);
    await expect(store.runs.delete('T1', 'Rdeleted')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keeps the stars of its project, and the project counts what it still has', async () => {
    const { id: project } = await store.projects.create({ ...kept, ...company, name: 'P' });
    for (const run of ['R1', 'R2', 'R3']) await endedRun(store.runs, run, { project });
    const target = { run: 'R3', kind: 'use_case' as const, id: 'u1', version: 1 };
    await store.projects.star('T1', project, { target, title: 'T', preview: 'P', createdBy: 'U1' });
    const iterations = async () => (await store.projects.get('T1', project))?.iterations;
    await store.runs.delete('T1', 'R2');
    expect(await iterations()).toBe(3);
    await store.runs.delete('T1', 'R3');
    expect(await iterations()).toBe(1);
    expect(await store.projects.stars('T1', project)).toMatchObject([{ target, preview: 'P' }]);
    await store.runs.delete('T1', 'R1');
    expect(await store.projects.get('T1', project)).toMatchObject({ iterations: 0, stars: 1 });
  });
});
