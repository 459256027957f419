import { describe, expect, it } from 'vitest';
import { datedPlan } from './plan-dates.ts';
import { action, emptyPlan, milestone } from './plan-for-test.ts';

const today = '2026-11-23';
const daysOf = (due: string[], dates: string[] = []) => {
  const { plan, warnings } = datedPlan(
    emptyPlan({ actions: due.map((day) => action(day)), milestones: dates.map(milestone) }),
    today,
  );
  return { due: plan.actions.map((one) => one.due), dates: plan.milestones.map(({ date }) => date), warnings };
};

describe('datedPlan', () => {
  it('keeps days ahead, in their order', () => {
    expect(daysOf(['2027-05-01', '2026-11-24'], ['2028-11-23', '2027-01-15'])).toEqual({
      due: ['2026-11-24', '2027-05-01'],
      dates: ['2027-01-15', '2028-11-23'],
      warnings: [],
    });
  });

  it.each([
    ['the day of the run itself', '2026-11-23'],
    ['a day before', '2026-11-22'],
    ['more than two years ahead', '2028-11-24'],
  ])('drops %s and says so', (_, day) => {
    expect(daysOf([day, '2027-01-01'])).toMatchObject({
      due: ['2027-01-01'],
      warnings: [expect.stringContaining('1 step(s)')],
    });
  });

  it('moves a plan that was written for another year as a whole, and keeps its order', () => {
    expect(daysOf(['2025-01-15', '2025-12-31'], ['2025-03-01'])).toEqual({
      due: ['2027-01-15', '2027-12-31'],
      dates: ['2027-03-01'],
      warnings: [expect.stringContaining('moved')],
    });
    expect(daysOf(['2026-11-23'])).toMatchObject({ due: ['2027-11-23'] });
    expect(daysOf(['2024-02-29'])).toMatchObject({ due: ['2027-03-01'] });
  });

  it('has nothing to say about a plan without days', () => {
    expect(daysOf([])).toEqual({ due: [], dates: [], warnings: [] });
  });
});
