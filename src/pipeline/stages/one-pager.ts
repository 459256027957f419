import { CompetitorsOutput } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import { type OnePager, OnePagerDraft } from '../../domain/one-pager.ts';
import { Play } from '../../domain/play.ts';
import { stageId } from '../../domain/stage.ts';
import { foundBy, optionalOutput } from '../inputs.ts';
import { jsonSection } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { useCaseOf } from './use-case-of.ts';
import { write } from './write.ts';

const instructions = `Write the one-pager for the use case of section use_case, for the customer's eyes, in the seller's voice: the outcome first. headline: the customer's outcome, at most 80 characters. summary: two sentences. challenge: two or three facts about the company, tactful. marketProof: what peers already do, with the case; empty when the claims have none. solution: what we would do, three statements. outcomes: what they can expect, no invented numbers. callToAction: from the seller profile, fitted to the case. nextSteps: three concrete ones. Where there is a section play, say what it says: same value proposition, same differentiators. The whole fits one A4 page: about 250 words. Write "we" for the seller.`;

/** One page for one use case; a page without summary or challenge is not stored at all. */
export const makeOnePager: MakeStage = async (input) => {
  const useCase = useCaseOf(input);
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: OnePagerDraft,
    tier: 'strong',
    instructions,
    sections: [
      ...jsonSection('use_case', useCase),
      ...jsonSection('play', optionalOutput(input, stageId('play', useCase.id), Play)),
      ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
    ],
    found,
  });
  if (
    value.headline === '' ||
    value.summary.basis === 'unknown' ||
    value.challenge.length === 0 ||
    value.solution.length === 0
  ) {
    throw new AppError('model_answer_unusable', 'The one-pager did not hold up against the evidence.');
  }
  const onePager: OnePager = {
    ...value,
    useCaseId: useCase.id,
    status: 'draft',
    version: input.version,
    createdAt: input.bench.now().toISOString(),
  };
  return { status: 'done', output: onePager, line: onePager.headline, warnings };
};
