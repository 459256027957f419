import type { z } from 'zod';
import type { Brief } from '../../domain/brief.ts';
import { CaseStudy } from '../../domain/case-study.ts';
import type { Claim, Evidence } from '../../domain/evidence.ts';
import { GapAnalysis } from '../../domain/gaps.ts';
import { Ideas, UseCases } from '../../domain/ideas.ts';
import { OnePager } from '../../domain/one-pager.ts';
import { Report } from '../../domain/report.ts';
import { Vertical } from '../../domain/vertical.ts';
import { cutClaims } from './claims.ts';
import type { GateContext } from './gate/context.ts';
import type { CheckName, Finding } from './gate/finding.ts';
import { findings } from './gate/findings.ts';
import { readPart, sliceBytes } from './segment.ts';
import { isRedirect, sourceDomain, sourceId } from './sources.ts';

/**
 * The whole proof of a finished report, from the report alone: its claims against the answers it carries, its sources
 * against its claims, and everything written against both.
 */
export function verifyBrief(brief: Brief): Finding[] {
  return [...verifyClaims(brief), ...verifySources(brief), ...verifyWriting(brief)];
}

const finding = (path: string, check: CheckName, message: string, text: string): Finding => ({
  path,
  check,
  message,
  text,
});

/** Every claim is cut from its answer again: same bytes, same sources, same date. */
function verifyClaims({ claims, evidence, sources }: Brief): Finding[] {
  const answers = new Map(evidence.map((answer) => [answer.answerId, answer]));
  const sourceIds = new Set(sources.map((source) => source.id));
  const cut = new Map(evidence.map((answer) => [answer.answerId, cutAgain(answer)]));
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const path = `claims[${index}]`;
    const answer = answers.get(claim.answerId);
    const repeated = seen.has(claim.id) ? ['The id stands twice.'] : [];
    seen.add(claim.id);
    const missing = claim.sourceIds.filter((id) => !sourceIds.has(id)).map((id) => `There is no source ${id}.`);
    const problems = answer
      ? claimProblems(claim, answer, cut.get(claim.answerId) ?? new Map())
      : [`There is no answer ${claim.answerId}.`];
    return [...repeated, ...missing, ...problems].map((message) =>
      finding(path, 'claims', `${claim.id}: ${message}`, claim.text),
    );
  });
}

type CutAgain = ReadonlyMap<string, Claim>;

const placeOf = ({ part, byteStart, byteEnd }: Claim): string => `${part}:${byteStart}:${byteEnd}`;

const cutAgain = (answer: Evidence): CutAgain =>
  new Map(
    cutClaims({ stage: answer.stage, answerId: answer.answerId, answer, retrievedAt: answer.retrievedAt }).claims.map(
      (claim) => [placeOf(claim), claim],
    ),
  );

function claimProblems(claim: Claim, answer: Evidence, cut: CutAgain): string[] {
  const part = answer.parts[claim.part];
  if (part === undefined) return ['Its part is not in the answer.'];
  if (sliceBytes(readPart(part), claim.byteStart, claim.byteEnd) !== claim.text) {
    return ['Its bytes in the answer do not say this.'];
  }
  const again = cut.get(placeOf(claim));
  if (!again) return ['No support of the answer ends where it does.'];
  const own = [...claim.sourceIds].sort().join();
  return [
    ...(claim.stage === answer.stage ? [] : [`It says stage ${claim.stage}, the answer ${answer.stage}.`]),
    ...(own === [...again.sourceIds].sort().join() ? [] : ['The answer ties it to other sources.']),
    ...(again.asOf === undefined || claim.asOf === again.asOf ? [] : [`Its date is ${again.asOf} by its own text.`]),
  ];
}

/** A web source's id follows from its address, its domain is the address's host; ids and numbers stand once. */
function verifySources({ sources }: Brief): Finding[] {
  const ids = new Set<string>();
  const numbers = new Set<number>();
  return sources.flatMap((source, index) => {
    const problems = [
      ...(ids.has(source.id) ? ['The id stands twice.'] : []),
      ...(numbers.has(source.number) ? [`The number ${source.number} stands twice.`] : []),
      ...(source.kind === 'web' && sourceId(source.url) !== source.id ? ['The id is not that of the address.'] : []),
      ...(source.kind === 'web' && !isRedirect(source.url) && sourceDomain(source.url, {}) !== source.domain
        ? ['The domain is not that of the address.']
        : []),
    ];
    ids.add(source.id);
    numbers.add(source.number);
    return problems.map((message) => finding(`sources[${index}]`, 'sources', `${source.id}: ${message}`, source.url));
  });
}

function verifyWriting(brief: Brief): Finding[] {
  const context: GateContext = {
    claims: brief.claims,
    sources: brief.sources,
    company: brief.company,
    input: brief.request,
    seller: brief.seller,
  };
  const below = <S extends z.ZodType>(path: string, schema: S, value: z.infer<S> | undefined): Finding[] =>
    value === undefined
      ? []
      : findings(schema, value, context).map((found) => ({
          ...found,
          path: found.path === '' ? path : `${path}.${found.path}`,
        }));
  const ids = new Set(brief.claims.map((claim) => claim.id));
  const identity = (brief.company?.claims ?? []).filter((id) => !ids.has(id));
  return [
    ...identity.map((id) => finding('company.claims', 'references', `There is no claim ${id}.`, id)),
    ...below('vertical', Vertical, brief.vertical),
    ...below('report', Report, brief.report),
    ...below('gaps', GapAnalysis, brief.gaps),
    ...below('ideas', Ideas, brief.ideas),
    ...below('useCases', UseCases, brief.useCases),
    ...brief.caseStudies.flatMap((study, index) => [
      ...below(`caseStudies[${index}]`, CaseStudy, study),
      ...studySource(study, brief, index),
    ]),
    ...brief.onePagers.flatMap((onePager, index) => below(`onePagers[${index}]`, OnePager, onePager)),
  ];
}

/** The source that a case study shows is one that its own claims have. */
function studySource({ summary, outcomes, sourceId: shown }: CaseStudy, { claims }: Brief, index: number): Finding[] {
  const named = new Set([summary, ...outcomes].flatMap((statement) => statement.claims));
  const isOwn = claims.some((claim) => named.has(claim.id) && claim.sourceIds.includes(shown));
  return isOwn
    ? []
    : [finding(`caseStudies[${index}].sourceId`, 'sources', 'No claim of the case study has this source.', shown)];
}

/** What was looked at, for people. */
export function verifiedLine(brief: Brief): string {
  const count = (number: number, name: string) => `${number} ${number === 1 ? name : `${name}s`}`;
  const statements = countStatements(brief);
  return `No violations: ${count(statements, 'statement')}, ${count(brief.claims.length, 'claim')} and ${count(brief.sources.length, 'source')} checked against ${count(brief.evidence.length, 'answer')}.`;
}

function countStatements(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'basis' in value && 'claims' in value && 'text' in value ? 1 : 0;
  return own + Object.values(value).reduce<number>((sum, member) => sum + countStatements(member), 0);
}
