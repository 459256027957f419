import { type Plan, specOf } from '../plan.ts';
import type { StageSpec } from '../stage-spec.ts';

export interface Served {
  id: string;
  calls: StageSpec['calls'];
}

/** What a run is worth having for: when there is not enough for everything, this and what it needs is paid first. */
const first: readonly string[] = ['report', 'onePager[u1]'];

/**
 * The stages of a plan that are still to be paid for, in the order in which they are served: first what the report and
 * the one-pager of the best use case cannot do without, then the rest as it stands in the table. Facets and signals
 * that the report merely uses, competitors and other assets give way before the report does.
 */
export function servingOrder(table: readonly StageSpec[], plan: Plan, reusable: ReadonlySet<string>): Served[] {
  const core = new Set<string>();
  const add = (id: string): void => {
    if (core.has(id) || reusable.has(id) || !plan.ids.includes(id)) return;
    core.add(id);
    for (const need of plan.inputs(id).needs) add(need);
  };
  for (const id of first) add(id);
  // One of several is enough: one that is needed anyway, or one that is there.
  for (const id of [...core]) {
    const { needsAny } = plan.inputs(id);
    if (needsAny.some((need) => core.has(need) || reusable.has(need))) continue;
    for (const need of needsAny.slice(0, 1)) add(need);
  }
  const open = plan.ids.filter((id) => !reusable.has(id)).map((id) => ({ id, calls: specOf(table, id).calls }));
  const paid = open.filter(({ calls }) => calls.grounded + calls.structured > 0);
  return [...paid.filter(({ id }) => core.has(id)), ...paid.filter(({ id }) => !core.has(id))];
}
