import type { Topic } from '../../domain/stage-label.ts';
import { directiveOf } from '../context/directive.ts';
import { companyOf } from '../inputs.ts';
import { layOut, section } from '../prompts/layout.ts';
import { groundedRules } from '../prompts/rules.ts';
import { topicQuestions } from '../prompts/topics.ts';
import type { MakeStage } from '../stage-spec.ts';
import { foundLine, research } from './research.ts';
import { offerForReuse, reuse } from './reuse.ts';

/** One grounded call about one topic; its claims are the only thing later stages may take facts from. */
export const makeFacet =
  (topic: Topic): MakeStage =>
  async (input) => {
    const known = await reuse(input);
    if (known) return known;
    const { found, evidence } = await research(
      input,
      layOut({
        system: groundedRules,
        today: new Date(input.run.createdAt),
        task: input.id,
        company: companyOf(input),
        instructions: `Research this company and no other of a similar name. ${topicQuestions[topic]}`,
        sections: [...section('directive', directiveOf(input) ?? ''), ...section('focus', input.run.focus)],
      }),
    );
    await offerForReuse(input, found, evidence.retrievedAt);
    return { status: 'done', output: found, line: foundLine(found), evidence: [evidence] };
  };
