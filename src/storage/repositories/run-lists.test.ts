import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunList } from '../../domain/ports/repositories.ts';
import { endedRun, newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const ids = async (question: Partial<RunList> = {}, team = 'T1') =>
  (await store.runs.list(team, { viewer: ['team'], limit: 10, ...question })).runs.map(({ id }) => id);
const company = { companyName: 'Acme', companyKey: 'acme.com', visibility: 'team' };
const newProject = (team = 'T1') => store.projects.create({ ...company, team, createdBy: 'U1', name: 'P' });

describe('list', () => {
  beforeEach(async () => {
    const { id: project } = await newProject();
    const asked = [{}, { visibility: 'G1' }, { project, mode: 'deep' as const }, { visibility: 'G1', createdBy: 'U2' }];
    for (const [index, more] of asked.entries()) {
      await store.runs.create(newRun(`R${index}`, more));
      store.pass(1);
    }
    await endedRun(store.runs, 'R4');
    await store.runs.create(newRun('R5', { team: 'T2' }));
  });

  test('shows what may be seen, newest first', async () => {
    expect(await ids()).toEqual(['R4', 'R2', 'R0']);
    expect(await ids({ viewer: ['team', 'G1'] })).toEqual(['R4', 'R3', 'R2', 'R1', 'R0']);
    expect(await ids({ viewer: [] })).toEqual([]);
  });

  test('always shows people their own, from private channels too, and nobody else’s', async () => {
    expect(await ids({ createdBy: 'U1' })).toEqual(['R4', 'R2', 'R1', 'R0']);
    expect(await ids({ createdBy: 'U2' })).toEqual(['R3']);
    expect(await ids({ createdBy: 'U3', viewer: ['team', 'G1'] })).toEqual([]);
  });

  test('may be narrowed to a project, a mode and statuses', async () => {
    expect(await ids({ mode: 'deep' })).toEqual(['R2']);
    const [run] = (await store.runs.list('T1', { viewer: ['team'], mode: 'deep', limit: 1 })).runs;
    expect(await ids({ project: run?.project ?? 'none' })).toEqual(['R2']);
    expect(await ids({ statuses: ['queued', 'running'] })).toEqual(['R2', 'R0']);
    expect(await ids({ statuses: ['completed'], createdBy: 'U1' })).toEqual(['R4']);
    expect(await ids({ statuses: [] })).toEqual([]);
  });

  test.each([
    ['few', ['team', 'G1']],
    ['many', ['team', 'G1', ...Array.from({ length: 28 }, (_, i) => `G${i + 2}`)]],
  ])('comes in pages that leave nothing out, also for a member of %s private channels', async (_, viewer) => {
    const question = { viewer, statuses: ['queued', 'waiting'] as const, limit: 3 };
    const first = await store.runs.list('T1', question);
    const rest = await store.runs.list('T1', { ...question, ...(first.cursor && { after: first.cursor }) });
    expect([...first.runs, ...rest.runs].map(({ id }) => id)).toEqual(['R3', 'R2', 'R1', 'R0']);
    expect(first.runs).toHaveLength(3);
    expect(rest.cursor).toBeUndefined();
  });
});

describe('who may see a run', () => {
  test('is widened and narrowed', async () => {
    await store.runs.create(newRun('R1', { visibility: 'G1' }));
    expect(await ids()).toEqual([]);
    expect(await store.runs.setVisibility('T1', 'R1', 'team')).toMatchObject({ visibility: 'team', status: 'queued' });
    expect(await ids()).toEqual(['R1']);
    await store.runs.setVisibility('T1', 'R1', 'G2');
    expect(await ids()).toEqual([]);
    await expect(store.runs.setVisibility('T1', 'none', 'team')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('into a project', () => {
  test('an ended run becomes the next iteration, and only once', async () => {
    const { id: project } = await newProject();
    await endedRun(store.runs, 'R1', { project });
    await endedRun(store.runs, 'R2');
    const other = store.another();
    const assign = (runs: TestStore['runs']) => runs.assignProject('T1', 'R2', project);
    const results = await Promise.allSettled([assign(store.runs), assign(other.runs)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.runs.get('T1', 'R2')).toMatchObject({ project, iteration: 2, status: 'completed' });
    expect(await store.projects.get('T1', project)).toMatchObject({ iterations: 2 });
    expect((await store.projects.iterations('T1', project, { limit: 9 })).map(({ id }) => id)).toEqual(['R2', 'R1']);
  });

  test('not while it is worked on, not into what is archived or not to be seen from there', async () => {
    const { id: project } = await newProject();
    const secret = await store.projects.create({
      ...company,
      visibility: 'G1',
      team: 'T1',
      createdBy: 'U1',
      name: 'S',
    });
    await store.runs.create(newRun('R1'));
    await endedRun(store.runs, 'R2');
    const refused = (run: string, into: string, code: string) =>
      expect(store.runs.assignProject('T1', run, into)).rejects.toMatchObject({ code });
    await refused('R1', project, 'conflict');
    await refused('R2', secret.id, 'not_found');
    await refused('none', project, 'not_found');
    await store.projects.setStatus('T1', project, 'archived');
    await refused('R2', project, 'conflict');
    expect((await store.runs.get('T1', 'R2'))?.project).toBeUndefined();
  });
});

describe('what is kept no longer', () => {
  test('is every run that ended before, but for those of active projects', async () => {
    const [active, archived, gone] = [await newProject(), await newProject(), await newProject()];
    for (const [run, more] of [
      ['R1', {}],
      ['R2', { project: active.id }],
      ['R3', { project: archived.id }],
      ['R4', { project: gone.id }],
    ] as const) {
      await endedRun(store.runs, run, more);
      store.pass(1);
    }
    await store.runs.create(newRun('R5'));
    await store.projects.setStatus('T1', archived.id, 'archived');
    await store.projects.delete('T1', gone.id);
    const before = store.clock.now().toISOString();
    await endedRun(store.runs, 'R6');
    expect(await store.runs.olderThan('T1', before, 10)).toEqual(['R1', 'R3', 'R4']);
    expect(await store.runs.olderThan('T1', before, 2)).toEqual(['R1', 'R3']);
    expect(await store.runs.olderThan('T2', before, 10)).toEqual([]);
    await store.runs.again('T1', 'R1', { wanted: ['report'], remake: [], by: 'U1' });
    expect(await store.runs.olderThan('T1', before, 10)).toEqual(['R3', 'R4']);
  });

  test('can be looked for in every team that ever made a run', async () => {
    for (const [run, team] of [
      ['R1', 'T2'],
      ['R2', 'T1'],
      ['R3', 'T1'],
    ] as const) {
      await store.runs.create(newRun(run, { team }));
    }
    expect(await store.runs.teams()).toEqual(['T1', 'T2']);
  });
});
