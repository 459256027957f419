import { describe, expect, it } from 'vitest';
import {
  afterVertical,
  assetOf,
  documentOf,
  missingOf,
  regenerate,
  retryMissing,
  retryOf,
  staleStages,
} from './acts.ts';
import { noUsage } from './evidence.ts';
import { wantedFor } from './modes.ts';
import type { Run } from './run.ts';
import type { StageRecord } from './stage.ts';

const useCase = {
  title: 'Fewer manual cases',
  problem: { text: '', claims: [], basis: 'unknown' },
  whyNow: { text: '', claims: [], basis: 'unknown' },
  solution: { text: '', claims: [], basis: 'unknown' },
  benefits: [],
  roi: null,
  timeToValue: null,
  technologies: [],
  dataRequirements: [],
  integrationPoints: [],
  priority: 'high',
  impact: 1,
  feasibility: 1,
  status: 'draft',
};
const useCases = { useCases: ['u1', 'u2', 'u3'].map((id, index) => ({ ...useCase, id, rank: index + 1 })) };

const record = (id: string, status: StageRecord['status'] = 'done', more: Partial<StageRecord> = {}): StageRecord => ({
  id,
  status,
  attempt: 1,
  fingerprint: 'f',
  output: id === 'useCases' ? useCases : {},
  usage: noUsage(),
  models: [],
  warnings: [],
  ...more,
});
const failed = (id: string, code = 'model_unavailable') =>
  record(id, 'failed', { error: { code, message: 'No.', reference: 'r' } });

const run = (...wanted: string[]): Run => ({
  companyName: 'Maersk',
  mode: 'standard',
  salesHistory: '',
  focus: '',
  wanted: [],
  id: 'r',
  team: 'T1',
  createdBy: 'U1',
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-23T09:00:00.000Z',
  schemaVersion: 1,
  channel: 'C1',
  visibility: 'team',
  status: 'partial',
  attempts: [{ no: 1, wanted, remake: [], status: 'partial' }],
  lastToken: 1,
  usage: noUsage(),
  warnings: [],
});

describe('a retry', () => {
  const wanted = wantedFor('standard');
  const standard = run(...wanted);
  const allDone = wanted.map((id) => record(id));
  const without = (...stages: StageRecord[]) => [
    ...allDone.filter(({ id }) => !stages.some((stage) => stage.id === id)),
    ...stages,
  ];

  it('of a facet makes it, and then the report with its document; other assets stay', () => {
    expect(retryOf(standard, without(failed('facet.cloud')), 'facet.cloud')).toEqual({
      wanted: ['facet.cloud', 'report', 'files[report]'],
      remake: ['report', 'files[report]'],
    });
  });

  it('of what is no source of the report leaves the report alone', () => {
    expect(retryOf(standard, without(failed('competitors')), 'competitors')).toEqual({
      wanted: ['competitors'],
      remake: [],
    });
  });

  it('takes everything wanted that is not there with it', () => {
    const stages = without(failed('competitors'), failed('signal.jobs'), failed('onePager[u1]'));
    const act = retryOf(standard, stages, 'competitors');
    expect(act.wanted).toEqual(['competitors', 'signal.jobs', 'onePager[u1]', 'report', 'files[report]']);
    expect(act.remake).toEqual(['report', 'files[report]']);
    expect(retryMissing(standard, stages)?.wanted.toSorted()).toEqual(act.wanted.toSorted());
  });

  it('of the report when it failed makes it and what waited for it', () => {
    const stages = without(failed('report'), failed('gaps', 'need_failed'), failed('files[report]', 'need_failed'));
    expect(retryOf(standard, stages, 'report')).toEqual({ wanted: ['report', 'gaps', 'files[report]'], remake: [] });
  });

  it('of what is done is refused, because other results cite it; but for the report', () => {
    expect(() => retryOf(standard, allDone, 'facet.news')).toThrow('done already');
    expect(retryOf(standard, allDone, 'report').remake).toEqual(['report', 'files[report]']);
  });

  it('is none when nothing is missing or there was only no budget for it', () => {
    expect(retryMissing(standard, allDone)).toBeUndefined();
    const unpaid = record('facet.cloud', 'skipped', { error: { code: 'budget_reached', message: '', reference: 'r' } });
    const waiting = failed('orgSignals', 'need_failed');
    expect(retryMissing(standard, without(unpaid, waiting))).toBeUndefined();
    expect(retryMissing(standard, without(unpaid, failed('facet.data')))).toBeDefined();
  });

  it('knows what any attempt was asked for', () => {
    const two: Run = { ...run('report'), attempts: [...run('report').attempts, ...run('play[u2]').attempts] };
    expect(missingOf(two, [record('report')])).toEqual(['play[u2]']);
  });
});

describe('an asset', () => {
  const stages = [record('report'), record('useCases'), record('onePager[u1]'), record('files[onePager.u1]')];

  it('that is not there is made with its document', () => {
    expect(assetOf(stages, 'onePager[u3]')).toEqual({ wanted: ['onePager[u3]', 'files[onePager.u3]'], remake: [] });
    expect(assetOf(stages, 'accountPlan')).toEqual({ wanted: ['accountPlan', 'files[accountPlan]'], remake: [] });
    expect(assetOf(stages, 'play[u2]')).toEqual({ wanted: ['play[u2]'], remake: [] });
  });

  it('that is there without its document gets the document alone', () => {
    expect(assetOf(stages.slice(0, 3), 'onePager[u1]')).toEqual({ wanted: ['files[onePager.u1]'], remake: [] });
  });

  it('that is there is not made, and what is no asset never', () => {
    expect(() => assetOf(stages, 'onePager[u1]')).toThrow('made already');
    for (const id of ['onePager[u9]', 'onePager', 'facet.news', 'personas[u1]', 'report']) {
      expect(() => assetOf(stages, id)).toThrow('no such thing');
    }
    expect(() => assetOf([record('report')], 'onePager[u1]')).toThrow('no such thing');
  });

  it('is made again with its document, or for the first time not at all', () => {
    expect(regenerate(stages, 'onePager[u1]')).toEqual({
      wanted: ['onePager[u1]', 'files[onePager.u1]'],
      remake: ['onePager[u1]', 'files[onePager.u1]'],
    });
    expect(() => regenerate(stages, 'personas')).toThrow('nothing to make again');
  });

  it('has a document or none', () => {
    expect(['report', 'onePager[u2]', 'accountPlan', 'play[u1]'].map(documentOf)).toEqual([
      'files[report]',
      'files[onePager.u2]',
      'files[accountPlan]',
      undefined,
    ]);
  });
});

describe('what is older than the report', () => {
  const at = (id: string, time: string) => record(id, 'done', { finishedAt: `2026-11-23T${time}:00.000Z` });

  it('is what was made from it before it was written again', () => {
    const stages = [
      at('facet.news', '09:00'),
      at('report', '10:00'),
      at('useCases', '09:10'),
      at('onePager[u1]', '09:20'),
      at('onePager[u2]', '10:20'),
      { ...at('play[u1]', '09:20'), status: 'failed' as const },
    ];
    expect(staleStages(stages)).toEqual(['useCases', 'onePager[u1]']);
  });

  it('is nothing while there is no report', () => {
    expect(staleStages([at('gaps', '09:00')])).toEqual([]);
  });
});

it('a corrected vertical makes again what was made from it, and neither the research nor what was never made', () => {
  const stages = ['identity', 'facet.news', 'vertical', 'competitors', 'report', 'gaps', 'useCases', 'onePager[u1]'];
  const act = afterVertical([...stages.map((id) => record(id)), failed('ideas'), record('remember')]);
  const again = ['competitors', 'gaps', 'useCases', 'onePager[u1]', 'remember'];
  expect(act).toEqual({ wanted: again, remake: again });
  expect(afterVertical([record('vertical'), record('report')])).toBeUndefined();
});
