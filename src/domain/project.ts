import { z } from 'zod';
import { kept } from './kept.ts';
import { id, modelLine, modelText, userText } from './text.ts';
import { VerticalName } from './vertical.ts';

export const ContextMode = z.enum(['accumulate', 'fresh', 'fork']);
export type ContextMode = z.infer<typeof ContextMode>;

export const Project = z.object({
  ...kept,
  name: userText(255, 'A project name').min(1),
  companyName: modelLine(255),
  companyKey: id(255),
  /** Of its newest run that knew one; for lists. */
  vertical: VerticalName.optional(),
  description: userText(2000, 'A description'),
  contextMode: ContextMode,
  tags: z.array(modelLine(60)).max(12),
  owner: id(60),
  /** `team`, or the private conversation whose members alone may see it. */
  visibility: id(60),
  channel: id(60).optional(),
  status: z.enum(['active', 'archived']),
  /** Largest iteration number of its runs; counts are kept with it for lists. */
  iterations: z.int().min(0),
  stars: z.int().min(0),
  notes: z.int().min(0),
});
export type Project = z.infer<typeof Project>;

/** What a star or a note points at: a whole run, a stage's output, or a part of it. */
export const Target = z.object({
  run: id(60),
  kind: z.enum(['play', 'persona', 'insight', 'one_pager', 'account_plan', 'case_study', 'use_case', 'gap', 'other']),
  /** Id within the run: stage id or gap id, use case id. */
  id: id(80),
  version: z.int().min(1),
});
export type Target = z.infer<typeof Target>;

/** A star, unique per project and target. Its snapshot survives the deletion of what it points at. */
export const WorkProduct = z.object({
  ...kept,
  project: id(60),
  target: Target,
  title: modelLine(255),
  preview: modelText(1000),
  notes: userText(3000, 'Notes'),
});
export type WorkProduct = z.infer<typeof WorkProduct>;

export const Annotation = z.object({
  ...kept,
  project: id(60),
  target: Target.optional(),
  text: userText(3000, 'A note').min(1),
});
export type Annotation = z.infer<typeof Annotation>;
