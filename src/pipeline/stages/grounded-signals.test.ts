import { describe, expect, it } from 'vitest';
import { OrgSignals } from '../../domain/org-signals.ts';
import type { Statement } from '../../domain/statement.ts';
import { groundedSignals } from './grounded-signals.ts';
import { claimOf, unknownSignals } from './signals-for-test.ts';

const said: Statement = { text: 'The headcount fell.', claims: ['social.1'], basis: 'evidence' };

describe('defect "unknown metrics stored as 0, stable, medium" (DOMAIN.md §5)', () => {
  it('leaves every null and every unknown as it is, through schema and check', () => {
    const given = unknownSignals();
    const { signals, unfounded } = groundedSignals(OrgSignals.parse(given), [claimOf('signal.jobs', 1, 'Acme hires.')]);
    expect(signals).toEqual(given);
    expect(unfounded).toEqual([]);
  });

  it('turns what a model filled in by habit into unknown: 0, stable, medium, neutral', () => {
    const given = unknownSignals();
    given.employeeSentiment = { ...given.employeeSentiment, overall: 0, recommendPct: 0, trend: 'stable' };
    given.linkedin = { ...given.linkedin, followers: 0, engagement: 'medium', headcountTrend: 'stable' };
    given.jobs = {
      ...given.jobs,
      openings: 0,
      departments: [{ name: 'Finance', count: 0 }],
      seniority: [{ level: 'Senior', count: 0 }],
    };
    given.news = { ...given.news, sentiment: 'neutral', volume: 'medium' };
    given.social = [
      { platform: 'Forum', topic: 'Pay', sentiment: 'neutral', summary: { text: '', claims: [], basis: 'unknown' } },
    ];
    const { signals, unfounded } = groundedSignals(given, [claimOf('signal.jobs', 1, 'Acme hires engineers.')]);
    expect(signals.employeeSentiment).toMatchObject({ overall: null, recommendPct: null, trend: 'unknown' });
    expect(signals.linkedin).toMatchObject({ followers: null, engagement: 'unknown', headcountTrend: 'unknown' });
    expect(signals.jobs).toMatchObject({
      openings: null,
      departments: [{ name: 'Finance', count: null }],
      seniority: [{ level: 'Senior', count: null }],
    });
    expect(signals.news).toMatchObject({ sentiment: 'unknown', volume: 'unknown' });
    expect(signals.social[0]?.sentiment).toBe('unknown');
    expect(unfounded).toHaveLength(12);
  });

  it('keeps a measured zero, because a claim says it', () => {
    const given = unknownSignals();
    given.jobs.openings = 0;
    const claims = [claimOf('signal.jobs', 1, 'Acme lists 0 open positions in November 2026.')];
    expect(groundedSignals(given, claims).signals.jobs.openings).toBe(0);
  });
});

describe('groundedSignals', () => {
  it.each([
    ['as it is', 'Employees rate Acme 3.6 of 5.', 3.6],
    ['with a decimal comma', 'Mitarbeitende bewerten Acme mit 4,1 von 5.', 4.1],
  ])('keeps a rating that a claim writes %s', (_, text, overall) => {
    const given = unknownSignals();
    given.employeeSentiment.overall = overall;
    expect(groundedSignals(given, [claimOf('signal.sentiment', 1, text)]).unfounded).toEqual([]);
  });

  it('reads large numbers in any unit', () => {
    const given = unknownSignals();
    given.linkedin.followers = 1_200_000;
    expect(groundedSignals(given, [claimOf('signal.social', 1, 'Acme has 1.2 million followers.')]).unfounded).toEqual(
      [],
    );
  });

  it('takes a percentage only for a percentage, and no number from a facet', () => {
    const given = unknownSignals();
    given.employeeSentiment.recommendPct = 71;
    given.jobs.openings = 2014;
    const { unfounded } = groundedSignals(given, [
      claimOf('signal.sentiment', 1, 'Of all, 71 reviewers praise the colleagues.'),
      claimOf('facet.technology', 1, 'Its ERP system has 2,014 users.'),
    ]);
    expect(unfounded).toEqual(['employeeSentiment.recommendPct', 'jobs.openings']);
  });

  it('keeps a trend that a statement shows', () => {
    const given = unknownSignals();
    given.linkedin = { ...given.linkedin, headcountTrend: 'shrinking', changes: [said] };
    expect(groundedSignals(given, []).signals.linkedin.headcountTrend).toBe('shrinking');
  });
});
