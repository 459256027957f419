import { type AccountPlan, AccountPlanDraft } from '../../domain/account-plan.ts';
import { CompetitorsOutput } from '../../domain/brief.ts';
import { GapCorrelations } from '../../domain/correlation.ts';
import { AppError } from '../../domain/errors.ts';
import { GapAnalysis } from '../../domain/gaps.ts';
import { UseCases } from '../../domain/ideas.ts';
import { Personas } from '../../domain/persona.ts';
import { Play } from '../../domain/play.ts';
import { NumberedReport } from '../../domain/report.ts';
import { stageId } from '../../domain/stage.ts';
import { isKnown } from '../../domain/statement.ts';
import { foundBy, optionalOutput, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';
import { datedPlan } from './plan-dates.ts';
import { peopledPlan } from './plan-people.ts';
import { write } from './write.ts';

const instructions = `Write the account plan for the seller's team, for the next twelve months from today. summary and overview: two sentences each, from claims. objectives: what the seller wants to have reached. stakeholders: only people whom the claims name, with their title; role by what the claims let you conclude, otherwise Unknown; approach: how to win them; why: what the claims say of them. opportunities: one for each use case; value in words, no sums that the claims do not give; probability 0 to 1. landscape: who else serves this company, from claims. swot: the seller's position at this account, each point a statement. actions: concrete, owner is a role of the seller's or the company's team ("Account executive"), never a person's name; due: a day after today, at most two years ahead. milestones likewise. metrics: what to measure. timeline: the order of things in two sentences.`;

/** A plan for the account: days lie ahead, people are those of the evidence, owners are roles. */
export const makeAccountPlan: MakeStage = async (input) => {
  const found = foundBy(input);
  const { report } = output(input, 'report', NumberedReport);
  const { value, warnings } = await write(input, {
    schema: AccountPlanDraft,
    tier: 'strong',
    instructions,
    sections: [
      ...section('focus', input.run.focus),
      ...section('sales_history', input.run.salesHistory),
      ...jsonSection('report', report),
      ...materialSections(input),
    ],
    found,
  });
  const people = peopledPlan(value, report, found.claims);
  const dated = datedPlan(people.plan, input.run.createdAt.slice(0, 10));
  const plan = dated.plan;
  warnings.push(...people.warnings, ...dated.warnings);
  if (!isKnown(plan.summary) || plan.actions.length === 0 || plan.objectives.length === 0) {
    throw new AppError('model_answer_unusable', 'The account plan did not hold up against the evidence.');
  }
  const accountPlan: AccountPlan = {
    ...plan,
    status: 'draft',
    version: input.version,
    createdAt: input.bench.now().toISOString(),
  };
  return { status: 'done', output: accountPlan, line: planLine(accountPlan), warnings };
};

const materialSections = (input: StageInput) => {
  const { useCases } = output(input, 'useCases', UseCases);
  const plays = useCases.flatMap(({ id }) => optionalOutput(input, stageId('play', id), Play) ?? []);
  return [
    ...jsonSection('gaps', output(input, 'gaps', GapAnalysis)),
    ...jsonSection('use_cases', useCases),
    ...jsonSection('plays', plays.length > 0 ? plays : undefined),
    ...jsonSection('personas', optionalOutput(input, 'personas', Personas)?.personas),
    ...jsonSection('correlations', optionalOutput(input, 'correlation', GapCorrelations)?.correlations),
    ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
  ];
};

const planLine = ({ actions, stakeholders, milestones }: AccountPlan): string =>
  `${actions.length} actions, ${stakeholders.length} stakeholders, ${milestones.length} milestones`;
