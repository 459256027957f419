import type { Brief } from '../../domain/brief.ts';
import { companyKeyOf } from '../../domain/company.ts';
import { isAppError } from '../../domain/errors.ts';
import type { Runs } from '../../domain/ports/repositories.ts';
import type { AccountNews, TaskResult } from '../../domain/ports/task-show.ts';
import type { Run } from '../../domain/run.ts';
import type { Digest } from '../../domain/task.ts';
import { compareBriefs } from '../comparison/compare-briefs.ts';
import { comparisonSummary } from '../comparison/comparison-summary.ts';
import type { TaskWork } from './run-task.ts';

const accounts = 20;
const linesPerAccount = 5;

type DigestWork = Pick<TaskWork, 'assemble' | 'signal'> & { repositories: { runs: Pick<Runs, 'list'> } };

/** What changed on somebody's own accounts since a time: their runs, each against the one before on the same company. */
export async function writeDigest(task: Digest, work: DigestWork): Promise<TaskResult> {
  const { runs } = await work.repositories.runs.list(task.team, {
    viewer: task.viewer,
    createdBy: task.user,
    limit: 100,
  });
  // What somebody stopped is no news to them.
  const fresh = runs.filter((run) => run.status !== 'cancelled' && (run.finishedAt ?? '') > task.since);
  const newest = new Map<string, Run>();
  for (const run of fresh) if (!newest.has(keyOf(run))) newest.set(keyOf(run), run);
  const news: AccountNews[] = [];
  for (const run of [...newest.values()].slice(0, accounts)) news.push(await newsOf(run, runs, task, work));
  return { kind: 'digest', task, news };
}

function keyOf({ choice, companyName, domain: given }: Run): string {
  const domain = choice?.domain ?? given;
  return companyKeyOf({ name: choice?.name ?? companyName, ...(domain !== undefined && { domain }) });
}

const isGood = ({ status }: Run): boolean => status === 'completed' || status === 'partial';

async function newsOf(
  run: Run,
  all: readonly Run[],
  { team }: Digest,
  { assemble, signal }: DigestWork,
): Promise<AccountNews> {
  const company = run.choice?.name ?? run.companyName;
  if (!isGood(run)) {
    return {
      run,
      company,
      headline: 'failed',
      lines: run.error ? [run.error.message] : [],
    };
  }
  const later = await assemble(team, run.id);
  const named = later.company?.name ?? company;
  const before = all.find((other) => other.createdAt < run.createdAt && isGood(other) && keyOf(other) === keyOf(run));
  const first = { run, company: named, headline: 'first brief', lines: openingLines(later) };
  if (!before) return first;
  try {
    const comparison = await compareBriefs(await assemble(team, before.id), later, signal);
    const { headline, sections } = comparisonSummary(comparison);
    const lines = sections
      .flatMap(({ title, lines: own }) => own.map((line) => `${title}: ${line}`))
      .slice(0, linesPerAccount);
    return { run, company: named, comparison, headline, lines };
  } catch (error) {
    // Other companies after all, or one without a report.
    if (isAppError(error, 'conflict')) return first;
    throw error;
  }
}

const openingLines = ({ report }: Brief): string[] => (report?.talkingPoints ?? []).slice(0, 3).map(({ text }) => text);
