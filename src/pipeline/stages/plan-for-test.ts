import type { AccountPlanDraft } from '../../domain/account-plan.ts';
import { unknownStatement } from '../../domain/statement.ts';

/** For tests: a plan without anything in it. */
export const emptyPlan = (parts: Partial<AccountPlanDraft> = {}): AccountPlanDraft => ({
  summary: unknownStatement(),
  overview: unknownStatement(),
  objectives: [],
  stakeholders: [],
  opportunities: [],
  landscape: unknownStatement(),
  swot: { strengths: [], weaknesses: [], opportunities: [], threats: [] },
  engagement: '',
  valuePropositions: [],
  actions: [],
  metrics: [],
  milestones: [],
  timeline: '',
  ...parts,
});

export const action = (due: string, owner = 'Account executive') => ({
  action: `Due ${due}`,
  owner,
  due,
  status: 'open' as const,
});
export const milestone = (date: string) => ({ name: `On ${date}`, date, criteria: 'Agreed' });
