import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { brief } from '../../src/bot/fixtures/maersk.ts';
import { AppError } from '../../src/domain/errors.ts';
import { noUsage, type Usage } from '../../src/domain/evidence.ts';
import { silentLog } from '../../src/domain/log.ts';
import type { ProgressEvent } from '../../src/domain/ports/progress.ts';
import type { Repositories } from '../../src/domain/ports/repositories.ts';
import { currentAttempt } from '../../src/domain/run.ts';
import type { ModelClient, Prompt } from '../../src/pipeline/model.ts';
import { createRunJob, type RunJobOptions } from '../../src/pipeline/run-job.ts';
import type { StageSpec } from '../../src/pipeline/stage-spec.ts';
import { stageTable } from '../../src/pipeline/stages.ts';
import { leaseSeconds, newRun, openTestStore } from '../../src/storage/repositories/test-store.ts';

const found = { answerIds: [], claims: [], sources: [] };
const company = { name: 'Acme', aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] };
const outputs: Record<string, unknown> = {
  identity: { company, found },
  report: { report: brief.report, sourceOrder: [], partial: false },
  useCases: brief.useCases,
  competitors: { caseStudies: [], found },
};

/** The real stages with their real needs; what they make is canned, what they ask is asked. */
const scriptedTable: readonly StageSpec[] = stageTable.map((spec) => ({
  ...spec,
  make: async (input) => {
    const { id, bench, signal, onUsage, onWait, version } = input;
    const prompt: Prompt = { system: 'Rules.', text: `Task: ${id}` };
    const call = { stage: id, tier: 'fast' as const, prompt, signal, onUsage, onWait };
    for (let n = 0; n < spec.calls.grounded; n += 1) await bench.model.grounded(call);
    for (let n = 0; n < spec.calls.structured; n += 1) {
      await bench.model.structured({ ...call, schema: z.object({}) });
    }
    if (spec.family === 'files') {
      await bench.files.put(`teams/T1/${id}/v${version}.pdf`, new Uint8Array([version]), 'application/pdf');
      return { status: 'done', output: { files: [], notes: [], version } };
    }
    return { status: 'done', output: outputs[spec.family] ?? { ...found, version }, line: `version ${version}` };
  },
}));

/** What a call of a stage does: answers (nothing said, or once a promise allows it), fails, waits for quota first, or never ends. */
export type Script = Record<string, 'fail' | 'hang' | 'wait' | AppError | Promise<void> | undefined>;

export const usageOfACall: Record<'grounded' | 'structured', Usage> = {
  grounded: { ...noUsage(), calls: 1, groundedCalls: 1, searchQueries: 3, tokensIn: 100, tokensOut: 50, costUsd: 0.05 },
  structured: { ...noUsage(), calls: 1, tokensIn: 1000, tokensOut: 500, costUsd: 0.01 },
};

/** A store on disk and the processes that share it. */
export async function openScriptedRun() {
  const store = await openTestStore();
  const files = new Map<string, Uint8Array>();
  /** Every call that reached the service, by any process. */
  const paid: string[] = [];

  function scriptedModel(script: Script): ModelClient {
    const answer = async (
      kind: keyof typeof usageOfACall,
      call: Parameters<ModelClient['grounded']>[0],
    ): Promise<void> => {
      const { stage, signal, onUsage, onWait } = call;
      if (signal.aborted) throw new AppError('cancelled', 'The work was stopped.');
      paid.push(stage);
      const does = script[stage];
      if (does === 'hang') {
        await new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The work was stopped.')));
        });
      }
      if (does === 'wait') onWait?.(30_000);
      if (does instanceof Promise) await does;
      await setImmediate();
      onUsage(usageOfACall[kind], 'model-1');
      if (does === 'fail') throw new AppError('model_answer_unusable', 'The model gave no usable answer.');
      if (does instanceof AppError) throw does;
    };
    return {
      grounded: async (call) => {
        await answer('grounded', call);
        return { parts: [], searchQueries: [], chunks: [], supports: [], model: 'model-1', finishReason: 'STOP' };
      },
      structured: async (call) => {
        await answer('structured', call);
        return { value: call.schema.parse({}), model: 'model-1', warnings: [] };
      },
    };
  }

  /** One process. Its heartbeat rests until `beat`; a process that is never heard of again has been killed. */
  function worker(owner: string, script: Script = {}, change: Partial<RunJobOptions> = {}) {
    const events: ProgressEvent[] = [];
    const drain = new AbortController();
    const beats: (() => void)[] = [];
    const unused = (): never => {
      throw new TypeError('nobody calls this here');
    };
    const repositories: Repositories = store.another();
    const job = createRunJob({
      repositories,
      table: scriptedTable,
      bench: {
        model: scriptedModel(script),
        resolveChunks: (answer) => Promise.resolve(answer),
        renderer: { onePager: unused, report: unused, accountPlan: unused, markdown: unused, close: unused },
        files: {
          put: (key, content) => {
            files.set(key, content);
            return Promise.resolve();
          },
          get: unused,
          delete: unused,
          deleteBelow: unused,
          list: unused,
        },
        now: store.clock.now,
      },
      progress: {
        open: () => Promise.resolve({ ok: true }),
        changed: (event) => void events.push(event),
        settle: () => Promise.resolve(),
      },
      models: 'model-1',
      budget: {
        limits: { searchQueries: 1000, tokens: 10_000_000, costUsd: 1000 },
        prices: { default: { perMillionIn: 1, perMillionOut: 1, perThousandSearches: 10 } },
        ladders: { fast: ['model-1'], strong: ['model-1'] },
      },
      owner,
      leaseSeconds,
      clock: {
        ...store.clock,
        sleep: (_, signal) =>
          new Promise((resolve) => {
            beats.push(resolve);
            signal?.addEventListener('abort', () => resolve());
          }),
      },
      newId: () => `ref-${owner}`,
      log: silentLog,
      ...change,
    });
    return {
      events,
      drain,
      /** The heartbeat comes round. */
      beat: () => {
        for (const resolve of beats.splice(0)) resolve();
      },
      async deliver(id = 'R1') {
        const run = await store.runs.get('T1', id);
        const attempt = run ? currentAttempt(run).no : 1;
        return job({ team: 'T1', kind: 'run', id, attempt }, { count: 1, signal: drain.signal });
      },
      repositories,
    };
  }

  return {
    store,
    files,
    paid,
    worker,
    start: (mode: 'quick' | 'standard' = 'quick') => store.runs.create(newRun('R1', { mode })),
    async run() {
      const run = await store.runs.get('T1', 'R1');
      if (!run) throw new TypeError('there is no run');
      return run;
    },
    async stage(id: string) {
      const stage = await store.stages.get('T1', 'R1', id);
      if (!stage) throw new TypeError(`there is no stage ${id}`);
      return stage;
    },
    stages: () => store.stages.list('T1', 'R1'),
    versions: (stage?: string) => store.versions.list('T1', 'R1', stage),
    /** Resolves once a call of that stage has reached the service. */
    async reached(stage: string) {
      while (!paid.includes(stage)) await setImmediate();
    },
    /** Resolves once the result of that stage is stored. */
    async stored(stage: string) {
      while ((await store.stages.get('T1', 'R1', stage))?.status !== 'done') await setImmediate();
    },
    async close() {
      await store.close();
    },
  };
}

export type ScriptedRun = Awaited<ReturnType<typeof openScriptedRun>>;
