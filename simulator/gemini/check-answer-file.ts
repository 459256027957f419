import { z } from 'zod';
import { AccountPlanDraft } from '../../src/domain/account-plan.ts';
import { CaseStudiesDraft } from '../../src/domain/case-study.ts';
import { GapCorrelations } from '../../src/domain/correlation.ts';
import { Facts } from '../../src/domain/facts.ts';
import { FeasibilityDraft } from '../../src/domain/feasibility.ts';
import { GapAnalysis } from '../../src/domain/gaps.ts';
import { Ideas, UseCasesDraft } from '../../src/domain/ideas.ts';
import { OnePagerDraft } from '../../src/domain/one-pager.ts';
import { OrgSignals } from '../../src/domain/org-signals.ts';
import { Personas } from '../../src/domain/persona.ts';
import { PlayDraft } from '../../src/domain/play.ts';
import { Report } from '../../src/domain/report.ts';
import { Vertical } from '../../src/domain/vertical.ts';
import type { AnswerFile, byUseCase } from './answers.ts';
import { assetProblems } from './check-assets.ts';
import { figureProblems } from './check-figures.ts';
import { lengthProblems } from './check-lengths.ts';
import { type Proof, proofOf } from './check-proof.ts';
import { type BundledCompany, factsAbout, topics } from './company-facts.ts';
import { isObject, type Json } from './json.ts';
import { JsonSchema } from './json-schema.ts';
import { resolveAnswer } from './resolve-answer.ts';

export interface Findings {
  problems: string[];
  notes: string[];
}

export const draftSchemas = {
  Vertical: Vertical.pick({ vertical: true, subDomain: true, confidence: true }),
  CaseStudies: CaseStudiesDraft,
  Report,
  GapAnalysis,
  Ideas,
  UseCases: UseCasesDraft,
  OrgSignals,
  GapCorrelations,
  Facts,
  Personas,
  AccountPlan: AccountPlanDraft,
} as const satisfies Record<Exclude<keyof AnswerFile, PerUseCase>, z.ZodType>;

type PerUseCase = (typeof byUseCase)[keyof typeof byUseCase];
const perUseCase = {
  OnePagers: OnePagerDraft,
  Feasibilities: FeasibilityDraft,
  Plays: PlayDraft,
} as const satisfies Record<PerUseCase, z.ZodType>;

/** Until the file has them, answers are written from the claims alone. */
const mayBeMissing: readonly string[] = ['OrgSignals', 'GapCorrelations', 'Facts', 'Personas', 'AccountPlan'];
/** The gate reads no verticals, and tuples have a check of their own. */
const provenElsewhere: readonly string[] = ['Vertical', 'Facts'];
/** Not asked for in quick mode. */
const notInQuick: readonly string[] = ['CaseStudies', 'OrgSignals', 'GapCorrelations'];

const modes = {
  all: topics,
  quick: ['profile', 'news', 'leadership', 'technology'],
} as const;

/** Every part of the file, resolved with all facts and again with those of quick mode, against the schema it must have. */
export function checkAnswers(company: BundledCompany, answers: AnswerFile): Findings {
  const parts = partsOf(answers);
  const problems = parts.flatMap(({ name, raw, schema }) => [
    ...figureProblems(raw, company).map((problem) => `${name}${problem}`),
    ...lengthProblems(raw, toJsonSchema(schema)).map((problem) => `${name}${problem}`),
  ]);
  const notes: string[] = [];
  for (const name of Object.keys(draftSchemas)) {
    if (parts.some((part) => part.name === name)) continue;
    if (mayBeMissing.includes(name)) notes.push(`${name} is not written`);
    else problems.push(`${name} is missing`);
  }
  problems.push(...assetProblems(company, answers));
  const proof = proofOf(company);
  for (const mode of Object.keys(modes) as (keyof typeof modes)[]) {
    const found = checkMode(company, answers, mode, proof);
    problems.push(...found.problems);
    notes.push(...found.notes);
  }
  return { problems, notes };
}

interface Part {
  name: string;
  raw: Json;
  schema: z.ZodType;
}

const partsOf = (answers: AnswerFile): Part[] => [
  ...Object.entries(draftSchemas).flatMap(([name, schema]) => {
    const written = answers[name as keyof typeof draftSchemas];
    const raw = name === 'Facts' && written !== undefined ? { facts: written } : written;
    return raw === undefined ? [] : [{ name, raw, schema }];
  }),
  ...Object.entries(perUseCase).flatMap(([name, schema]) =>
    Object.entries(answers[name as PerUseCase] ?? {}).map(([title, raw]) => ({
      name: `${name}["${title}"]`,
      raw,
      schema,
    })),
  ),
];

const toJsonSchema = (schema: z.ZodType): JsonSchema => JsonSchema.parse(z.toJSONSchema(schema));

function checkMode(company: BundledCompany, answers: AnswerFile, mode: keyof typeof modes, proof: Proof): Findings {
  const present = new Set(modes[mode].flatMap((topic) => factsAbout(company, topic)).map(({ id }) => id));
  const findings: Findings = { problems: [], notes: [] };
  const resolved = new Map<string, Json>();

  for (const { name, raw, schema } of partsOf(answers)) {
    if (mode === 'quick' && notInQuick.includes(name)) continue;
    const { value, dropped } = resolveAnswer(raw, (id) => (present.has(id) ? id : undefined), toJsonSchema(schema));
    findings.notes.push(
      `[${mode}] ${name}: ${dropped.length} dropped${dropped.length > 0 ? ` (${dropped.join(', ')})` : ''}`,
    );
    if (value === undefined) {
      findings.problems.push(`[${mode}] ${name}: nothing usable is left`);
      continue;
    }
    resolved.set(name, value);
    const parsed = schema.safeParse(value);
    if (!parsed.success) findings.problems.push(`[${mode}] ${name}: ${z.prettifyError(parsed.error)}`);
    else if (!provenElsewhere.includes(name)) {
      findings.problems.push(...proof(schema, parsed.data).map((problem) => `[${mode}] ${name}.${problem}`));
    }
  }
  findings.problems.push(...completeness(resolved, answers).map((problem) => `[${mode}] ${problem}`));
  return findings;
}

function completeness(resolved: ReadonlyMap<string, Json>, answers: AnswerFile): string[] {
  const problems: string[] = [];
  const ideas = itemsOf(resolved.get('Ideas'), 'ideas').length;
  if (answers.Ideas !== undefined && ideas < 10) problems.push(`Ideas: ${ideas} left, 10 are needed`);
  for (const useCase of itemsOf(resolved.get('UseCases'), 'useCases')) {
    const title = isObject(useCase) ? useCase.title : undefined;
    if (typeof title !== 'string' || !answers.OnePagers?.[title]) {
      problems.push(`UseCases: no one-pager with the title "${String(title)}"`);
    }
  }
  return problems;
}

const itemsOf = (value: Json | undefined, key: string): Json[] => {
  const items = isObject(value) ? value[key] : undefined;
  return Array.isArray(items) ? items : [];
};
