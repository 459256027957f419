import { z } from 'zod';
import { Statement } from './statement.ts';
import { modelLine, modelText, notProse, timestamp } from './text.ts';

/** A planned day. */
const plannedDate = () => z.iso.date().register(notProse, { reason: 'date' });
const statements = (max: number) => z.array(Statement).max(max);

export const AccountPlan = z.object({
  summary: Statement,
  overview: Statement,
  objectives: z.array(modelLine(240)).max(6),
  /** People of the evidence only. */
  stakeholders: z
    .array(
      z.object({
        name: modelLine(120),
        title: modelLine(160),
        role: z.enum(['Champion', 'Influencer', 'Blocker', 'Unknown']),
        approach: modelText(400),
        why: Statement,
      }),
    )
    .max(10),
  opportunities: z
    .array(
      z.object({
        name: modelLine(255),
        value: modelLine(160),
        timeline: modelLine(160),
        probability: z.number().min(0).max(1),
      }),
    )
    .max(6),
  landscape: Statement,
  swot: z.object({
    strengths: statements(5),
    weaknesses: statements(5),
    opportunities: statements(5),
    threats: statements(5),
  }),
  engagement: modelText(800),
  valuePropositions: z.array(modelLine(300)).max(5),
  /** Due dates lie after the day the plan was made. */
  actions: z
    .array(
      z.object({
        action: modelLine(240),
        owner: modelLine(120),
        due: plannedDate(),
        status: z.enum(['open', 'done']),
      }),
    )
    .max(12),
  metrics: z.array(modelLine(160)).max(6),
  milestones: z.array(z.object({ name: modelLine(160), date: plannedDate(), criteria: modelLine(240) })).max(8),
  timeline: modelText(600),
  status: z.enum(['draft', 'reviewed', 'approved', 'shared']),
  version: z.int().min(1),
  createdAt: timestamp(),
});
export type AccountPlan = z.infer<typeof AccountPlan>;

export const AccountPlanDraft = AccountPlan.omit({ status: true, version: true, createdAt: true }).meta({
  title: 'AccountPlan',
});
export type AccountPlanDraft = z.infer<typeof AccountPlanDraft>;
