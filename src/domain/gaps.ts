import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelText, score } from './text.ts';

export const gapKinds = ['technology', 'capability', 'process'] as const;

/** `technology.2`: kind and ordinal. */
export const Gap = z.object({
  id: id(40),
  statement: Statement,
  severity: z.enum(['high', 'medium', 'low']),
  typicalForVertical: z.boolean(),
});
export type Gap = z.infer<typeof Gap>;

export const GapAnalysis = z
  .object({
    technology: z.array(Gap).max(5),
    capability: z.array(Gap).max(5),
    process: z.array(Gap).max(5),
    recommendations: z.array(Statement).max(8),
    /** Ids of gaps, the most pressing first. */
    priorities: z.array(id(40)).max(15),
    confidence: score(),
    notes: modelText(1000),
  })
  .meta({ title: 'GapAnalysis' });
export type GapAnalysis = z.infer<typeof GapAnalysis>;
