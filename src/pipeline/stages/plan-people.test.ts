import { describe, expect, it } from 'vitest';
import { unknownStatement } from '../../domain/statement.ts';
import { action, emptyPlan } from './plan-for-test.ts';
import { peopledPlan } from './plan-people.ts';
import { claimOf } from './signals-for-test.ts';

const claims = [
  claimOf('facet.leadership', 1, 'Åsa Lindqvist, chief financial officer of Acme, has been in office since 2021.'),
  claimOf('facet.leadership', 2, 'The Chief Information Officer of Acme left in 2025.'),
];
const stakeholder = (name: string, title = 'Chief financial officer') => ({
  name,
  title,
  role: 'Unknown' as const,
  approach: '',
  why: unknownStatement(),
});

describe('peopledPlan', () => {
  it('keeps people whom a claim names, each once, and counts the others', () => {
    const { plan, warnings } = peopledPlan(
      emptyPlan({
        stakeholders: ['Åsa Lindqvist', 'ASA LINDQVIST', 'Jo Stranger', 'Chief Information Officer', 'Lindqvist'].map(
          (name) => stakeholder(name),
        ),
      }),
      { decisionMakers: [] },
      claims,
    );
    expect(plan.stakeholders.map(({ name }) => name)).toEqual(['Åsa Lindqvist']);
    expect(warnings).toEqual([expect.stringContaining('4 stakeholder(s)')]);
  });

  it('makes a role of an owner who is a person', () => {
    const { plan } = peopledPlan(
      emptyPlan({
        stakeholders: [stakeholder('Åsa Lindqvist')],
        actions: [
          action('2027-01-01', 'Åsa Lindqvist (Acme)'),
          action('2027-01-02', 'Lindqvist'),
          action('2027-01-03', 'Solution architect'),
          action('2027-01-04', 'Sam Writer'),
        ],
      }),
      { decisionMakers: [{ name: 'Sam Writer', title: '', background: unknownStatement(), profileUrl: null }] },
      claims,
    );
    expect(plan.actions.map(({ owner }) => owner)).toEqual([
      'Chief financial officer',
      'Chief financial officer',
      'Solution architect',
      'Account executive',
    ]);
  });
});
