import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, modelText, score } from './text.ts';

const outOfTen = () =>
  z
    .number()
    .overwrite((n) => Math.min(10, Math.max(1, n)))
    .min(1)
    .max(10);

export const Critique = z.object({
  technicalFeasibility: outOfTen(),
  clientFit: outOfTen(),
  revenue: outOfTen(),
  urgency: outOfTen(),
  proof: outOfTen(),
  why: modelText(600),
});
export type Critique = z.infer<typeof Critique>;

export const Idea = z.object({
  title: modelLine(255),
  challenge: Statement,
  marketStandard: Statement,
  solution: modelText(800),
  outcome: modelText(600),
  technologies: z.array(modelLine(80)).max(10),
  critique: Critique,
});
export type Idea = z.infer<typeof Idea>;

export const Ideas = z.object({ ideas: z.array(Idea).max(16) }).meta({ title: 'Ideas' });
export type Ideas = z.infer<typeof Ideas>;

/** Mean of the five criteria, 1–10. */
export const critiqueScore = (critique: Critique): number =>
  (critique.technicalFeasibility + critique.clientFit + critique.revenue + critique.urgency + critique.proof) / 5;

/** A computed figure with its arithmetic shown, so that the gate can do the sum again. */
export const Estimate = z.object({
  result: modelLine(160),
  formula: modelLine(200),
  operands: z.array(z.object({ name: modelLine(120), value: z.number(), claim: id(80).nullable() })).max(8),
  assumptions: z.array(modelLine(200)).max(6),
});
export type Estimate = z.infer<typeof Estimate>;

export const UseCase = z.object({
  /** `u1` is the best of the run. */
  id: id(20),
  title: modelLine(255),
  problem: Statement,
  whyNow: Statement,
  solution: Statement,
  benefits: z.array(Statement).max(6),
  roi: Estimate.nullable(),
  timeToValue: modelLine(160).nullable(),
  technologies: z.array(modelLine(80)).max(12),
  dataRequirements: z.array(modelLine(200)).max(8),
  integrationPoints: z.array(modelLine(200)).max(8),
  priority: z.enum(['high', 'medium', 'low']),
  impact: score(),
  feasibility: score(),
  status: z.enum(['draft', 'validated', 'refined', 'approved', 'rejected']),
  rank: z.int().min(1),
});
export type UseCase = z.infer<typeof UseCase>;

/** What a model writes: ids, rank and status are ours. */
export const UseCasesDraft = z
  .object({
    useCases: z
      .array(UseCase.omit({ id: true, status: true, rank: true }))
      .min(1)
      .max(3),
  })
  .meta({ title: 'UseCases' });
export type UseCasesDraft = z.infer<typeof UseCasesDraft>;

export const UseCases = z.object({ useCases: z.array(UseCase).min(1).max(3) });
export type UseCases = z.infer<typeof UseCases>;
