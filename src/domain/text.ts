import { z } from 'zod';

/**
 * Text that comes from outside: the web, a model, a user, Slack names. Removed are control characters (line feed and
 * tab stay) and the marks that reorder or hide text (bidirectional overrides and isolates, zero-width characters,
 * tag characters), because they let a sentence look like another one.
 */
const unsafe =
  /[^\P{Cc}\n\t]|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

export const cleanText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(unsafe, '').normalize('NFC').trim();

/** One line: white space of any kind becomes one space. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/gu, ' ');

/** The mark of a cut. Never splits a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, Math.max(0, max - 1)).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept.trimEnd()}…`;
}

/** Strings that are not prose (ids, links, dates): the proof gate does not read them as statements. */
export const notProse = z.registry<{ reason: 'id' | 'url' | 'date' | 'enum' | 'label' }>();

/** Prose from a model: cleaned and cut with a mark, never refused for its length. */
export const modelText = (max: number) =>
  z
    .string()
    .overwrite((text) => cut(cleanText(text), max))
    .max(max);

/** Like `modelText`, but must not be empty after cleaning. */
export const modelLine = (max: number) =>
  z
    .string()
    .overwrite((text) => cut(cleanLine(text), max))
    .min(1)
    .max(max);

/** Input from a user: cleaned, and refused with the limit named when it is too long. */
export const userText = (max: number, label: string) =>
  z
    .string()
    .overwrite(cleanText)
    .max(max, { error: `${label} may have at most ${max.toLocaleString('en-US')} characters.` });

export const id = (max = 200) => z.string().min(1).max(max).register(notProse, { reason: 'id' });
export const url = () =>
  z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .register(notProse, { reason: 'url' });
/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestamp = () => z.iso.datetime().register(notProse, { reason: 'date' });
/** A date as sources give it: 2026, 2026-02 or 2026-02-05. */
export const partialDate = () =>
  z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .register(notProse, { reason: 'date' });

/** A number from 0 to 1; a model's 1.2 becomes 1. */
export const score = () =>
  z
    .number()
    .overwrite((n) => Math.min(1, Math.max(0, n)))
    .min(0)
    .max(1);
