import { toAppError } from '../domain/errors.ts';
import { noUsage } from '../domain/evidence.ts';
import type { StageRecord } from '../domain/stage.ts';
import { stageLabel } from '../domain/stage-label.ts';
import { type Plan, planStages, reusableIn, specOf } from './plan.ts';
import type { StageSpec } from './stage-spec.ts';

export interface EngineOptions {
  table: readonly StageSpec[];
  wanted: readonly string[];
  attempt: number;
  /** Stages of earlier attempts to make again. */
  remake: readonly string[];
  /** Everything stored for the run so far. */
  stored: readonly StageRecord[];
  /** Makes one stage out of its finished inputs: a record that is done, waiting, running elsewhere or failed. Throws only when storing was refused. */
  make: (
    spec: StageSpec,
    id: string,
    inputs: ReadonlyMap<string, StageRecord>,
    earlier?: StageRecord,
  ) => Promise<StageRecord>;
  /** Stores a record that no model was needed for (skipped). */
  save: (record: StageRecord) => Promise<void>;
  /** Once aborted no stage starts any more; what was under way and did not finish stays pending. */
  signal: AbortSignal;
}

/**
 * Makes what is wanted, each stage once and as early as its needs allow: LangGraph's functional API, one task per stage,
 * promises memoised by id. A stored result is read instead of made again, which is what makes resume, retry and assets
 * on click the same thing. Stages end as values (done, failed, waiting, skipped); only a refused write ends the run.
 */
export async function runEngine(options: EngineOptions): Promise<ReadonlyMap<string, StageRecord>> {
  // Loaded with the first run: a process that only answers Slack starts without it.
  const { entrypoint, task } = await import('@langchain/langgraph');
  const reusable = reusableIn(options);
  const plan = planStages(options.table, options.wanted, reusable);
  const records = new Map<string, StageRecord>();
  const makeTasks = new Map(plan.ids.map((id) => [id, task({ name: id }, stageWork(options, id))]));

  let refused: unknown;
  const graph = entrypoint({ name: 'run' }, async (wanted: readonly string[]) => {
    const started = new Map<string, Promise<StageRecord>>();
    const stage = (id: string): Promise<StageRecord> => {
      const known = started.get(id);
      if (known) return known;
      const made = settle(id);
      started.set(id, made);
      return made;
    };
    const settle = async (id: string): Promise<StageRecord> => {
      const record = await reuseOrMake(id);
      // Not made again is not lost: what is there stays, although nothing that waits for the new one may go on with it.
      records.set(id, (record.status === 'pending' && goodOf(options.stored, id)) || record);
      return record;
    };
    const reuseOrMake = async (id: string): Promise<StageRecord> => {
      const stored = options.stored.find((record) => record.id === id);
      if (stored && reusable.has(id)) return stored;
      const inputs = await gather(id, plan, stage, options.stored);
      if (options.signal.aborted || inputs.unsettled) return pendingRecord(id, options.attempt);
      if (inputs.missing.length > 0) {
        const good = goodOf(options.stored, id);
        if (good) return good;
        const skipped = skippedRecord(id, options.attempt, inputs.missing);
        await options.save(skipped);
        return skipped;
      }
      const makeTask = makeTasks.get(id);
      if (!makeTask) throw new TypeError(`not planned: ${id}`);
      const made = await makeTask(inputs.records);
      if ('refused' in made) throw made.refused;
      return made.record;
    };
    // All of them end before the engine does, also when one write was refused: nothing may go on behind a finished job.
    const ends = await Promise.allSettled(wanted.map(stage));
    refused = ends.find((end) => end.status === 'rejected')?.reason;
  });

  await graph.invoke(plan.ids);
  if (refused !== undefined) throw toAppError(refused);
  return records;
}

/** A task that throws would fail the whole LangGraph run at once, so a refusal too travels as a value. */
const stageWork =
  (options: EngineOptions, id: string) =>
  async (inputs: ReadonlyMap<string, StageRecord>): Promise<{ record: StageRecord } | { refused: unknown }> => {
    const earlier = options.stored.find((record) => record.id === id);
    try {
      return { record: await options.make(specOf(options.table, id), id, inputs, earlier) };
    } catch (error) {
      return { refused: error };
    }
  };

const goodOf = (stored: readonly StageRecord[], id: string): StageRecord | undefined =>
  stored.find((record) => record.id === id && record.status === 'done');

interface Gathered {
  records: Map<string, StageRecord>;
  missing: string[];
  /** Something needed is waiting for a person, goes on elsewhere or was not started. */
  unsettled: boolean;
}

async function gather(
  id: string,
  plan: Plan,
  stage: (id: string) => Promise<StageRecord>,
  stored: readonly StageRecord[],
): Promise<Gathered> {
  const { needs, needsAny, uses } = plan.inputs(id);
  const all = await Promise.all([...needs, ...needsAny, ...uses.filter((use) => plan.ids.includes(use))].map(stage));
  const records = new Map(all.filter((record) => record.status === 'done').map((record) => [record.id, record]));
  for (const use of uses) {
    const earlier = goodOf(stored, use);
    if (earlier && !records.has(use)) records.set(use, earlier);
  }
  const missing = needs.filter((need) => !records.has(need));
  if (needsAny.length > 0 && !needsAny.some((need) => records.has(need))) missing.push(needsAny.join(' or '));
  return {
    records,
    missing,
    unsettled: all.some((record) => ['pending', 'waiting', 'running'].includes(record.status)),
  };
}

const emptyRecord = (id: string, attempt: number) => ({
  id,
  attempt,
  fingerprint: '',
  output: null,
  usage: noUsage(),
  models: [],
  warnings: [],
});

const pendingRecord = (id: string, attempt: number): StageRecord => ({
  ...emptyRecord(id, attempt),
  status: 'pending',
});

const skippedRecord = (id: string, attempt: number, missing: readonly string[]): StageRecord => ({
  ...emptyRecord(id, attempt),
  status: 'skipped',
  line: 'Not made: something it needs is missing.',
  error: {
    code: 'need_failed',
    message: `Not made, because it needs: ${missing.map(stageLabel).join(', ')}.`,
    reference: id,
  },
});
