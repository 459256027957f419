import { type AnswerFile, byUseCase } from './answers.ts';
import type { BundledCompany } from './company-facts.ts';
import { findCompany } from './find-company.ts';
import { genericAccountPlan } from './generic/account-plan.ts';
import { genericAnswer } from './generic/answer.ts';
import { genericCaseStudies } from './generic/case-studies.ts';
import { conform } from './generic/conform.ts';
import { genericCorrelations } from './generic/correlations.ts';
import { genericFacts } from './generic/facts.ts';
import { genericFeasibility } from './generic/feasibility.ts';
import { genericGaps } from './generic/gaps.ts';
import { genericIdeas } from './generic/ideas.ts';
import { genericOnePager } from './generic/one-pager.ts';
import { genericOrgSignals } from './generic/org-signals.ts';
import { genericPersonas } from './generic/personas.ts';
import { genericPlay } from './generic/play.ts';
import { type Pool, poolOf } from './generic/pool.ts';
import { genericReport } from './generic/report.ts';
import { genericUseCases } from './generic/use-cases.ts';
import { genericVertical } from './generic/vertical.ts';
import { isObject, type Json } from './json.ts';
import type { JsonSchema } from './json-schema.ts';
import type { PromptClaim, ReadPrompt } from './prompt.ts';
import { rejoinGaps } from './rejoin-gaps.ts';
import { type ClaimOfFact, isStatement, resolveAnswer } from './resolve-answer.ts';
import { withSecondWitness } from './second-witness.ts';

export interface Knowledge {
  companies: readonly BundledCompany[];
  /** By slug. */
  answers: ReadonlyMap<string, AnswerFile>;
}

const generic: Readonly<Record<string, (pool: Pool) => Json>> = {
  Answer: genericAnswer,
  Vertical: genericVertical,
  CaseStudies: genericCaseStudies,
  Report: genericReport,
  GapAnalysis: genericGaps,
  Ideas: genericIdeas,
  UseCases: genericUseCases,
  OnePager: genericOnePager,
  OrgSignals: genericOrgSignals,
  GapCorrelations: genericCorrelations,
  Facts: genericFacts,
  Feasibility: genericFeasibility,
  Play: genericPlay,
  Personas: genericPersonas,
  AccountPlan: genericAccountPlan,
};

/**
 * JSON for a prompt and a schema: the handwritten answer of a bundled company as far as its facts are among the claims
 * of the prompt, else one written from those claims alone, else whatever the schema asks for.
 */
export function answerStructured(knowledge: Knowledge, prompt: ReadPrompt, schema: JsonSchema | undefined): Json {
  const pool = poolOf(prompt);
  const title = schema?.title ?? '';
  const written = handwritten(knowledge, prompt, title, schema) ?? generic[title]?.(pool);
  const answer = written !== undefined && title === 'Report' ? withSecondWitness(written, prompt.claims) : written;
  return schema ? conform(answer, schema, pool) : (answer ?? { answer: 'Sample answer' });
}

function handwritten(
  { companies, answers }: Knowledge,
  prompt: ReadPrompt,
  title: string,
  schema: JsonSchema | undefined,
) {
  const company = prompt.company && findCompany(companies, prompt.company);
  const file = company && answers.get(company.slug);
  const raw = file && partOf(file, title, prompt);
  if (!company || raw === undefined) return undefined;
  const { value } = resolveAnswer(raw, claimsOfFacts(company, prompt.claims), schema);
  return value !== undefined && isWorthSending(title, raw, value) ? value : undefined;
}

/** What an answer is about: members that must be known, or hold something, for it to be one. */
const essential: Readonly<Record<string, readonly string[]>> = {
  OnePager: ['summary', 'challenge', 'solution'],
  Feasibility: ['technicalComplexity', 'recommendation'],
  Play: ['discoveryQuestions', 'proofPoints'],
  Personas: ['personas'],
  AccountPlan: ['summary', 'actions', 'objectives'],
  Facts: ['facts'],
};

/** An answer that lost what it is about is no answer: then the claims are written up as they are. */
function isWorthSending(title: string, raw: Json, value: Json): boolean {
  if (hasStatement(raw) && !restsOnClaims(value)) return false;
  if (!isObject(value)) return true;
  return (essential[title] ?? []).every((key) => isFilled(value[key]));
}

const isFilled = (part: Json | undefined): boolean =>
  isStatement(part) ? part.basis !== 'unknown' : Array.isArray(part) && part.length > 0;

function partOf(file: AnswerFile, title: string, prompt: ReadPrompt): Json | undefined {
  if (title in byUseCase) return file[byUseCase[title as keyof typeof byUseCase]]?.[useCaseTitle(prompt)];
  if (title === 'Facts') return file.Facts && { facts: file.Facts };
  if (title === 'GapCorrelations') return file.GapCorrelations && rejoinGaps(file, prompt);
  return (file as Partial<Record<string, Json>>)[title];
}

function useCaseTitle(prompt: ReadPrompt): string {
  try {
    const useCase = JSON.parse(prompt.section('use_case') ?? '') as unknown;
    return typeof useCase === 'object' && useCase !== null && 'title' in useCase ? String(useCase.title) : '';
  } catch {
    return '';
  }
}

/** Where the prompt says what a fact says: the claim may have lost its full stop or gained a neighbour. */
function claimsOfFacts({ facts }: BundledCompany, claims: readonly PromptClaim[]): ClaimOfFact {
  const comparable = (text: string) =>
    text
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .replace(/[.\s]+$/u, '')
      .trim();
  const found = claims.map(({ id, text }) => ({ id, text: comparable(text) }));
  const known = new Map<string, string>();
  for (const fact of facts) {
    const text = comparable(fact.text);
    const claim =
      found.find((candidate) => candidate.text === text) ?? found.find((candidate) => candidate.text.includes(text));
    if (claim) known.set(fact.id, claim.id);
  }
  return (factId) => known.get(factId);
}

const someStatement = (node: Json, test: (claims: number) => boolean): boolean =>
  isStatement(node)
    ? test(node.claims.length)
    : Array.isArray(node)
      ? node.some((item) => someStatement(item, test))
      : isObject(node) && Object.values(node).some((member) => someStatement(member, test));

const hasStatement = (node: Json): boolean => someStatement(node, () => true);
const restsOnClaims = (node: Json): boolean => someStatement(node, (claims) => claims > 0);
