import { AppError } from '../../domain/errors.ts';
import { companyOf } from '../inputs.ts';
import { layOut, section } from '../prompts/layout.ts';
import { groundedRules } from '../prompts/rules.ts';
import type { MakeStage } from '../stage-spec.ts';
import { lastingOf } from './lasting.ts';
import { foundLine, research } from './research.ts';

/** A colleague's question that the evidence did not answer, looked up once; `key` is the question's id. */
export const makeAsked: MakeStage = async (input) => {
  const { run, key } = input;
  const task = await lastingOf(input).repositories.tasks.get(run.team, key);
  if (task?.kind !== 'question') throw new AppError('not_found', 'That question does not exist any more.');
  const { found, evidence } = await research(
    input,
    layOut({
      system: groundedRules,
      today: new Date(run.createdAt),
      task: input.id,
      company: companyOf(input),
      instructions:
        'Research this company and no other of a similar name. Find out what answers the question in section "question", and nothing else.',
      sections: section('question', task.text),
    }),
  );
  return { status: 'done', output: found, line: foundLine(found), evidence: [evidence] };
};
