import { CompetitorsOutput } from '../../domain/brief.ts';
import { type Gap, GapAnalysis, gapKinds } from '../../domain/gaps.ts';
import { NumberedReport } from '../../domain/report.ts';
import { Vertical } from '../../domain/vertical.ts';
import { foundBy, optionalOutput, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { write } from './write.ts';

const instructions = `Name the gaps between where the company is and where its plans and its peers require it to be: three to five each of technology, capability and process. Each gap is one statement, evidence or inference, about this company; say whether it is typical for its vertical. ids: technology.1, capability.2 … priorities: ids, the most pressing for the company first. recommendations: what to do first, as inference. notes: what would change your mind.`;

const severities = { high: 0, medium: 1, low: 2 } as const;

export const makeGaps: MakeStage = async (input) => {
  const found = foundBy(input);
  const { vertical } = output(input, 'vertical', Vertical);
  const { report } = output(input, 'report', NumberedReport);
  const { value, warnings } = await write(input, {
    schema: GapAnalysis,
    tier: 'strong',
    instructions: `The vertical is "${vertical}". ${instructions}`,
    sections: [
      ...section('focus', input.run.focus),
      ...jsonSection('report', report),
      ...jsonSection('case_studies', optionalOutput(input, 'competitors', CompetitorsOutput)?.caseStudies),
    ],
    found,
  });
  const analysis = numbered(value);
  const all = gapKinds.flatMap((kind) => analysis[kind]);
  return {
    status: 'done',
    output: analysis,
    line: `${all.length} gaps, ${all.filter((gap) => gap.severity === 'high').length} of them high`,
    warnings,
  };
};

/** Ids are ours: kind and ordinal. Priorities follow them; gaps that were not ranked come last, by severity. */
export function numbered(analysis: GapAnalysis): GapAnalysis {
  const newIds = new Map<string, string>();
  const renumber = (kind: (typeof gapKinds)[number]): Gap[] =>
    analysis[kind].map((gap, index) => {
      const id = `${kind}.${index + 1}`;
      if (!newIds.has(gap.id)) newIds.set(gap.id, id);
      return { ...gap, id };
    });
  const gaps = { technology: renumber('technology'), capability: renumber('capability'), process: renumber('process') };
  const all = gapKinds.flatMap((kind) => gaps[kind]).sort((a, b) => severities[a.severity] - severities[b.severity]);
  const ranked = analysis.priorities.flatMap((id) => newIds.get(id) ?? []);
  return { ...analysis, ...gaps, priorities: [...new Set([...ranked, ...all.map((gap) => gap.id)])] };
}
