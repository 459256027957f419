import { z } from 'zod';
import { kept } from './kept.ts';
import { id, timestamp, userText } from './text.ts';

/** What a template may refer to, as `{{company}}`: each is filled with delimited data when a stage uses the template. */
export const placeholders = ['company', 'domain', 'vertical', 'focus', 'seller', 'today'] as const;

export const TemplateVersion = z.object({
  no: z.int().min(1),
  content: userText(4000, 'A template').min(1),
  author: id(60),
  at: timestamp(),
  note: userText(300, 'A version note'),
});

/** A team's own directive for research and writing, versioned; the run stores which version it used. */
export const PromptTemplate = z.object({
  ...kept,
  name: userText(100, 'A template name').min(1),
  versions: z.array(TemplateVersion).min(1),
  defaultVersion: z.int().min(1),
});
export type PromptTemplate = z.infer<typeof PromptTemplate>;
