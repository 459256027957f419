import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Brief } from '../src/domain/brief.ts';
import { wantedFor } from '../src/domain/modes.ts';
import { type Run, RunRequest } from '../src/domain/run.ts';
import { parseStageId, type StageRecord } from '../src/domain/stage.ts';
import type { GroundedAnswer, ModelClient, StructuredAnswer } from '../src/pipeline/model.ts';
import { planStages } from '../src/pipeline/plan.ts';
import type { StageSpec } from '../src/pipeline/stage-spec.ts';
import { stageTable } from '../src/pipeline/stages.ts';
import { openRuns, type Runs } from './harness/runs-in-process.ts';

/** DOMAIN.md §2: "identity or report failing fails the run; any other stage failing alone leaves it partial." */

const assets = ['feasibility[u1]', 'play[u1]', 'personas', 'accountPlan', 'files[accountPlan]'];
const wanted = wantedFor('standard', assets);
const ids = planStages(stageTable, wanted).ids;

/** The first stage of each family is the one that fails. */
const alone = ids.filter(
  (id, index) => ids.findIndex((other) => parseStageId(other).family === parseStageId(id).family) === index,
);
const fatal = ['identity', 'report'];

const refusal = 'It was told to fail.';

interface Ended {
  run: Run;
  brief: Brief;
  records: Map<string, StageRecord>;
}

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
  await runWithout();
}, 60_000);
afterAll(() => runs.close());

async function runWithout(failing?: string): Promise<Ended> {
  const request = RunRequest.parse({ companyName: 'Blue Heron Logistics', mode: 'standard', wanted: assets });
  const { run, brief, stages } = await runs.alone(request, {
    wrap: remembered,
    table: stageTable.map((spec) => (failing === undefined ? spec : failingAt(failing, spec))),
  });
  return { run, brief, records: new Map(stages.map((record) => [record.id, record])) };
}

/** The row as it is, but for the one stage, which throws. */
const failingAt = (failing: string, spec: StageSpec): StageSpec => ({
  ...spec,
  make: (input) => (input.id === failing ? Promise.reject(new Error(refusal)) : spec.make(input)),
});

/** What the model said in the first run, said again in every other: where the prompt is another one, it is asked. */
const answers = new Map<string, Promise<GroundedAnswer | StructuredAnswer<never>>>();

function remembered(real: ModelClient): ModelClient {
  const again = <A>(key: string, ask: () => Promise<A>): Promise<A> => {
    const known = answers.get(key) as Promise<A> | undefined;
    const answer = known ?? ask();
    if (!known) answers.set(key, answer as never);
    return answer;
  };
  return {
    grounded: (call) => again(`${call.stage} grounded`, () => real.grounded(call)),
    structured: (call) => again(`${call.stage} ${call.prompt.text.length}`, () => real.structured(call)),
  };
}

/** Stages that cannot be made without the one that failed. */
function dependents(failing: string): Set<string> {
  const plan = planStages(stageTable, wanted);
  const lost = new Set([failing]);
  for (let before = -1; before < lost.size; ) {
    before = lost.size;
    for (const id of plan.ids) {
      if (plan.inputs(id).needs.some((need) => lost.has(need))) lost.add(id);
    }
  }
  lost.delete(failing);
  return lost;
}

describe('a standard run with every asset', { timeout: 30_000 }, () => {
  it('is completed when nothing fails', async () => {
    const { run, records } = await runWithout();
    expect([...records.values()].filter(({ status }) => status !== 'done').map(({ id }) => id)).toEqual([]);
    expect(run.status).toBe('completed');
  });

  it.each(alone.filter((id) => !fatal.includes(id)))('is partial when %s fails alone, and says so', async (failing) => {
    const { run, brief, records } = await runWithout(failing);
    expect(run.status).toBe('partial');
    expect(brief.report).toBeDefined();
    expect(records.get(failing)).toMatchObject({ status: 'failed', output: null });
    const shown = brief.stages.find(({ id }) => id === failing);
    expect(shown?.error).toBeTruthy();
    expect(shown?.error).not.toContain(refusal);

    const without = dependents(failing);
    for (const [id, { status, output }] of records) {
      if (id === failing) continue;
      expect([id, status]).toEqual([id, without.has(id) ? 'skipped' : 'done']);
      if (status === 'done') expect(output, `${id} is blank`).toBeTruthy();
      else expect(output).toBeNull();
    }
  });

  it.each(fatal)('is failed when %s fails, and nothing is made up in its place', async (failing) => {
    const { run, brief, records } = await runWithout(failing);
    expect(run.status).toBe('failed');
    expect(run.error?.message).toBeTruthy();
    expect(brief.report).toBeUndefined();
    for (const id of dependents(failing)) expect(records.get(id)?.status).toBe('skipped');
  });
});
