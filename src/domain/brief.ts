import { z } from 'zod';
import { AccountPlan } from './account-plan.ts';
import { staleStages } from './acts.ts';
import { CaseStudy } from './case-study.ts';
import { Company } from './company.ts';
import { GapCorrelation, GapCorrelations } from './correlation.ts';
import { Claim, ClaimSet, Evidence, isSampleDomain, Source, Usage } from './evidence.ts';
import { Fact, Facts } from './facts.ts';
import { Feasibility } from './feasibility.ts';
import { ageOfDate } from './freshness.ts';
import { GapAnalysis } from './gaps.ts';
import { Ideas, UseCase, UseCases } from './ideas.ts';
import { noMarks, type RunMarks } from './marks.ts';
import { Recalled } from './memory.ts';
import { OnePager, RenderedFiles } from './one-pager.ts';
import { OrgSignals } from './org-signals.ts';
import { Persona, Personas } from './persona.ts';
import { Play } from './play.ts';
import { NumberedReport, Report } from './report.ts';
import type { Run } from './run.ts';
import { RunMode, RunStatus } from './run.ts';
import { SellerProfile } from './seller.ts';
import { parseStageId, type StageRecord, StageStatus } from './stage.ts';
import { id, partialDate, timestamp } from './text.ts';
import { Vertical } from './vertical.ts';

export const NumberedSource = Source.extend({
  number: z.int().min(1),
  /** The newest date that the claims from it speak of, for pages that give no date of their own. */
  asOf: partialDate().optional(),
});
export type NumberedSource = z.infer<typeof NumberedSource>;

/**
 * Everything a run has found and made, in one value: what Slack shows, documents are rendered from and `report.json`
 * holds. It carries its evidence, so that the proof gate can check it again without us.
 */
export const Brief = z
  .object({
    schemaVersion: z.literal(1),
    runId: id(60),
    request: z.object({
      companyName: z.string(),
      domain: z.string().optional(),
      mode: RunMode,
      focus: z.string(),
      salesHistory: z.string(),
    }),
    createdAt: timestamp(),
    finishedAt: timestamp().optional(),
    status: RunStatus,
    /** True when any evidence is made up (reserved domains): every surface says so. */
    sample: z.boolean(),
    seller: SellerProfile,
    company: Company.optional(),
    vertical: Vertical.optional(),
    report: Report.optional(),
    caseStudies: z.array(CaseStudy),
    gaps: GapAnalysis.optional(),
    ideas: Ideas.optional(),
    useCases: UseCases.optional(),
    orgSignals: OrgSignals.optional(),
    correlations: z.array(GapCorrelation),
    feasibility: z.array(Feasibility),
    plays: z.array(Play),
    personas: z.array(Persona),
    accountPlan: AccountPlan.optional(),
    facts: z.array(Fact),
    recalled: Recalled.optional(),
    onePagers: z.array(OnePager),
    files: z.array(RenderedFiles.extend({ stage: id(80) })),
    claims: z.array(Claim),
    sources: z.array(NumberedSource),
    evidence: z.array(Evidence),
    stages: z.array(
      z.object({
        id: id(80),
        status: StageStatus,
        line: z.string().optional(),
        error: z.string().optional(),
        /** The version that its output was before, where a person put an earlier one back. */
        restored: z.int().min(1).optional(),
      }),
    ),
    /** Stages whose output is older than the report it was made from. */
    stale: z.array(id(80)),
    warnings: z.array(z.string()),
    /** Texts that people wrote in place of generated ones; input, like the sales history. */
    ownWords: z.array(z.string()).optional(),
    usage: Usage,
  })
  .meta({ title: 'Deep Prospecting Engine report' });
export type Brief = z.infer<typeof Brief>;

export interface BriefInput {
  run: Run;
  /** In the order of the stage table. */
  stages: readonly StageRecord[];
  evidence: readonly Evidence[];
  seller: SellerProfile;
  /** What people said about it; shown in place of what the stages said. */
  marks?: RunMarks;
}

export function assembleBrief({ run, stages, evidence, seller, marks = noMarks() }: BriefInput): Brief {
  const marked = markedWith(marks);
  const done = stages.filter((stage) => stage.status === 'done');
  const output = <S extends z.ZodType>(stageId: string, schema: S): z.infer<S> | undefined => {
    const stage = done.find((candidate) => candidate.id === stageId);
    return stage && schema.parse(stage.output);
  };
  const family = (name: string) => done.filter((stage) => parseStageId(stage.id).family === name);

  const sets = done.flatMap((stage) => claimSetOf(stage) ?? []);
  const claims = sets.flatMap((set) => set.claims);
  const numbered = output('report', NumberedReport);
  const accountPlan = output('accountPlan', AccountPlan);
  const sources = numberSources(
    sets.flatMap((set) => set.sources),
    numbered?.sourceOrder ?? [],
  ).map((source) => verifiedIn(marks, withAsOf(source, claims, run.createdAt)));

  return {
    schemaVersion: 1,
    runId: run.id,
    request: {
      companyName: run.companyName,
      ...(run.domain !== undefined && { domain: run.domain }),
      mode: run.mode,
      focus: run.focus,
      salesHistory: run.salesHistory,
    },
    createdAt: run.createdAt,
    ...(run.finishedAt !== undefined && { finishedAt: run.finishedAt }),
    status: run.status,
    sample: sources.some((source) => isSampleDomain(source.domain)),
    seller,
    company: output('identity', IdentityOutput)?.company,
    vertical: output('vertical', Vertical),
    report: numbered?.report,
    caseStudies: output('competitors', CompetitorsOutput)?.caseStudies ?? [],
    gaps: output('gaps', GapAnalysis),
    ideas: output('ideas', Ideas),
    useCases: markedUseCases(output('useCases', UseCases), marked),
    orgSignals: output('orgSignals', OrgSignals),
    correlations: output('correlation', GapCorrelations)?.correlations ?? [],
    feasibility: family('feasibility').map((stage) => Feasibility.parse(stage.output)),
    plays: family('play').map((stage) => marked(stage.id, Play.shape.status, Play.parse(stage.output))),
    personas: output('personas', Personas)?.personas ?? [],
    accountPlan: accountPlan && marked('accountPlan', AccountPlan.shape.status, accountPlan),
    facts: output('facts', Facts)?.facts ?? [],
    recalled: output('recall', Recalled),
    onePagers: family('onePager').map((stage) => marked(stage.id, OnePager.shape.status, OnePager.parse(stage.output))),
    files: family('files').map((stage) => ({ stage: stage.id, ...RenderedFiles.parse(stage.output) })),
    claims,
    sources,
    evidence: [...evidence],
    stages: stages.map((stage) => ({
      id: stage.id,
      status: stage.status,
      ...(stage.line !== undefined && { line: stage.line }),
      ...(stage.error !== undefined && { error: stage.error.message }),
      ...(stage.restored !== undefined && { restored: stage.restored.version }),
    })),
    stale: staleStages(stages),
    warnings: [...run.warnings, ...stages.flatMap((stage) => stage.warnings)],
    ...ownWordsOf(stages),
    usage: run.usage,
  };
}

const ownWordsOf = (stages: readonly StageRecord[]): Pick<Brief, 'ownWords'> => {
  const ownWords = stages.flatMap((stage) => stage.ownWords ?? []);
  return ownWords.length > 0 ? { ownWords } : {};
};

/** A page with an undated finding may be newer than the year a company was founded in: then an old date is none. */
const withAsOf = (source: NumberedSource, claims: readonly Claim[], today: string): NumberedSource => {
  const dates = claims.filter(({ sourceIds }) => sourceIds.includes(source.id)).map(({ asOf }) => asOf);
  const newest = dates
    .filter((date) => date !== undefined)
    .sort()
    .at(-1);
  if (dates.includes(undefined) && ageOfDate(newest, today) !== '') return source;
  return newest === undefined ? source : { ...source, asOf: newest };
};

/** A thing with the status that people gave it, where that is one it can have; of an earlier version it is not said. */
const markedWith =
  ({ statuses }: RunMarks) =>
  <S extends string, T extends { status: S; createdAt?: string }>(
    target: string,
    possible: z.ZodType<S>,
    thing: T,
  ): T => {
    const mark = statuses[target];
    const said = possible.safeParse(mark?.status);
    return mark && said.success && mark.at >= (thing.createdAt ?? '') ? { ...thing, status: said.data } : thing;
  };

const markedUseCases = (found: UseCases | undefined, marked: ReturnType<typeof markedWith>): UseCases | undefined =>
  found && { useCases: found.useCases.map((useCase) => marked(useCase.id, UseCase.shape.status, useCase)) };

function verifiedIn({ verified }: RunMarks, source: NumberedSource): NumberedSource {
  const said = verified[source.id];
  return said ? { ...source, verified: said } : source;
}

/** The identity stage knows the company and has evidence of its own. */
export const IdentityOutput = z.object({
  company: Company,
  found: ClaimSet,
  /** Names of the other companies that the search brought up: what is found about them is no evidence about this one. */
  others: z.array(z.string()).optional(),
});
export type IdentityOutput = z.infer<typeof IdentityOutput>;

/** Competitors are researched and written up in one stage. */
export const CompetitorsOutput = z.object({ caseStudies: z.array(CaseStudy), found: ClaimSet });
export type CompetitorsOutput = z.infer<typeof CompetitorsOutput>;

/** The claims a stage made, where it made any: grounded stages store a claim set, identity stores one in `found`. */
export function claimSetOf(stage: StageRecord): ClaimSet | undefined {
  if (stage.status !== 'done') return undefined;
  if (stage.id === 'identity') return IdentityOutput.parse(stage.output).found;
  if (stage.id === 'competitors') return CompetitorsOutput.parse(stage.output).found;
  const set = ClaimSet.safeParse(stage.output);
  return set.success ? set.data : undefined;
}

/**
 * One entry per page, numbered from 1: first in the order the report fixed, then as the remaining stages stand in the
 * table. A number, once given by the report, never changes.
 */
export function numberSources(found: readonly Source[], order: readonly string[]): NumberedSource[] {
  const merged = new Map<string, Source>();
  for (const source of found) {
    const known = merged.get(source.id);
    merged.set(source.id, known ? { ...known, facets: [...new Set([...known.facets, ...source.facets])] } : source);
  }
  const first = order.flatMap((sourceId) => merged.get(sourceId) ?? []);
  const rest = [...merged.values()].filter((source) => !order.includes(source.id));
  return [...first, ...rest].map((source, index) => ({ ...source, number: index + 1 }));
}
