import type { Run } from '../domain/run.ts';
import { parseStageId, type StageRecord } from '../domain/stage.ts';
import type { StageSpec } from './stage-spec.ts';

export interface StageInputs {
  needs: readonly string[];
  needsAny: readonly string[];
  uses: readonly string[];
}

export interface Plan {
  /** Everything wanted and everything that needs, in the order of the table. */
  ids: readonly string[];
  inputs: (id: string) => StageInputs;
}

export function specOf(table: readonly StageSpec[], id: string): StageSpec {
  const { family } = parseStageId(id);
  const spec = table.find((row) => row.family === family);
  if (!spec) throw new TypeError(`no such stage: ${id}`);
  return spec;
}

/**
 * What must be made for the wanted outputs. What is there (`reusable`) is listed, and nothing is made for its sake.
 * Throws TypeError for an id that the table does not know.
 */
export function planStages(
  table: readonly StageSpec[],
  wanted: readonly string[],
  reusable: ReadonlySet<string> = new Set(),
): Plan {
  const ids = new Set<string>();
  const add = (id: string): void => {
    if (ids.has(id)) return;
    const spec = specOf(table, id);
    ids.add(id);
    if (reusable.has(id)) return;
    for (const need of spec.needs(keyOf(id))) add(need);
    const any = spec.needsAny ?? [];
    if (any.length > 0 && !any.some((need) => wanted.includes(need) || reusable.has(need)))
      for (const need of any) add(need);
  };
  for (const id of wanted) add(id);

  const order = table.map((spec) => spec.family);
  const position = (id: string) => order.indexOf(parseStageId(id).family);
  const sorted = [...ids].sort((a, b) => position(a) - position(b) || a.localeCompare(b));
  return {
    ids: sorted,
    inputs: (id) => {
      const spec = specOf(table, id);
      const key = keyOf(id);
      return {
        needs: spec.needs(key),
        needsAny: (spec.needsAny ?? []).filter((need) => ids.has(need) || reusable.has(need)),
        uses: spec.uses?.(key) ?? [],
      };
    },
  };
}

/** What decides whether a stored result is read or made again. */
export interface AttemptState {
  attempt: number;
  remake: readonly string[];
  stored: readonly StageRecord[];
}

/** Stored results that this attempt reads instead of making them. */
export const reusableIn = ({ attempt, remake, stored }: AttemptState): Set<string> =>
  new Set(
    stored.flatMap((record) => {
      if (remake.includes(record.id) && record.attempt < attempt) return [];
      // A failure is a result too, within its attempt: a resumed run does not pay for it twice.
      const ended = record.status === 'failed' || record.status === 'skipped';
      return record.status === 'done' || (ended && record.attempt === attempt) ? [record.id] : [];
    }),
  );

export const keyOf = (id: string): string => parseStageId(id).key ?? '';

/** Stages in the order of the table, for lists and documents. */
export function inTableOrder<T extends { id: string }>(table: readonly StageSpec[], records: readonly T[]): T[] {
  const order = table.map((spec) => spec.family);
  return [...records].sort(
    (a, b) =>
      order.indexOf(parseStageId(a.id).family) - order.indexOf(parseStageId(b.id).family) || a.id.localeCompare(b.id),
  );
}

/** The stages of a run over all its attempts, in the order of the table. */
export const runPlan = (table: readonly StageSpec[], run: Run): readonly string[] =>
  planStages(table, [...new Set(run.attempts.flatMap((attempt) => attempt.wanted))]).ids;
