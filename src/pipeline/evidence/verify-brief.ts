import type { z } from 'zod';
import { AccountPlan } from '../../domain/account-plan.ts';
import type { Brief } from '../../domain/brief.ts';
import { CaseStudy } from '../../domain/case-study.ts';
import { GapCorrelation } from '../../domain/correlation.ts';
import { Feasibility } from '../../domain/feasibility.ts';
import { GapAnalysis } from '../../domain/gaps.ts';
import { Ideas, UseCases } from '../../domain/ideas.ts';
import { OnePager } from '../../domain/one-pager.ts';
import { OrgSignals } from '../../domain/org-signals.ts';
import { Persona } from '../../domain/persona.ts';
import { Play } from '../../domain/play.ts';
import { Report } from '../../domain/report.ts';
import { Vertical } from '../../domain/vertical.ts';
import { otherCompanies } from './candidates.ts';
import type { GateContext } from './gate/context.ts';
import type { Finding } from './gate/finding.ts';
import { findingsIn } from './gate/findings.ts';
import { finding, verifyClaims, verifySources } from './verify-claims.ts';
import { verifyFacts, verifyMeasures } from './verify-values.ts';

/**
 * The whole proof of a finished report, from the report alone: its claims against the answers it carries, its sources
 * against its claims, and everything written against both.
 */
export function verifyBrief(brief: Brief): Finding[] {
  return [
    ...verifyClaims(brief),
    ...verifySources(brief),
    ...verifyFacts(brief),
    ...verifyMeasures(brief),
    ...verifyWriting(brief),
  ];
}

/** What the writing of a report may rest on, from the report alone. */
export const contextOf = (brief: Brief): GateContext => ({
  claims: brief.claims,
  sources: brief.sources,
  company: brief.company,
  input: { ...brief.request, ownWords: brief.ownWords ?? [] },
  seller: brief.seller,
  others: otherCompanies(brief.evidence, brief.company),
});

function verifyWriting(brief: Brief): Finding[] {
  const findings = findingsIn(contextOf(brief));
  const below = <S extends z.ZodType>(path: string, schema: S, value: z.infer<S> | undefined): Finding[] =>
    value === undefined
      ? []
      : findings(schema, value).map((found) => ({
          ...found,
          path: found.path === '' ? path : `${path}.${found.path}`,
        }));
  const each = <S extends z.ZodType>(path: string, schema: S, values: readonly z.infer<S>[]): Finding[] =>
    values.flatMap((value, index) => below(`${path}[${index}]`, schema, value));
  const ids = new Set(brief.claims.map((claim) => claim.id));
  const identity = (brief.company?.claims ?? []).filter((id) => !ids.has(id));
  return [
    ...identity.map((id) => finding('company.claims', 'references', `There is no claim ${id}.`, id)),
    ...below('vertical', Vertical, brief.vertical),
    ...below('report', Report, brief.report),
    ...below('orgSignals', OrgSignals, brief.orgSignals),
    ...below('gaps', GapAnalysis, brief.gaps),
    ...each('correlations', GapCorrelation, brief.correlations),
    ...below('ideas', Ideas, brief.ideas),
    ...below('useCases', UseCases, brief.useCases),
    ...each('caseStudies', CaseStudy, brief.caseStudies),
    ...brief.caseStudies.flatMap((study, index) => studySource(study, brief, index)),
    ...each('feasibility', Feasibility, brief.feasibility),
    ...each('plays', Play, brief.plays),
    ...each('personas', Persona, brief.personas),
    ...below('accountPlan', AccountPlan, brief.accountPlan),
    ...each('onePagers', OnePager, brief.onePagers),
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
