import type { CompetitorsOutput } from '../../domain/brief.ts';
import type { CaseStudy } from '../../domain/case-study.ts';
import { CaseStudiesDraft } from '../../domain/case-study.ts';
import type { ClaimSet } from '../../domain/evidence.ts';
import { Vertical } from '../../domain/vertical.ts';
import { directiveOf } from '../context/directive.ts';
import { companyOf, output } from '../inputs.ts';
import { layOut, section } from '../prompts/layout.ts';
import { groundedRules } from '../prompts/rules.ts';
import { topicQuestions } from '../prompts/topics.ts';
import type { MakeStage } from '../stage-spec.ts';
import { research } from './research.ts';
import { write } from './write.ts';

/** What peers did: researched first, then written up from those claims alone. */
export const makeCompetitors: MakeStage = async (input) => {
  const { vertical } = output(input, 'vertical', Vertical);
  const { found, evidence } = await research(
    input,
    layOut({
      system: groundedRules,
      today: new Date(input.run.createdAt),
      task: input.id,
      company: companyOf(input),
      instructions: `The company works in the vertical "${vertical}". ${topicQuestions.competitors} Never count the company itself among its peers.`,
      sections: section('directive', directiveOf(input) ?? ''),
    }),
  );
  const written = await write(input, {
    schema: CaseStudiesDraft,
    tier: 'fast',
    instructions:
      'Write up to five case studies of peers from the claims, the most relevant first. One peer a case study; leave out what has no concrete deed.',
    sections: [],
    found,
  });
  const caseStudies = written.value.caseStudies.flatMap((study) => {
    const sourceId = sourceOf(study.summary.claims, found);
    return sourceId === undefined ? [] : [{ ...study, vertical, sourceId } satisfies CaseStudy];
  });
  caseStudies.sort((a, b) => b.relevance - a.relevance);
  return {
    status: 'done',
    output: { caseStudies, found } satisfies CompetitorsOutput,
    line:
      caseStudies.length > 0
        ? `${caseStudies.length} cases: ${[...new Set(caseStudies.map((study) => study.competitor))].join(', ')}`.slice(
            0,
            200,
          )
        : 'No case that can be cited',
    warnings: written.warnings,
    evidence: [evidence],
  };
};

const sourceOf = (claimIds: readonly string[], found: ClaimSet): string | undefined =>
  found.claims.find((claim) => claimIds.includes(claim.id))?.sourceIds[0];
