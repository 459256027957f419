import { CompetitorsOutput } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import { Feasibility } from '../../domain/feasibility.ts';
import { type Play, PlayDraft } from '../../domain/play.ts';
import { stageId } from '../../domain/stage.ts';
import { Vertical } from '../../domain/vertical.ts';
import { notAvailable } from '../evidence/gate/edit.ts';
import { foundBy, optionalOutput, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { useCaseOf } from './use-case-of.ts';
import { write } from './write.ts';

const leastQuestions = 3;
const leastObjections = 2;

const instructions = `Write the sales play for the use case of section use_case: what a seller says and asks to win this company for it. elevatorPitch: thirty seconds when spoken, about 75 words, in the seller's voice, starting from something true about this company. valueProposition: one sentence with the outcome. differentiators: only capabilities the seller has. targetPersona: a role, not a person. companySize: from the claims, in words. discoveryQuestions: three to five open questions that only this company can answer. objections: two or three that this buyer will really raise (think of section feasibility), each with an honest response. proofPoints: what the claims prove, peers included. positioning: against doing nothing and against building it alone. nextSteps, metrics: short lines; metrics name what to measure, not target numbers.`;

/** How to sell it; a play without a pitch is not stored. */
export const makePlay: MakeStage = async (input) => {
  const useCase = useCaseOf(input);
  const found = foundBy(input);
  const vertical = optionalOutput(input, 'vertical', Vertical)?.vertical;
  const { value, warnings } = await write(input, {
    schema: PlayDraft,
    tier: 'strong',
    instructions,
    sections: [
      ...section('focus', input.run.focus),
      ...section('sales_history', input.run.salesHistory),
      ...jsonSection('use_case', useCase),
      ...jsonSection('feasibility', output(input, stageId('feasibility', useCase.id), Feasibility)),
      ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
    ],
    found,
  });
  if (value.elevatorPitch === '' || value.valueProposition === '' || value.discoveryQuestions.length === 0) {
    throw new AppError('model_answer_unusable', 'The play did not hold up against the evidence.');
  }
  if (value.discoveryQuestions.length < leastQuestions) warnings.push('Fewer than three questions held up.');
  if (value.objections.length < leastObjections) warnings.push('Fewer than two objections held up.');
  const play: Play = {
    ...value,
    title: value.title === notAvailable ? useCase.title : value.title,
    ...(vertical && { targetVertical: vertical }),
    useCaseId: useCase.id,
    status: 'draft',
    version: input.version,
    createdAt: input.bench.now().toISOString(),
  };
  return { status: 'done', output: play, line: play.title.slice(0, 200), warnings };
};
