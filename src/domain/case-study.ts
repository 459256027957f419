import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, score } from './text.ts';
import { VerticalName } from './vertical.ts';

/** What another company of the vertical did, from one source of this run's evidence. */
export const CaseStudy = z.object({
  competitor: modelLine(160),
  vertical: VerticalName,
  title: modelLine(500),
  summary: Statement,
  technologies: z.array(modelLine(80)).max(10),
  outcomes: z.array(Statement).max(4),
  sourceId: id(40),
  relevance: score(),
});
export type CaseStudy = z.infer<typeof CaseStudy>;

/** The source follows from the claims; a model never names one. */
export const CaseStudiesDraft = z
  .object({ caseStudies: z.array(CaseStudy.omit({ sourceId: true })).max(5) })
  .meta({ title: 'CaseStudies' });
export type CaseStudiesDraft = z.infer<typeof CaseStudiesDraft>;
