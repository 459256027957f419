import { AppError } from './errors.ts';
import { UseCases } from './ideas.ts';
import type { Run } from './run.ts';
import { parseStageId, type StageRecord, stageId } from './stage.ts';
import { isAsset } from './version.ts';

/** What a new attempt is asked for (`Runs.again`): outputs, and those among them to make again although they are there. */
export interface Act {
  wanted: string[];
  remake: string[];
}

/** Families that the report is written from; the stage table is tested against it. */
export const reportInputs: readonly string[] = ['identity', 'facet', 'signal', 'deep', 'recall'];

/** Families that only exist once a report does. What is older than the report it was made from says so. */
const fromReport: readonly string[] = [
  'gaps',
  'correlation',
  'ideas',
  'useCases',
  'feasibility',
  'play',
  'onePager',
  'personas',
  'accountPlan',
  'files',
];

const perUseCase: readonly string[] = ['feasibility', 'play', 'onePager'];
const withDocument: readonly string[] = ['report', 'onePager', 'accountPlan'];

const familyOf = (id: string): string => parseStageId(id).family;
const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
const find = (stages: readonly StageRecord[], id: string) => stages.find((stage) => stage.id === id);
const isDone = (stages: readonly StageRecord[], id: string): boolean => find(stages, id)?.status === 'done';

/** `facet.news` is of the group `facet`. */
export const isReportInput = (id: string): boolean => reportInputs.includes(familyOf(id).split('.')[0] ?? '');

/** The stage that renders an output to files; undefined for what has no document. */
export function documentOf(id: string): string | undefined {
  const { family, key } = parseStageId(id);
  if (!withDocument.includes(family)) return undefined;
  return stageId('files', key === undefined ? family : `${family}.${key}`);
}

const withItsDocument = (id: string): string[] => [id, ...[documentOf(id) ?? []].flat()];

/** Asked for besides: failing, it leaves the run as good as it was. */
export const isExtra = (id: string): boolean => familyOf(id) === 'asked';

/** Everything any attempt was asked for and that is not there, in the order it was asked for. */
export const missingOf = (run: Run, stages: readonly StageRecord[]): string[] =>
  unique(run.attempts.flatMap((attempt) => attempt.wanted)).filter((id) => !isDone(stages, id) && !isExtra(id));

/**
 * Makes a stage that is not there, and with it everything wanted that is not there. Where the report was written
 * without it, the report is written again; assets stay, and are older than the report then (`staleStages`). Of what is
 * done only the report can be retried: other results cite the findings of a done stage by their numbers.
 * Error: `conflict`.
 */
export function retryOf(run: Run, stages: readonly StageRecord[], id: string): Act {
  if (isDone(stages, id) && id !== 'report') {
    throw new AppError('conflict', 'That is done already. Nothing was changed.', { details: { stage: id } });
  }
  const wanted = unique([id, ...missingOf(run, stages)]);
  const again = isDone(stages, 'report') && (id === 'report' || wanted.some(isReportInput));
  if (!again) return { wanted, remake: [] };
  // The document of the report is the report; what else was made from it stays until somebody makes it again.
  const report = ['report', 'files[report]'].filter((stage) => isDone(stages, stage));
  return { wanted: unique([...wanted, ...report]), remake: report };
}

/** `retryOf` for everything that is missing; undefined when nothing is, or when only the budget stood in the way. */
export function retryMissing(run: Run, stages: readonly StageRecord[]): Act | undefined {
  const [first] = missingOf(run, stages);
  const causes = stages.filter(
    ({ status, error }) => (status === 'failed' || status === 'skipped') && error?.code !== 'need_failed',
  );
  const hopeless = causes.length > 0 && causes.every(({ error }) => error?.code === 'budget_reached');
  return first === undefined || hopeless ? undefined : retryOf(run, stages, first);
}

/**
 * Makes an asset that is not there, with its document. Errors: `conflict` when it is there, `not_found` for what is no
 * asset or of a use case that the run does not have.
 */
export function assetOf(stages: readonly StageRecord[], id: string): Act {
  assertAsset(stages, id);
  const wanted = withItsDocument(id).filter((stage) => !isDone(stages, stage));
  if (isDone(stages, id) && wanted.length === 0) {
    throw new AppError('conflict', 'That has been made already. Nothing was changed.', { details: { stage: id } });
  }
  return { wanted, remake: [] };
}

/** Makes an asset again, as its next version, with its document. Errors: `conflict` when there is none yet, `not_found`. */
export function regenerate(stages: readonly StageRecord[], id: string): Act {
  assertAsset(stages, id);
  if (!isDone(stages, id)) {
    throw new AppError('conflict', 'There is nothing to make again yet. Nothing was changed.', {
      details: { stage: id },
    });
  }
  const wanted = withItsDocument(id);
  return { wanted, remake: wanted.filter((stage) => isDone(stages, stage)) };
}

/** Families that are made from the vertical, or show it. */
const fromVertical: readonly string[] = ['competitors', ...fromReport, 'remember'];

/**
 * Makes again whatever was made from a vertical that a person has corrected. Versions of what people use are kept, so
 * nothing that was there is lost. `undefined` when nothing was made from it yet.
 */
export function afterVertical(stages: readonly StageRecord[]): Act | undefined {
  const remake = stages.flatMap(({ id, status }) =>
    status === 'done' && fromVertical.includes(familyOf(id)) ? [id] : [],
  );
  return remake.length === 0 ? undefined : { wanted: remake, remake };
}

function assertAsset(stages: readonly StageRecord[], id: string): void {
  const { family, key } = parseStageId(id);
  const useCases = UseCases.safeParse(find(stages, 'useCases')?.output).data?.useCases ?? [];
  const known = perUseCase.includes(family)
    ? isDone(stages, 'useCases') && useCases.some((useCase) => useCase.id === key)
    : family === 'files' || key === undefined;
  if (!isAsset(id) || !known) {
    throw new AppError('not_found', 'There is no such thing to make in this run.', { details: { stage: id } });
  }
}

/** What was made from a report that has been written again since: shown as "older than the report" until it is made again. */
export function staleStages(stages: readonly StageRecord[]): string[] {
  const report = find(stages, 'report');
  const writtenAt = report?.status === 'done' ? report.finishedAt : undefined;
  if (writtenAt === undefined) return [];
  return stages.flatMap(({ id, status, finishedAt }) =>
    status === 'done' && fromReport.includes(familyOf(id)) && finishedAt !== undefined && finishedAt < writtenAt
      ? [id]
      : [],
  );
}
