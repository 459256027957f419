import type { AnswerFile } from './answers.ts';
import type { BundledCompany } from './company-facts.ts';
import { findCompany } from './find-company.ts';
import { genericCaseStudies } from './generic/case-studies.ts';
import { conform } from './generic/conform.ts';
import { genericGaps } from './generic/gaps.ts';
import { genericIdeas } from './generic/ideas.ts';
import { genericOnePager } from './generic/one-pager.ts';
import { type Pool, poolOf } from './generic/pool.ts';
import { genericReport } from './generic/report.ts';
import { genericUseCases } from './generic/use-cases.ts';
import { genericVertical } from './generic/vertical.ts';
import { isObject, type Json } from './json.ts';
import type { JsonSchema } from './json-schema.ts';
import type { PromptClaim, ReadPrompt } from './prompt.ts';
import { type ClaimOfFact, isStatement, resolveAnswer } from './resolve-answer.ts';

export interface Knowledge {
  companies: readonly BundledCompany[];
  /** By slug. */
  answers: ReadonlyMap<string, AnswerFile>;
}

const generic: Readonly<Record<string, (pool: Pool) => Json>> = {
  Vertical: genericVertical,
  CaseStudies: genericCaseStudies,
  Report: genericReport,
  GapAnalysis: genericGaps,
  Ideas: genericIdeas,
  UseCases: genericUseCases,
  OnePager: genericOnePager,
};

/**
 * JSON for a prompt and a schema: the handwritten answer of a bundled company as far as its facts are among the claims
 * of the prompt, else one written from those claims alone, else whatever the schema asks for.
 */
export function answerStructured(knowledge: Knowledge, prompt: ReadPrompt, schema: JsonSchema | undefined): Json {
  const pool = poolOf(prompt);
  const title = schema?.title ?? '';
  const written = handwritten(knowledge, prompt, title, schema) ?? generic[title]?.(pool);
  return schema ? conform(written, schema, pool) : (written ?? { answer: 'Sample answer' });
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

/** An answer that lost what it is about is no answer: then the claims are written up as they are. */
function isWorthSending(title: string, raw: Json, value: Json): boolean {
  if (hasStatement(raw) && !restsOnClaims(value)) return false;
  if (title !== 'OnePager' || !isObject(value)) return true;
  const { summary, challenge, solution } = value;
  return isStatement(summary) && summary.basis !== 'unknown' && isFilled(challenge) && isFilled(solution);
}

const isFilled = (list: Json | undefined): boolean => Array.isArray(list) && list.length > 0;

function partOf(file: AnswerFile, title: string, prompt: ReadPrompt): Json | undefined {
  if (title === 'OnePager') return file.OnePagers?.[useCaseTitle(prompt)];
  return title === 'OnePagers' ? undefined : (file as Partial<Record<string, Json>>)[title];
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
