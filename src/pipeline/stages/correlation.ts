import { type GapCorrelation, GapCorrelations, guessCeiling } from '../../domain/correlation.ts';
import { GapAnalysis, gapKinds } from '../../domain/gaps.ts';
import { OrgSignals } from '../../domain/org-signals.ts';
import { isKnown } from '../../domain/statement.ts';
import { foundBy, output } from '../inputs.ts';
import { jsonSection } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { write } from './write.ts';

const instructions = `Hold the organisation's signals (section org_signals) against the gaps (section gaps). For each gap that they say something about: gapId as it stands in the gaps; evidence: what the signals show, from the claims; stance: supporting when they make the gap more likely, contradicting when less, neutral otherwise; confidence from 0 to 1, at most ${guessCeiling} where no claim says it; implication: what a seller should do differently because of it, as inference. Leave a gap out when nothing is known about it.`;

/** What the signals say about the gaps, joined by gap id. */
export const makeCorrelation: MakeStage = async (input) => {
  const found = foundBy(input);
  const gaps = output(input, 'gaps', GapAnalysis);
  const { value, warnings } = await write(input, {
    schema: GapCorrelations,
    tier: 'fast',
    instructions,
    sections: [...jsonSection('gaps', gaps), ...jsonSection('org_signals', output(input, 'orgSignals', OrgSignals))],
    found,
  });
  const { correlations, strangers } = joined(value, gaps);
  if (strangers > 0) warnings.push(`${strangers} correlation(s) of gaps that do not exist left out.`);
  const count = (stance: GapCorrelation['stance']) => correlations.filter((one) => one.stance === stance).length;
  return {
    status: 'done',
    output: { correlations } satisfies GapCorrelations,
    line:
      correlations.length === 0
        ? 'The signals say nothing about the gaps'
        : `${count('supporting')} gaps supported, ${count('contradicting')} contradicted by signals`,
    warnings,
  };
};

/**
 * One correlation a gap, in the order of the gaps' priorities. One without evidence is a guess: its confidence is cut,
 * and where not even a guess is left, it takes no side.
 */
export function joined(
  { correlations }: GapCorrelations,
  analysis: GapAnalysis,
): { correlations: GapCorrelation[]; strangers: number } {
  const known = new Set(gapKinds.flatMap((kind) => analysis[kind].map((gap) => gap.id)));
  const place = (id: string) => (analysis.priorities.includes(id) ? analysis.priorities.indexOf(id) : known.size);
  const own = new Map<string, GapCorrelation>();
  for (const one of correlations) {
    if (known.has(one.gapId) && !own.has(one.gapId) && saysSomething(one)) own.set(one.gapId, humble(one));
  }
  return {
    correlations: [...own.values()].sort((a, b) => place(a.gapId) - place(b.gapId)),
    strangers: correlations.filter((one) => !known.has(one.gapId)).length,
  };
}

const saysSomething = ({ evidence, implication }: GapCorrelation): boolean => isKnown(evidence) || isKnown(implication);

function humble(one: GapCorrelation): GapCorrelation {
  const isProven = one.evidence.basis === 'evidence' && one.evidence.claims.length > 0;
  return {
    ...one,
    confidence: isProven ? one.confidence : Math.min(one.confidence, guessCeiling),
    stance: isKnown(one.evidence) ? one.stance : 'neutral',
  };
}
