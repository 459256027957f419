import type { AccountPlanDraft } from '../../domain/account-plan.ts';

/** A plan reaches two years ahead at most. */
const yearsAhead = 2;

export interface DatedPlan {
  plan: AccountPlanDraft;
  warnings: string[];
}

/**
 * Every planned day lies after `today` (`YYYY-MM-DD`) and within two years of it. A plan that lies in the past as a
 * whole was written for another year: all of it is moved by whole years, in its order. A single day outside goes, and
 * with it its action or milestone. Both lists come out in the order of their days.
 */
export function datedPlan(plan: AccountPlanDraft, today: string): DatedPlan {
  const days = [...plan.actions.map(({ due }) => due), ...plan.milestones.map(({ date }) => date)];
  const shift = days.length > 0 && days.every((day) => day <= today) ? yearsToMove(days, today) : 0;
  const last = addYears(today, yearsAhead);
  const isAhead = (day: string) => day > today && day <= last;
  const actions = plan.actions
    .map((action) => ({ ...action, due: addYears(action.due, shift) }))
    .filter(({ due }) => isAhead(due))
    .sort((a, b) => a.due.localeCompare(b.due));
  const milestones = plan.milestones
    .map((milestone) => ({ ...milestone, date: addYears(milestone.date, shift) }))
    .filter(({ date }) => isAhead(date))
    .sort((a, b) => a.date.localeCompare(b.date));
  const dropped = days.length - actions.length - milestones.length;
  return {
    plan: { ...plan, actions, milestones },
    warnings: [
      ...(shift > 0 ? ['The plan was written for the past; its days were moved ahead by whole years.'] : []),
      ...(dropped > 0 ? [`${dropped} step(s) of the plan outside the next two years left out.`] : []),
    ],
  };
}

/** The fewest whole years that bring the first day after today. */
function yearsToMove(days: readonly string[], today: string): number {
  const first = [...days].sort()[0] ?? today;
  const years = Number(today.slice(0, 4)) - Number(first.slice(0, 4));
  return addYears(first, years) > today ? years : years + 1;
}

/** The same day some years on; 29 February becomes 1 March where there is none. */
function addYears(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}
