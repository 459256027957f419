import type { Brief } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import type { Claim } from '../../domain/evidence.ts';
import type { Fact } from '../../domain/facts.ts';

/** What a comparison needs of a run. */
export interface ComparedRun {
  run: string;
  /** Day of the run, `2026-11-23`. */
  date: string;
  /** Every name that the company goes by in this run, the first one being its own. */
  names: readonly string[];
  domain?: string;
  claims: readonly Claim[];
  facts: readonly Fact[];
  /** Ids of the stages that were made. */
  made: readonly string[];
}

/** Error: `conflict` when the run has no report, because what a failed run did not find is not gone. */
export function comparedRun(brief: Brief): ComparedRun {
  if (!brief.report || brief.status === 'failed') {
    throw new AppError('conflict', 'One of the runs has no report, so there is nothing to compare.', {
      details: { run: brief.runId, status: brief.status },
    });
  }
  const { company, request } = brief;
  return {
    run: brief.runId,
    date: brief.createdAt.slice(0, 10),
    names: [company?.name, company?.legalName, ...(company?.aliases ?? []), request.companyName].filter(
      (name) => name !== undefined,
    ),
    ...(company?.domain !== undefined && { domain: company.domain }),
    claims: brief.claims,
    facts: brief.facts,
    made: brief.stages.filter(({ status }) => status === 'done').map(({ id }) => id),
  };
}
