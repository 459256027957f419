import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, score, timestamp } from './text.ts';

export const Feasibility = z.object({
  useCaseId: id(20),
  verdict: z.enum(['low', 'medium', 'high']),
  score: score(),
  technicalComplexity: Statement,
  dataAvailability: Statement,
  integrationComplexity: Statement,
  scalability: Statement,
  risks: z.array(Statement).max(6),
  mitigations: z.array(modelLine(240)).max(6),
  prerequisites: z.array(modelLine(240)).max(6),
  dependencies: z.array(modelLine(240)).max(6),
  nextSteps: z.array(modelLine(240)).max(5),
  recommendation: Statement,
  /** Parts of the proposed stack that are no longer current, with what took their place. */
  deprecatedTech: z.array(z.object({ name: modelLine(80), instead: modelLine(120) })).max(6),
  version: z.int().min(1),
  createdAt: timestamp(),
});
export type Feasibility = z.infer<typeof Feasibility>;

export const FeasibilityDraft = Feasibility.omit({ useCaseId: true, version: true, createdAt: true }).meta({
  title: 'Feasibility',
});
export type FeasibilityDraft = z.infer<typeof FeasibilityDraft>;
