import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, modelText, timestamp } from './text.ts';
import { VerticalName } from './vertical.ts';

export const PlayStatus = z.enum(['draft', 'reviewed', 'approved', 'active', 'archived']);

/** How to sell one use case to one company. */
export const Play = z.object({
  useCaseId: id(20),
  title: modelLine(255),
  /** Thirty seconds when spoken: about 75 words. */
  elevatorPitch: modelText(700),
  valueProposition: modelText(500),
  differentiators: z.array(modelLine(200)).max(5),
  targetPersona: modelLine(160),
  targetVertical: VerticalName,
  companySize: modelLine(120),
  discoveryQuestions: z.array(modelLine(300)).max(5),
  objections: z.array(z.object({ objection: modelLine(300), response: modelText(500) })).max(3),
  proofPoints: z.array(Statement).max(6),
  positioning: modelText(600),
  nextSteps: z.array(modelLine(240)).max(5),
  metrics: z.array(modelLine(160)).max(6),
  status: PlayStatus,
  version: z.int().min(1),
  createdAt: timestamp(),
});
export type Play = z.infer<typeof Play>;

export const PlayDraft = Play.omit({ useCaseId: true, status: true, version: true, createdAt: true }).meta({
  title: 'Play',
});
export type PlayDraft = z.infer<typeof PlayDraft>;
