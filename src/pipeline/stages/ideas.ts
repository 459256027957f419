import { CompetitorsOutput } from '../../domain/brief.ts';
import { GapCorrelations } from '../../domain/correlation.ts';
import { AppError } from '../../domain/errors.ts';
import { GapAnalysis } from '../../domain/gaps.ts';
import { critiqueScore, Ideas } from '../../domain/ideas.ts';
import { NumberedReport } from '../../domain/report.ts';
import { foundBy, optionalOutput, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { write } from './write.ts';

export const ideasWanted = 10;

const instructions = `Write at least ten ideas for what the seller (section seller) could do for this company, each built on a challenge the claims show and on a capability the seller has. marketStandard: what peers already do, from the claims (case studies), or unknown. Section correlations says which gaps the organisation's own signals confirm: prefer those. Then criticise each idea honestly, 1 to 10: technicalFeasibility, clientFit, revenue (for the client), urgency, proof (how well the claims carry it); why: the weakest point in one or two sentences. Different ideas, not variants; different scores where they deserve it.`;

export const makeIdeas: MakeStage = async (input) => {
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: Ideas,
    tier: 'strong',
    instructions,
    sections: [
      ...section('focus', input.run.focus),
      ...section('sales_history', input.run.salesHistory),
      ...jsonSection('report', output(input, 'report', NumberedReport).report),
      ...jsonSection('gaps', output(input, 'gaps', GapAnalysis)),
      ...jsonSection('correlations', optionalOutput(input, 'correlation', GapCorrelations)?.correlations),
      ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
    ],
    found,
  });
  if (value.ideas.length === 0) throw new AppError('model_answer_unusable', 'No idea held up against the evidence.');
  if (value.ideas.length < ideasWanted) warnings.push(`Only ${value.ideas.length} ideas held up against the evidence.`);
  const ideas = [...value.ideas].sort((a, b) => critiqueScore(b.critique) - critiqueScore(a.critique));
  return { status: 'done', output: { ideas } satisfies Ideas, line: `${ideas.length} ideas, criticised`, warnings };
};
