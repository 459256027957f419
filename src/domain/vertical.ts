import { z } from 'zod';
import { modelLine, score } from './text.ts';

export const verticals = [
  'healthcare',
  'finance',
  'retail',
  'manufacturing',
  'technology',
  'energy',
  'telecommunications',
  'media_entertainment',
  'transportation',
  'real_estate',
  'professional_services',
  'education',
  'government',
  'hospitality',
  'agriculture',
  'construction',
  'nonprofit',
  'other',
] as const;
export const VerticalName = z.enum(verticals);
export type VerticalName = z.infer<typeof VerticalName>;

export const Vertical = z
  .object({
    vertical: VerticalName,
    subDomain: modelLine(120).optional(),
    confidence: score(),
    decidedBy: z.enum(['keywords', 'model', 'user']),
  })
  .meta({ title: 'Vertical' });
export type Vertical = z.infer<typeof Vertical>;

/** How a vertical is written for people, such as `Media & entertainment`. */
export function verticalLabel(vertical: VerticalName): string {
  const words = vertical === 'media_entertainment' ? 'media & entertainment' : vertical.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
