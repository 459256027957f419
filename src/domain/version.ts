import { z } from 'zod';
import { parseStageId, StageRecord } from './stage.ts';
import { id, timestamp } from './text.ts';

/** Of one asset for one use case, or for the run: what is delivered and may be made again at will. */
export const assetFamilies = ['feasibility', 'play', 'onePager', 'personas', 'accountPlan', 'files'] as const;

/** The report is made again after a retry; the one before is kept like that of an asset. */
const versioned: readonly string[] = ['report', 'useCases', ...assetFamilies];

export const isAsset = (stage: string): boolean =>
  (assetFamilies as readonly string[]).includes(parseStageId(stage).family);
export const isVersioned = (stage: string): boolean => versioned.includes(parseStageId(stage).family);

/** One good output of a stage, as it was stored. Never changed, never removed before the run is. */
export const StageVersion = z.object({
  stage: id(80),
  version: z.int().min(1),
  attempt: z.int().min(1),
  output: z.unknown(),
  line: z.string().optional(),
  models: z.array(z.string()),
  editedBy: id(40).optional(),
  ownWords: StageRecord.shape.ownWords,
  restored: StageRecord.shape.restored,
  finishedAt: timestamp().optional(),
});
export type StageVersion = z.infer<typeof StageVersion>;

/** What is kept of a stage that has just been made; undefined for stages without versions and when it was not made anew. */
export function keptVersion(record: StageRecord): StageVersion | undefined {
  if (record.status !== 'done' || record.again || record.error || !isVersioned(record.id)) return undefined;
  return {
    stage: record.id,
    version: record.version ?? 1,
    attempt: record.attempt,
    output: record.output,
    ...(record.line !== undefined && { line: record.line }),
    models: record.models,
    ...(record.editedBy !== undefined && { editedBy: record.editedBy }),
    ...(record.ownWords !== undefined && { ownWords: record.ownWords }),
    ...(record.restored !== undefined && { restored: record.restored }),
    ...(record.finishedAt !== undefined && { finishedAt: record.finishedAt }),
  };
}

/** The number of the next good output. Failures have none, so they use none up. */
export const nextVersion = (earlier: StageRecord | undefined): number =>
  earlier?.status === 'done' ? (earlier.version ?? 1) + 1 : 1;
