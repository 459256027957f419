import { parseStageId, type StageRecord } from '../domain/stage.ts';
import type { StageSpec, Workbench } from './stage-spec.ts';

/** What a stage of this attempt stored before it was done, such as the id of work done elsewhere: it goes on from there. */
export function unfinished(earlier: StageRecord | undefined, attempt: number): StageRecord | undefined {
  if (!earlier) return undefined;
  const { again, line: _, ...made } = earlier;
  if (again?.attempt === attempt && again.output !== undefined)
    return { ...made, status: 'running', startedAt: again.startedAt, output: again.output };
  return earlier.attempt === attempt && ['pending', 'running', 'waiting'].includes(earlier.status)
    ? earlier
    : undefined;
}

/** When to look again, where nothing is left to do here until then: the earliest of what runs elsewhere. */
export function nextLook(records: ReadonlyMap<string, StageRecord>): Date | undefined {
  const [first] = [...records.values()]
    .flatMap(({ status, dueAt }) => (status === 'running' ? (dueAt ?? []) : []))
    .sort();
  return first === undefined ? undefined : new Date(first);
}

/** Stops what stages left running elsewhere. Safe to repeat. */
export async function abandonAll(
  table: readonly StageSpec[],
  bench: Workbench,
  records: Iterable<StageRecord>,
): Promise<void> {
  await Promise.all(
    [...records].map(async (record) => {
      const spec = table.find(({ family }) => family === parseStageId(record.id).family);
      const open = unfinished(record, record.again?.attempt ?? record.attempt);
      if (open) await spec?.abandon?.(open, bench);
    }),
  );
}
