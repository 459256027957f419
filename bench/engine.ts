import { setTimeout as sleep } from 'node:timers/promises';
import { noUsage } from '../src/domain/evidence.ts';
import { wantedFor } from '../src/domain/modes.ts';
import type { RunMode } from '../src/domain/run.ts';
import type { StageRecord } from '../src/domain/stage.ts';
import { runEngine } from '../src/pipeline/engine.ts';
import { planStages, specOf } from '../src/pipeline/plan.ts';
import { stageTable } from '../src/pipeline/stages.ts';
import { median, table } from './table.ts';

/** Part of the critical path that a run takes: 1 is as fast as the needs of the stages allow. */
const perCall = 200;

const millisecondsOf = (id: string): number => {
  const { calls } = specOf(stageTable, id);
  return Math.max(1, calls.grounded + calls.structured) * perCall;
};

function criticalPath(mode: RunMode): number {
  const { ids, inputs } = planStages(stageTable, wantedFor(mode));
  const ends = new Map<string, number>();
  for (const id of ids) {
    const { needs, needsAny, uses } = inputs(id);
    const start = Math.max(0, ...[...needs, ...needsAny, ...uses].map((input) => ends.get(input) ?? 0));
    ends.set(id, start + millisecondsOf(id));
  }
  return Math.max(...ends.values());
}

async function runOnce(mode: RunMode): Promise<number> {
  const started = performance.now();
  await runEngine({
    table: stageTable,
    wanted: wantedFor(mode),
    attempt: 1,
    remake: [],
    stored: [],
    make: async (_spec, id): Promise<StageRecord> => {
      await sleep(millisecondsOf(id));
      return {
        id,
        status: 'done',
        attempt: 1,
        fingerprint: '',
        output: null,
        usage: noUsage(),
        models: [],
        warnings: [],
      };
    },
    save: () => Promise.resolve(),
    signal: new AbortController().signal,
  });
  return performance.now() - started;
}

const rows: string[][] = [];
for (const mode of ['quick', 'standard'] as const) {
  await runOnce(mode);
  const times = [
    await runOnce(mode),
    await runOnce(mode),
    await runOnce(mode),
    await runOnce(mode),
    await runOnce(mode),
  ];
  const path = criticalPath(mode);
  const efficiency = path / median(times);
  rows.push([
    `engine, ${mode} mode, ${perCall} ms a call`,
    `${path} ms critical path`,
    `${Math.round(median(times))} ms`,
    `efficiency ${efficiency.toFixed(3)}`,
    efficiency >= 0.95 ? 'goal 0.95 met' : 'goal 0.95 missed',
  ]);
}
table(rows);
