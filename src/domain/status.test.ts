import { describe, expect, it } from 'vitest';
import type { StageStatus } from './stage.ts';
import { canMove, outcome } from './status.ts';

const stages = (record: Record<string, StageStatus>) => new Map(Object.entries(record));
const wanted = ['facet.news', 'report', 'onePager[u1]'];
const all = { identity: 'done', 'facet.news': 'done', report: 'done', 'onePager[u1]': 'done' } as const;

describe('outcome', () => {
  it.each([
    ['everything made', all, {}, 'completed'],
    ['a facet failed', { ...all, 'facet.news': 'failed' }, {}, 'partial'],
    ['an asset was skipped', { ...all, 'onePager[u1]': 'skipped' }, {}, 'partial'],
    ['the report rests on too little', all, { thinReport: true }, 'partial'],
    ['the report failed', { ...all, report: 'failed', 'onePager[u1]': 'skipped' }, {}, 'failed'],
    ['identity failed', { identity: 'failed' }, {}, 'failed'],
    ['nothing was made', {}, {}, 'failed'],
    ['cancelled on the way', { ...all, 'onePager[u1]': 'pending' }, { cancelled: true }, 'cancelled'],
    ['cancelled when all was made', all, { cancelled: true }, 'completed'],
  ] as const)('%s', (_what, record, more, expected) => {
    expect(outcome({ wanted, stages: stages(record), cancelled: false, thinReport: false, ...more })).toBe(expected);
  });

  it('a retry that brings what was missing turns partial into completed', () => {
    const before = { ...all, 'facet.news': 'failed' } as const;
    const status = (record: Record<string, StageStatus>) =>
      outcome({ wanted, stages: stages(record), cancelled: false, thinReport: false });
    expect([status(before), status({ ...before, 'facet.news': 'done' })]).toEqual(['partial', 'completed']);
  });
});

describe('canMove', () => {
  it('never leaves a terminal status', () => {
    for (const from of ['completed', 'partial', 'failed', 'cancelled'] as const) {
      for (const to of ['queued', 'running', 'waiting', 'completed', 'partial', 'failed', 'cancelled'] as const) {
        expect(canMove(from, to)).toBe(false);
      }
    }
  });
});
