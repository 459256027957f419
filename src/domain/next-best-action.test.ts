import { expect, it } from 'vitest';
import { noUsage } from './evidence.ts';
import { type NextBestActionInput, nextBestAction } from './next-best-action.ts';
import type { StageRecord } from './stage.ts';
import { testRun } from './testing/test-run.ts';

const now = new Date('2026-11-23T09:00:00.000Z');
const stage = (id: string, status: StageRecord['status'] = 'done'): StageRecord => ({
  id,
  status,
  attempt: 1,
  fingerprint: 'f',
  output: {},
  usage: noUsage(),
  models: [],
  warnings: [],
});
const wanted = ['facet.news', 'report', 'useCases'];
const run = testRun('r1', 'Acme', {
  wanted,
  iteration: 2,
  status: 'completed',
  attempts: [{ no: 1, wanted, remake: [], status: 'completed' }],
});
const done = wanted.map((id) => stage(id));
const input: NextBestActionInput = {
  project: { status: 'active', companyName: 'Acme' },
  iterations: [run],
  stages: done,
  promoted: [],
  now,
};
const next = (change: Partial<NextBestActionInput>) => nextBestAction({ ...input, ...change });

it.each<[string, Partial<NextBestActionInput>, object]>([
  ['an archived project', { project: { status: 'archived', companyName: 'Acme' } }, { act: 'restore' }],
  ['nothing researched', { iterations: [], stages: [] }, { act: 'run' }],
  ['a run under way', { iterations: [{ ...run, status: 'running' }] }, { act: 'wait', run: 'r1' }],
  [
    'a name that fits several companies',
    {
      iterations: [
        {
          ...run,
          status: 'waiting',
          waiting: { for: 'identity', until: '2026-11-24T09:00:00.000Z', candidates: [{ name: 'A' }, { name: 'B' }] },
        },
      ],
    },
    { act: 'choose', run: 'r1' },
  ],
  [
    'a facet that failed',
    {
      iterations: [{ ...run, status: 'partial' }],
      stages: [stage('facet.news', 'failed'), stage('report'), stage('useCases')],
    },
    { act: 'retry', run: 'r1', reason: expect.stringContaining('part of the research (1 missing)') },
  ],
  [
    'a budget that was used up before the report',
    {
      iterations: [{ ...run, status: 'failed' }],
      stages: [
        { ...stage('report', 'skipped'), error: { code: 'budget_reached', message: 'used up', reference: 'x' } },
      ],
    },
    { act: 'run', run: 'r1' },
  ],
  [
    'old evidence',
    { now: new Date('2027-01-23T09:00:00.000Z') },
    { act: 'run', reason: expect.stringContaining('61 days old') },
  ],
  ['no account plan', {}, { act: 'make', stage: 'accountPlan' }],
  ['no play', { stages: [...done, stage('accountPlan')] }, { act: 'make', stage: 'play[u1]' }],
  [
    'a play outside of the library',
    { stages: [...done, stage('accountPlan'), stage('play[u1]'), stage('play[u2]')], promoted: ['play[u1]'] },
    { act: 'promote', stage: 'play[u2]' },
  ],
  [
    'everything made',
    { stages: [...done, stage('accountPlan'), stage('play[u1]')], promoted: ['play[u1]'] },
    { act: 'none', run: 'r1' },
  ],
])('%s', (_, change, expected) => {
  expect(next(change)).toMatchObject(expected);
});
