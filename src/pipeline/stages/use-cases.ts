import { CompetitorsOutput } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import { Ideas, type UseCases, UseCasesDraft } from '../../domain/ideas.ts';
import { foundBy, optionalOutput, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { write } from './write.ts';

const instructions = `Take the three best of the ideas (they stand in the order of their critique; different from each other) and sharpen each into a use case, the best first. problem and whyNow rest on claims about this company. solution: what the seller would build, as inference or input. benefits: what the company can expect, no invented numbers. roi: only where claims give the operands; show the formula, every operand with its claim, the assumptions; otherwise null. impact and feasibility from 0 to 1.`;

export const makeUseCases: MakeStage = async (input) => {
  const found = foundBy(input);
  const { ideas } = output(input, 'ideas', Ideas);
  const { value, warnings } = await write(input, {
    schema: UseCasesDraft,
    tier: 'strong',
    instructions,
    sections: [
      ...section('focus', input.run.focus),
      ...jsonSection('ideas', ideas),
      ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
    ],
    found,
  });
  if (value.useCases.length === 0)
    throw new AppError('model_answer_unusable', 'No use case held up against the evidence.');
  const useCases = value.useCases.map((useCase, index) => ({
    ...useCase,
    id: `u${index + 1}`,
    rank: index + 1,
    status: 'draft' as const,
  }));
  return {
    status: 'done',
    output: { useCases } satisfies UseCases,
    line: useCases[0]?.title.slice(0, 200) ?? '',
    warnings,
  };
};
