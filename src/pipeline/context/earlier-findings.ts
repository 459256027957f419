import { claimSetOf } from '../../domain/brief.ts';
import type { Claim, Source } from '../../domain/evidence.ts';
import { NumberedReport, type Report } from '../../domain/report.ts';
import type { Run } from '../../domain/run.ts';
import { parseStageId, type StageRecord } from '../../domain/stage.ts';
import { Statement } from '../../domain/statement.ts';
import type { EarlierFindings } from './digest.ts';

/** Ids of the claims that a report rests on, in the order it names them. */
export function citedClaims(report: Report): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const statement = Statement.safeParse(value);
    if (statement.success) {
      if (statement.data.basis === 'evidence') for (const claim of statement.data.claims) found.add(claim);
    } else for (const member of Object.values(value)) walk(member);
  };
  walk(report);
  return [...found];
}

/** Claims in the order of their worth to a reader: what the report cites first. With the pages they came from. */
export function claimsByWorth(records: readonly StageRecord[]): { claim: Claim; sources: Source[]; cited: boolean }[] {
  const sets = records.flatMap((record) => claimSetOf(record) ?? []);
  const sources = new Map(sets.flatMap((set) => set.sources).map((source) => [source.id, source]));
  const report = records.find((record) => record.id === 'report' && record.status === 'done');
  const cited = report ? citedClaims(NumberedReport.parse(report.output).report) : [];
  const place = new Map(cited.map((id, index) => [id, index]));
  const worth = (claim: Claim) => place.get(claim.id) ?? cited.length;
  return (
    sets
      .flatMap((set) => set.claims)
      // Lines about candidates say which company is meant, not what it does.
      .filter(({ stage }) => stage !== 'identity')
      .sort((a, b) => worth(a) - worth(b))
      .map((claim) => ({
        claim,
        sources: claim.sourceIds.flatMap((id) => sources.get(id) ?? []),
        cited: place.has(claim.id),
      }))
  );
}

/** `text (domain, date)`, as claims stand in prompts. */
export function claimLine(claim: Claim, sources: readonly Source[]): string {
  const origin = [sources[0]?.domain, claim.asOf ?? sources[0]?.publishedAt].filter((part) => part !== undefined);
  return origin.length > 0 ? `${claim.text} (${origin.join(', ')})` : claim.text;
}

export const topicOf = (claim: Claim): string => parseStageId(claim.stage).family.replace(/^(facet|signal)\./, '');

/** What a run found, for the prompts of a later one. */
export const findingsOf = (run: Run, companyName: string, records: readonly StageRecord[]): EarlierFindings => ({
  title: `${run.iteration === undefined ? 'Earlier run' : `Iteration ${run.iteration}`} on ${companyName}, ${run.createdAt.slice(0, 10)}`,
  findings: claimsByWorth(records).map(({ claim, sources }) => ({
    topic: topicOf(claim),
    text: claimLine(claim, sources),
  })),
});
