import type { Run } from '../domain/run.ts';
import { parseStageId } from '../domain/stage.ts';
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

/** What must be made for the wanted outputs. Throws TypeError for an id that the table does not know. */
export function planStages(table: readonly StageSpec[], wanted: readonly string[]): Plan {
  const ids = new Set<string>();
  const add = (id: string): void => {
    if (ids.has(id)) return;
    const spec = specOf(table, id);
    ids.add(id);
    for (const need of spec.needs(keyOf(id))) add(need);
    const any = spec.needsAny ?? [];
    if (any.length > 0 && !any.some((need) => wanted.includes(need))) for (const need of any) add(need);
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
        needsAny: (spec.needsAny ?? []).filter((need) => ids.has(need)),
        uses: spec.uses?.(key) ?? [],
      };
    },
  };
}

export const keyOf = (id: string): string => parseStageId(id).key ?? '';

/** Stages in the order of the table, for lists and documents. */
export function inTableOrder<T extends { id: string }>(table: readonly StageSpec[], records: readonly T[]): T[] {
  const order = table.map((spec) => spec.family);
  return [...records].sort(
    (a, b) =>
      order.indexOf(parseStageId(a.id).family) - order.indexOf(parseStageId(b.id).family) || a.id.localeCompare(b.id),
  );
}

/** The stages of a run for people, over all its attempts, in the order of the table. */
export function runPlan(table: readonly StageSpec[], run: Run): { id: string; label: string }[] {
  const { ids } = planStages(table, [...new Set(run.attempts.flatMap((attempt) => attempt.wanted))]);
  return ids.map((id) => ({ id, label: specOf(table, id).label(keyOf(id)) }));
}
