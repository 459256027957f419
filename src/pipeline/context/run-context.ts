import { IdentityOutput } from '../../domain/brief.ts';
import { companyKeyOf } from '../../domain/company.ts';
import type { Repositories } from '../../domain/ports/repositories.ts';
import type { Run } from '../../domain/run.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { seenFrom } from '../../domain/visibility.ts';
import { digest, type EarlierFindings } from './digest.ts';
import { findingsOf } from './earlier-findings.ts';

export type ContextRepositories = Pick<Repositories, 'runs' | 'stages' | 'projects'>;

const goodRunsTaken = 3;
const pageOfRuns = 20;
/** A project of more failures in a row than this has other worries. */
const runsLookedAt = 200;

/**
 * What a run is told of the work before it, at most `limit` characters: in accumulate mode the project's last good
 * iterations on this company, its stars and notes; in a fork the run it starts from; in fresh mode nothing. Only what
 * the place of this run may see.
 */
export async function runContext(
  repositories: ContextRepositories,
  run: Run,
  companyKey: string,
  limit: number,
): Promise<string> {
  switch (run.contextMode ?? 'accumulate') {
    case 'fresh':
      return '';
    case 'fork':
      return digest({ runs: await forkedFindings(repositories, run), stars: [], notes: [] }, limit);
    case 'accumulate':
      return run.project === undefined ? '' : ofProject(repositories, run, run.project, companyKey, limit);
  }
}

async function ofProject(
  repositories: ContextRepositories,
  run: Run,
  projectId: string,
  companyKey: string,
  limit: number,
): Promise<string> {
  const { projects } = repositories;
  const project = await projects.get(run.team, projectId);
  if (!project || !seenFrom(run.visibility).includes(project.visibility)) return '';
  const [runs, stars, notes] = await Promise.all([
    goodIterations(repositories, run, projectId, companyKey),
    projects.stars(run.team, projectId),
    projects.annotations(run.team, projectId),
  ]);
  return digest(
    {
      runs,
      stars: stars.map(({ target, title, preview, notes: why }) => ({ kind: target.kind, title, preview, notes: why })),
      notes: notes.map(({ text }) => text),
    },
    limit,
  );
}

/** Newest first. Good is what has a report: however many failed after it, it is found. */
async function goodIterations(
  repositories: ContextRepositories,
  run: Run,
  project: string,
  companyKey: string,
): Promise<EarlierFindings[]> {
  const good: EarlierFindings[] = [];
  let before = run.iteration;
  for (let looked = 0; looked < runsLookedAt; looked += pageOfRuns) {
    const page = await repositories.projects.iterations(run.team, project, {
      limit: pageOfRuns,
      ...(before !== undefined && { before }),
    });
    for (const earlier of page) {
      if (!mayUse(run, earlier)) continue;
      const found = await goodFindings(repositories, earlier, companyKey);
      if (found) good.push(found);
      if (good.length === goodRunsTaken) return good;
    }
    before = page.at(-1)?.iteration;
    if (page.length < pageOfRuns) break;
  }
  return good;
}

const mayUse = (run: Run, earlier: Run): boolean =>
  earlier.id !== run.id && seenFrom(run.visibility).includes(earlier.visibility);

/** Undefined for a run without a report, or on another company. */
async function goodFindings(
  { stages }: ContextRepositories,
  earlier: Run,
  companyKey?: string,
): Promise<EarlierFindings | undefined> {
  const report = await stages.get(earlier.team, earlier.id, 'report');
  if (report?.status !== 'done') return undefined;
  const records = await stages.list(earlier.team, earlier.id);
  const company = companyIn(records);
  if (!company || (companyKey !== undefined && companyKeyOf(company) !== companyKey)) return undefined;
  return findingsOf(earlier, company.name, records);
}

const companyIn = (records: readonly StageRecord[]) => {
  const identity = records.find((record) => record.id === 'identity' && record.status === 'done');
  return identity && IdentityOutput.parse(identity.output).company;
};

async function forkedFindings(repositories: ContextRepositories, run: Run): Promise<EarlierFindings[]> {
  const base = run.basedOn === undefined ? undefined : await repositories.runs.get(run.team, run.basedOn);
  if (!base || !mayUse(run, base)) return [];
  const found = await goodFindings(repositories, base);
  return found ? [found] : [];
}
