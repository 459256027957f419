import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeenRequest } from '../../simulator/gemini/seen-requests.ts';
import { startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { newId, systemClock } from '../../src/clock.ts';
import { briefReader, composeBench, composeBudget, composeStorage, modelNames } from '../../src/compose.ts';
import { readConfig, TerminalConfig } from '../../src/config.ts';
import type { NewRun } from '../../src/domain/ports/repositories.ts';
import { currentAttempt, type Run } from '../../src/domain/run.ts';
import { createLog } from '../../src/log.ts';
import { createRunJob } from '../../src/pipeline/run-job.ts';
import type { Workbench } from '../../src/pipeline/stage-spec.ts';
import { stageTable } from '../../src/pipeline/stages.ts';

const document = { html: '<p>Document</p>', notes: [] };

export interface RunsInProcessOptions {
  env?: Record<string, string>;
}

export type BenchChange = (bench: Workbench) => Partial<Workbench>;

/**
 * Whole runs of the real pipeline on embedded storage against the simulated model on a port of its own; documents are
 * not rendered. `seenIn` gives the prompts that reached the server for a run.
 */
export async function openRuns({ env = {} }: RunsInProcessOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  const gemini = await startGeminiSimulator({ latency: 'none' });
  const config = readConfig(TerminalConfig, {
    GEMINI_API_KEY: 'simulated',
    GOOGLE_GEMINI_BASE_URL: gemini.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    GEMINI_CONCURRENCY: '32',
    ...env,
  });
  const log = createLog('silent');
  const storage = composeStorage(config, log);
  const { repositories } = storage;
  const composed = composeBench(config, storage.files, log, repositories);

  async function work(run: Run, change: BenchChange = () => ({})): Promise<{ run: Run; seen: SeenRequest[] }> {
    const before = gemini.requests.length;
    const bench: Workbench = {
      ...composed,
      renderer: {
        onePager: async () => document,
        report: async () => document,
        accountPlan: async () => document,
        markdown: () => '',
        close: async () => {},
      },
    };
    const job = createRunJob({
      repositories,
      table: stageTable,
      bench: { ...bench, ...change(bench) },
      progress: { open: async () => ({ ok: true }), changed: () => {}, settle: async () => {} },
      models: modelNames(config),
      budget: composeBudget(config),
      owner: 'test',
      leaseSeconds: config.LEASE_SECONDS,
      clock: systemClock,
      newId,
      log,
    });
    const { team, id } = run;
    await job(
      { team, kind: 'run', id, attempt: currentAttempt(run).no },
      { count: 1, signal: new AbortController().signal },
    );
    const ended = await repositories.runs.get(team, id);
    if (!ended) throw new TypeError('the run has disappeared');
    return { run: ended, seen: gemini.requests.slice(before) };
  }

  return {
    gemini,
    repositories,
    work,
    /** Starts a quick run and works it off. */
    async research(more: Partial<NewRun> = {}, change?: BenchChange) {
      const id = newId();
      const { run } = await repositories.runs.create({
        ...{ id, team: 'T1', channel: `C-${id}`, visibility: 'team', createdBy: 'U1', mode: 'quick' },
        ...{ companyName: 'Maersk', domain: 'maersk.com', focus: '', salesHistory: '', wanted: [] },
        ...more,
      });
      return work(run, change);
    },
    brief: (run: Run) => briefReader(repositories)(run.team, run.id),
    async close() {
      await composed.close();
      await storage.close();
      await gemini.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type Runs = Awaited<ReturnType<typeof openRuns>>;

/** Stages whose prompts hold a text. */
export const stagesWith = (seen: readonly SeenRequest[], text: string): string[] =>
  seen.flatMap(({ prompt, stage }) => (prompt?.includes(text) && stage !== undefined ? [stage] : [])).sort();

/** Lets the search find one sentence more in the news. */
export const alsoInTheNews =
  (sentence: string): BenchChange =>
  ({ model }) => ({
    model: {
      ...model,
      async grounded(call) {
        const answer = await model.grounded(call);
        if (call.stage !== 'facet.news') return answer;
        const part = answer.parts.length;
        const endIndex = new TextEncoder().encode(sentence).length;
        return {
          ...answer,
          parts: [...answer.parts, sentence],
          supports: [...answer.supports, { part, startIndex: 0, endIndex, text: sentence, chunkIndices: [0] }],
        };
      },
    },
  });
