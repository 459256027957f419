import { fileURLToPath } from 'node:url';
import { wantedFor } from '../domain/modes.ts';
import { RunMode } from '../domain/run.ts';
import { stageLabel } from '../domain/stage-label.ts';
import { planStages } from '../pipeline/plan.ts';
import type { StageSpec } from '../pipeline/stage-spec.ts';
import { stageTable } from '../pipeline/stages.ts';

/** The stage table as a Mermaid flow chart: solid = needs, dotted = uses, one of several = `any`. */
export function mermaid(table: readonly StageSpec[], mode: RunMode): string {
  const plan = planStages(table, wantedFor(mode));
  const name = (id: string) => id.replace(/[^A-Za-z0-9]/g, '_');
  const nodes = plan.ids.map((id) => `  ${name(id)}["${stageLabel(id)}"]`);
  const edges = plan.ids.flatMap((id) => {
    const { needs, needsAny, uses } = plan.inputs(id);
    return [
      ...needs.map((need) => `  ${name(need)} --> ${name(id)}`),
      ...needsAny.map((need) => `  ${name(need)} -- any --> ${name(id)}`),
      ...uses.filter((use) => plan.ids.includes(use)).map((use) => `  ${name(use)} -.-> ${name(id)}`),
    ];
  });
  return ['flowchart LR', ...nodes, ...edges].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mode = RunMode.safeParse(process.argv[2]).data ?? 'quick';
  process.stdout.write(`${mermaid(stageTable, mode)}\n`);
}
