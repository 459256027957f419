import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewProject } from '../../domain/ports/projects.ts';
import { newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const project = (name: string, more: Partial<NewProject> = {}): NewProject => ({
  team: 'T1',
  createdBy: 'U1',
  name,
  companyName: 'Acme',
  companyKey: 'acme.com',
  visibility: 'team',
  ...more,
});
const target = (run: string, id = 'u1', version = 1) => ({ run, kind: 'use_case' as const, id, version });
const star = (run: string, id?: string) => ({ target: target(run, id), title: 'T', preview: 'P', createdBy: 'U1' });

describe('lists', () => {
  test('by owner, vertical, status and what may be seen; last changed first; in pages', async () => {
    const { projects } = store;
    const names = async (more: object) =>
      (await projects.list('T1', { viewer: ['team'], limit: 10, ...more })).projects.map(({ name }) => name);
    const first = await projects.create(project('One', { vertical: 'retail' }));
    store.pass(1);
    await projects.create(project('Two', { createdBy: 'U2' }));
    store.pass(1);
    await projects.create(project('Secret', { visibility: 'G1' }));
    expect(await names({})).toEqual(['Two', 'One']);
    expect(await names({ viewer: ['team', 'G1'] })).toEqual(['Secret', 'Two', 'One']);
    expect(await names({ owner: 'U2' })).toEqual(['Two']);
    expect(await names({ vertical: 'retail' })).toEqual(['One']);
    store.pass(1);
    await projects.setStatus('T1', first.id, 'archived');
    expect(await names({ status: 'active' })).toEqual(['Two']);
    expect(await names({})).toEqual(['One', 'Two']);
    const page = await projects.list('T1', { viewer: ['team'], limit: 1 });
    const rest = await projects.list('T1', { viewer: ['team'], limit: 1, ...(page.cursor && { after: page.cursor }) });
    expect([...page.projects, ...rest.projects].map(({ name }) => name)).toEqual(['One', 'Two']);
    expect(rest.cursor).toBeUndefined();
  });
});

describe('iterations', () => {
  test('runs started at once, in two processes, get numbers of their own (defect: concurrent iterations colliding)', async () => {
    const { id } = await store.projects.create(project('One', { contextMode: 'fresh' }));
    const other = store.another();
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? other : store).runs.create(newRun(`R${i}`, { project: id }))),
    );
    expect(made.map(({ run }) => run.iteration).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(made[0]?.run.contextMode).toBe('fresh');
    expect(await store.projects.get('T1', id)).toMatchObject({ iterations: 8 });
    const runs = await store.projects.iterations('T1', id, { limit: 3, before: 6 });
    expect(runs.map(({ iteration }) => iteration)).toEqual([5, 4, 3]);
  });

  test('a redelivery takes no number', async () => {
    const { id } = await store.projects.create(project('One'));
    await store.runs.create(newRun('R1', { project: id }));
    await store.runs.create(newRun('R1', { project: id }));
    expect(await store.projects.get('T1', id)).toMatchObject({ iterations: 1 });
  });

  test('the same company in another project, or started from something else, is another question', async () => {
    const one = await store.projects.create(project('One'));
    const two = await store.projects.create(project('Two'));
    const created = async (id: string, more: object) =>
      (await store.runs.create(newRun(id, { companyName: 'Acme', ...more }))).created;
    expect(await created('R1', { project: one.id })).toBe(true);
    expect(await created('R2', { project: one.id })).toBe(false);
    expect(await created('R3', { project: two.id })).toBe(true);
    expect(await created('R4', { project: two.id, contextMode: 'fresh' })).toBe(true);
    expect(await created('R5', { contextMode: 'fork', basedOn: 'R1' })).toBe(true);
  });

  test('a project that is not there, not to be seen, or archived takes no run, and nothing is stored', async () => {
    const { projects, runs } = store;
    const secret = await projects.create(project('Secret', { visibility: 'G1' }));
    const archived = await projects.create(project('Old'));
    await projects.setStatus('T1', archived.id, 'archived');
    await expect(runs.create(newRun('R1', { project: 'none' }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(runs.create(newRun('R1', { project: secret.id }))).rejects.toMatchObject({ code: 'not_found' });
    await expect(runs.create(newRun('R1', { project: archived.id }))).rejects.toMatchObject({ code: 'conflict' });
    expect(await runs.get('T1', 'R1')).toBeUndefined();
    const { run } = await runs.create(newRun('R1', { project: secret.id, visibility: 'G1' }));
    expect(run.iteration).toBe(1);
  });
});

describe('stars and notes', () => {
  test('one star per target, of any kind, whoever clicks (defect: duplicated after refresh)', async () => {
    const { projects, runs } = store;
    const { id } = await projects.create(project('One'));
    await runs.create(newRun('R1'));
    const other = store.another().projects;
    const made = await Promise.all([...Array(5)].map((_, i) => (i % 2 ? projects : other).star('T1', id, star('R1'))));
    expect(new Set(made.map((one) => one.id)).size).toBe(1);
    for (const kind of ['gap', 'case_study'] as const) {
      await projects.star('T1', id, { ...star('R1'), target: { ...target('R1'), kind } });
    }
    expect(await projects.get('T1', id)).toMatchObject({ stars: 3 });
    await projects.unstar('T1', id, target('R1'));
    await projects.unstar('T1', id, target('R1'));
    expect(await projects.stars('T1', id)).toHaveLength(2);
    expect(await projects.get('T1', id)).toMatchObject({ stars: 2 });
  });

  test('what comes from a private channel is not starred where more people would see it', async () => {
    const { projects, runs } = store;
    const open = await projects.create(project('Open'));
    const secret = await projects.create(project('Secret', { visibility: 'G1' }));
    await runs.create(newRun('R1', { visibility: 'G1' }));
    await expect(projects.star('T1', open.id, star('R1'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(projects.star('T1', open.id, star('none'))).rejects.toMatchObject({ code: 'not_found' });
    await projects.star('T1', secret.id, star('R1'));
    expect(await projects.stars('T1', open.id)).toEqual([]);
  });

  test('notes are made, listed, deleted and counted', async () => {
    const { projects } = store;
    const { id } = await projects.create(project('One'));
    const note = await projects.annotate('T1', id, { text: 'First', createdBy: 'U1' });
    store.pass(1);
    await projects.annotate('T1', id, { text: 'Second', createdBy: 'U2', target: target('R1') });
    expect((await projects.annotations('T1', id)).map(({ text }) => text)).toEqual(['Second', 'First']);
    await projects.deleteAnnotation('T1', id, note.id);
    await projects.deleteAnnotation('T1', id, note.id);
    expect(await projects.get('T1', id)).toMatchObject({ notes: 1 });
    await expect(projects.annotate('T1', id, { text: '', createdBy: 'U1' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('deleting a project says what went and leaves its runs', async () => {
    const { projects, runs } = store;
    const { id } = await projects.create(project('One'));
    await runs.create(newRun('R1', { project: id }));
    await projects.star('T1', id, star('R1'));
    await projects.annotate('T1', id, { text: 'Note', createdBy: 'U1' });
    expect(await projects.delete('T1', id)).toEqual({ stars: 1, notes: 1, iterations: 1 });
    expect(await projects.get('T1', id)).toBeUndefined();
    expect(await projects.stars('T1', id)).toEqual([]);
    expect(await projects.annotations('T1', id)).toEqual([]);
    expect(await runs.get('T1', 'R1')).toBeDefined();
    await expect(projects.delete('T1', id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
