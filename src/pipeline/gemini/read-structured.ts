import type { z } from 'zod';
import { showPath } from './json-path.ts';
import { parseLeniently } from './parse-leniently.ts';
import { readJson } from './read-json.ts';
import { warningsOf } from './repair-turn.ts';

export interface Reading<S extends z.ZodType> {
  /** What can be used of the answer, if anything; always fits the schema. */
  usable?: { value: z.infer<S>; warnings: string[] };
  /** What is to be corrected, each with its JSON path; none: the answer is fine. */
  problems: string[];
  /** Pieces left out and findings that remain; an answer that is no use has lost more than any other. */
  loss: number;
}

/** Reads a structured answer strictly; what only was left unsaid (null for missing) is no fault, and items too many only a warning. */
export function readStructured<S extends z.ZodType>(
  schema: S,
  text: string,
  check: (value: z.infer<S>) => string[] = () => [],
): Reading<S> {
  const found = readJson(text);
  if (!found) return { problems: ['$: the answer holds no JSON value'], loss: Number.POSITIVE_INFINITY };
  const strict = schema.safeParse(found.json);
  if (strict.success) {
    const findings = check(strict.data);
    return { usable: { value: strict.data, warnings: [] }, problems: findings, loss: findings.length };
  }

  const shape = strict.error.issues.map((issue) => `${showPath(issue.path)}: ${issue.message}`);
  const lenient = parseLeniently(schema, found.json);
  if (!lenient) return { problems: shape, loss: Number.POSITIVE_INFINITY };
  const { value, edits } = lenient;
  const findings = check(value);
  const usable = { value, warnings: warningsOf(edits) };
  const harmless = edits.every((edit) => edit.kind === 'filled' || edit.kind === 'shortened');
  if (harmless) return { usable, problems: findings, loss: findings.length };
  // Once items are taken out, the paths of the findings no longer lead to the right place in what the model wrote.
  const shifted = edits.some((edit) => edit.kind === 'removed');
  const lost = edits.reduce(
    (sum, edit) => sum + (edit.kind === 'blanked' ? 1 : edit.kind === 'removed' ? edit.count : 0),
    0,
  );
  return { usable, problems: shifted ? shape : [...shape, ...findings], loss: lost + findings.length };
}
