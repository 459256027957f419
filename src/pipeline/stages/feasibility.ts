import { AppError } from '../../domain/errors.ts';
import { type Feasibility, FeasibilityDraft } from '../../domain/feasibility.ts';
import { GapAnalysis } from '../../domain/gaps.ts';
import { isKnown } from '../../domain/statement.ts';
import { foundBy, optionalOutput } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { useCaseOf } from './use-case-of.ts';
import { write } from './write.ts';

const instructions = `Judge how feasible the use case of section use_case is at this company, as an engineer who would have to deliver it. technicalComplexity, dataAvailability, integrationComplexity, scalability: what the claims show about each, or unknown when they show nothing. risks: what could stop it here, with claims. mitigations, prerequisites, dependencies, nextSteps: short lines, no dates and no sums of money. deprecatedTech: every technology that the use case proposes and that its maker has renamed, replaced or ended, with what took its place; empty when the stack is current. verdict and score (0 to 1) follow from these and agree with each other. recommendation: go, go after a condition, or do not go, and why.`;

/** Can it be done there? A verdict that nothing is known to rest on is not stored. */
export const makeFeasibility: MakeStage = async (input) => {
  const useCase = useCaseOf(input);
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: FeasibilityDraft,
    tier: 'strong',
    instructions,
    sections: [
      ...section('focus', input.run.focus),
      ...jsonSection('use_case', useCase),
      ...jsonSection('gaps', optionalOutput(input, 'gaps', GapAnalysis)),
    ],
    found,
  });
  const { technicalComplexity, dataAvailability, integrationComplexity, scalability, recommendation, risks } = value;
  const known = [technicalComplexity, dataAvailability, integrationComplexity, scalability, ...risks].filter(isKnown);
  if (known.length === 0 || !isKnown(recommendation)) {
    throw new AppError('model_answer_unusable', 'The feasibility did not hold up against the evidence.');
  }
  const feasibility: Feasibility = {
    ...value,
    useCaseId: useCase.id,
    version: input.version,
    createdAt: input.bench.now().toISOString(),
  };
  return { status: 'done', output: feasibility, line: feasibilityLine(feasibility), warnings };
};

const feasibilityLine = ({ verdict, score, risks, deprecatedTech }: Feasibility): string =>
  [
    `${verdict} (${Math.round(score * 10)} of 10)`,
    `${risks.length} ${risks.length === 1 ? 'risk' : 'risks'}`,
    ...(deprecatedTech.length > 0 ? [`no longer current: ${deprecatedTech.map(({ name }) => name).join(', ')}`] : []),
  ]
    .join(', ')
    .slice(0, 200);
