import { z } from 'zod';
import { kept } from './kept.ts';
import { cleanLine, id, timestamp, userText } from './text.ts';

/** What a template may refer to, as `{{company}}`: each is filled with delimited data when a stage uses the template. */
export const placeholders = ['company', 'domain', 'vertical', 'focus', 'seller', 'today'] as const;

export const TemplateVersion = z.object({
  no: z.int().min(1),
  content: userText(4000, 'A template').min(1),
  author: id(60),
  at: timestamp(),
  note: userText(300, 'A version note'),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

/** A team's own directive for research and writing, versioned; the run stores which version it used. */
export const PromptTemplate = z.object({
  ...kept,
  name: userText(100, 'A template name').min(1),
  versions: z.array(TemplateVersion).min(1),
  defaultVersion: z.int().min(1),
});
export type PromptTemplate = z.infer<typeof PromptTemplate>;

export type Placeholder = (typeof placeholders)[number];

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with the placeholders of a template, one sentence each; empty when all can be filled. */
export function placeholderProblems(content: string): string[] {
  const problems = [...content.matchAll(slot)].flatMap(([, name = '']) =>
    isPlaceholder(name) ? [] : [`There is no placeholder {{${name}}}.`],
  );
  const rest = content.replace(slot, '');
  if (rest.includes('{{') || rest.includes('}}')) problems.push('A placeholder is not closed.');
  if (problems.length > 0) problems.push(`Placeholders are ${placeholders.map((name) => `{{${name}}}`).join(', ')}.`);
  return [...new Set(problems)];
}

/**
 * The text a stage is given. Values come from users and from the web, so each stands in quotation marks of its own and
 * on one line. A value that is not known yet is said to be so.
 */
export const fillTemplate = (content: string, values: Readonly<Partial<Record<Placeholder, string>>>): string =>
  content.replace(slot, (written, name: string) => {
    if (!isPlaceholder(name)) return written;
    const value = cleanLine(values[name] ?? '').replaceAll('"', "'");
    return value === '' ? '(not known)' : `"${value}"`;
  });

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name);

/** Undefined for a version that does not exist. */
export const versionOf = ({ versions }: PromptTemplate, no: number): TemplateVersion | undefined =>
  versions.find((version) => version.no === no);
