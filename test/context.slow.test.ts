import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../src/domain/errors.ts';
import type { NewProject } from '../src/domain/ports/projects.ts';
import { alsoInTheNews, openRuns, type Runs, stagesWith } from './harness/runs-in-process.ts';

/** A word that stands on no page of the simulated web. */
const found = 'Zanzibarium';
const written = ['gaps', 'ideas', 'report', 'useCases'];

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns({ env: { EVIDENCE_REUSE_HOURS: '0' } });
});
afterAll(() => runs.close());

const project = (name: string, more: Partial<NewProject> = {}) =>
  runs.repositories.projects.create({
    team: 'T1',
    createdBy: 'U1',
    name,
    companyName: 'Maersk',
    companyKey: 'maersk.com',
    visibility: 'team',
    ...more,
  });

describe('accumulate against fresh, on the requests that reach the model', () => {
  it('accumulate holds earlier findings, stars and notes; fresh, another project, another team and a private project do not', async () => {
    const { projects } = runs.repositories;
    const { id } = await project('One');
    const first = await runs.research({ project: id }, alsoInTheNews(`Maersk opened a plant for ${found}.`));
    expect(first.run).toMatchObject({ status: 'completed', iteration: 1 });
    await projects.annotate('T1', id, { text: 'Notefulness: the CFO decides', createdBy: 'U1' });
    const target = { run: first.run.id, kind: 'use_case' as const, id: 'u1', version: 1 };
    await projects.star('T1', id, { target, title: 'Starlightness', preview: '', createdBy: 'U1' });
    await expect(projects.get('T1', id)).resolves.toMatchObject({ vertical: 'transportation' });

    const second = await runs.research({ project: id });
    expect(second.run).toMatchObject({ status: 'completed', iteration: 2, contextMode: 'accumulate' });
    for (const canary of [found, 'Notefulness', 'Starlightness']) {
      expect(stagesWith(second.seen, canary)).toEqual(written);
    }
    // It is told, not proven: among the claims it does not stand.
    const report = second.seen.find(({ stage }) => stage === 'report')?.prompt ?? '';
    expect(report.slice(report.indexOf('<claims>'))).not.toContain(found);
    expect(report.slice(report.indexOf('<memory>'), report.indexOf('</memory>'))).toContain(found);
    const brief = await runs.brief(second.run);
    expect(brief.recalled?.context).toContain(found);
    expect(brief.stages.find((stage) => stage.id === 'recall')?.line).toContain('earlier findings');

    const elsewhere = await project('Elsewhere');
    const secret = await project('Secret', { visibility: 'G1' });
    const abroad = await project('Abroad', { team: 'T2' });
    for (const request of [
      { project: id, contextMode: 'fresh' as const },
      { project: elsewhere.id },
      { project: secret.id, visibility: 'G1' },
      { project: abroad.id, team: 'T2' },
      { team: 'T2' },
    ]) {
      const { seen, run } = await runs.research(request);
      expect(run.status).toBe('completed');
      for (const canary of [found, 'Notefulness', 'Starlightness']) expect(stagesWith(seen, canary)).toEqual([]);
    }
  });

  it('an older good iteration is found behind failed ones (defect: ignored when the last one failed)', async () => {
    const { id } = await project('Unlucky');
    await runs.research({ project: id }, alsoInTheNews(`Maersk opened a plant for ${found}.`));
    const noSearch = await runs.research({ project: id }, ({ model }) => ({
      model: {
        ...model,
        grounded: (call) =>
          call.stage === 'identity' ? model.grounded(call) : Promise.reject(new AppError('no_evidence', 'Nothing.')),
      },
    }));
    expect(noSearch.run).toMatchObject({ status: 'failed', iteration: 2 });
    const third = await runs.research({ project: id });
    expect(stagesWith(third.seen, found)).toEqual(written);
  });

  it('what a private channel found stays there, also in a project of the team', async () => {
    const { id } = await project('Open');
    await runs.research({ project: id, visibility: 'G1' }, alsoInTheNews(`Maersk opened a plant for ${found}.`));
    expect(stagesWith((await runs.research({ project: id })).seen, found)).toEqual([]);
    expect(stagesWith((await runs.research({ project: id, visibility: 'G2' })).seen, found)).toEqual([]);
    expect(stagesWith((await runs.research({ project: id, visibility: 'G1' })).seen, found)).toEqual(written);
  });

  it('a fork starts from the run it names, and only where that may be seen', async () => {
    const base = await runs.research({ visibility: 'G1' }, alsoInTheNews(`Maersk opened a plant for ${found}.`));
    const fork = { contextMode: 'fork' as const, basedOn: base.run.id };
    expect(stagesWith((await runs.research({ ...fork, visibility: 'G1' })).seen, found)).toEqual(written);
    for (const request of [fork, { ...fork, visibility: 'G2' }, { ...fork, team: 'T2' }]) {
      expect(stagesWith((await runs.research(request)).seen, found)).toEqual([]);
    }
  });

  it('another company in the same project is told nothing of the first', async () => {
    const { id } = await project('Mixed');
    await runs.research({ project: id }, alsoInTheNews(`Maersk opened a plant for ${found}.`));
    const other = await runs.research({ project: id, companyName: 'Ingka Group', domain: 'ingka.com' });
    expect(other.run.status).toBe('completed');
    expect(stagesWith(other.seen, found)).toEqual([]);
  });
});
