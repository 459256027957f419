import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, score } from './text.ts';

/** What the organisation signals say about one gap. Confidence is at most 0.3 without clear evidence. */
export const GapCorrelation = z.object({
  gapId: id(40),
  evidence: Statement,
  stance: z.enum(['supporting', 'contradicting', 'neutral']),
  confidence: score(),
  implication: Statement,
});
export type GapCorrelation = z.infer<typeof GapCorrelation>;

export const GapCorrelations = z
  .object({ correlations: z.array(GapCorrelation).max(15) })
  .meta({ title: 'GapCorrelations' });
export type GapCorrelations = z.infer<typeof GapCorrelations>;

/** Without a claim behind it, a correlation is a guess and may not look like more. */
export const guessCeiling = 0.3;
