import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Json } from './json.ts';

/** Handwritten answers about one company; every `claims` array holds fact ids of its companies/ file. */
export const AnswerFile = z.strictObject({
  Vertical: Json.optional(),
  CaseStudies: Json.optional(),
  Report: Json.optional(),
  GapAnalysis: Json.optional(),
  Ideas: Json.optional(),
  UseCases: Json.optional(),
  /** By the title of the use case. */
  OnePagers: z.record(z.string(), Json).optional(),
  OrgSignals: Json.optional(),
  GapCorrelations: Json.optional(),
  /** `claim` is one fact id; the rest is what that fact says, with the value as it stands in its text. */
  Facts: z.array(Json).optional(),
  /** By the title of the use case. */
  Feasibilities: z.record(z.string(), Json).optional(),
  Plays: z.record(z.string(), Json).optional(),
  Personas: Json.optional(),
  /** Planned days are real days of 2027. */
  AccountPlan: Json.optional(),
});
export type AnswerFile = z.infer<typeof AnswerFile>;

export const answersFolder = join(import.meta.dirname, 'answers');

/** Answers that stand in the file once for each use case, by the title of the answer. */
export const byUseCase = { OnePager: 'OnePagers', Feasibility: 'Feasibilities', Play: 'Plays' } as const;

/** The answers of one company, or undefined where none were written. Throws when the file has other members. */
export function loadAnswers(slug: string, folder = answersFolder): AnswerFile | undefined {
  const file = join(folder, `${slug}.json`);
  return existsSync(file) ? AnswerFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
