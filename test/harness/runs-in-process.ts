import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeenRequest } from '../../simulator/gemini/seen-requests.ts';
import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { briefReader } from '../../src/brief-reader.ts';
import { newId, systemClock } from '../../src/clock.ts';
import { composeBench, composeBudget, composeStorage, modelNames } from '../../src/compose.ts';
import { readConfig, TerminalConfig } from '../../src/config.ts';
import type { Brief } from '../../src/domain/brief.ts';
import type { Files } from '../../src/domain/ports/files.ts';
import type { Renderer } from '../../src/domain/ports/renderer.ts';
import type { NewRun } from '../../src/domain/ports/repositories.ts';
import { currentAttempt, type Run, type RunRequest } from '../../src/domain/run.ts';
import type { StageRecord } from '../../src/domain/stage.ts';
import { teamVisible } from '../../src/domain/visibility.ts';
import { createLog } from '../../src/log.ts';
import type { ModelClient } from '../../src/pipeline/model.ts';
import { createRunJob } from '../../src/pipeline/run-job.ts';
import type { Lasting, StageSpec, Workbench } from '../../src/pipeline/stage-spec.ts';
import { stageTable } from '../../src/pipeline/stages.ts';
import { onePagerHtml } from '../../src/render/one-pager/one-pager-html.ts';
import { reportHtml } from '../../src/render/report/report-html.ts';

export interface RunsInProcessOptions {
  env?: Record<string, string>;
  gemini?: GeminiSimulatorOptions;
  /** `html`: the real documents, without fonts and without a browser. Default: a page that says nothing. */
  documents?: 'none' | 'html';
}

export type BenchChange = (bench: Workbench) => Partial<Workbench>;

export interface Alone {
  /** Stands between the pipeline and the model. */
  wrap?: (model: ModelClient) => ModelClient;
  /** Lays down what the team knows before, and adds to the request. */
  prepare?: (team: string, lasting: Lasting) => Promise<Partial<RunRequest>>;
  table?: readonly StageSpec[];
}

export interface Ran {
  run: Run;
  stages: StageRecord[];
  brief: Brief;
  /** Every document that was rendered, as HTML. */
  html: string[];
}

/**
 * Whole runs of the real pipeline on embedded storage in a folder of its own, against the simulated model on a port of
 * its own, without a browser. Close it.
 */
export async function openRuns({ env = {}, gemini: simulated = {}, documents = 'none' }: RunsInProcessOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  const gemini = await startGeminiSimulator(simulated);
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
  const files = memoryFiles();
  const composed = composeBench(config, files, log, repositories);
  const renderer = documents === 'html' ? htmlOnly(composed.renderer) : blankPages;

  async function work(
    run: Run,
    change: BenchChange = () => ({}),
    table: readonly StageSpec[] = stageTable,
  ): Promise<{ run: Run; seen: SeenRequest[] }> {
    const before = gemini.requests.length;
    const bench: Workbench = { ...composed, renderer };
    const job = createRunJob({
      repositories,
      table,
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

  const brief = (run: Run) => briefReader(repositories)(run.team, run.id);

  return {
    gemini,
    repositories,
    work,
    brief,
    /** Starts a quick run of one team and works it off. */
    async research(more: Partial<NewRun> = {}, change?: BenchChange) {
      const id = newId();
      const { run } = await repositories.runs.create({
        ...{ id, team: 'T1', channel: `C-${id}`, visibility: 'team', createdBy: 'U1', mode: 'quick' },
        ...{ companyName: 'Maersk', domain: 'maersk.com', focus: '', salesHistory: '', wanted: [] },
        ...more,
      });
      return work(run, change);
    },
    /** One whole run in a team of its own: no run remembers another. */
    async alone(request: RunRequest, { wrap = (model) => model, prepare, table }: Alone = {}): Promise<Ran> {
      const id = newId();
      const team = `T${id}`;
      if (!composed.lasting) throw new TypeError('the bench has no memory');
      const more = await prepare?.(team, composed.lasting);
      const { run } = await repositories.runs.create({
        ...{ ...request, ...more, id, team },
        ...{ channel: `test-${id}`, visibility: teamVisible, createdBy: 'test' },
      });
      const { run: ended } = await work(run, ({ model }) => ({ model: wrap(model) }), table);
      const stages = await repositories.stages.list(team, id);
      return { run: ended, stages, brief: await brief(ended), html: files.texts(`teams/${team}/`) };
    },
    async close() {
      await composed.close();
      await storage.close();
      await gemini.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type Runs = Awaited<ReturnType<typeof openRuns>>;

function memoryFiles(): Files & { texts(prefix: string): string[] } {
  const stored = new Map<string, { content: Uint8Array; mimeType: string }>();
  return {
    put: async (key, content, mimeType) => void stored.set(key, { content, mimeType }),
    get: async (key) => stored.get(key),
    delete: async (key) => void stored.delete(key),
    deleteBelow: async (prefix) => {
      for (const key of stored.keys()) if (key.startsWith(prefix)) stored.delete(key);
    },
    list: async (prefix) => [...stored.keys()].filter((key) => key.startsWith(prefix)),
    texts: (prefix) =>
      [...stored].flatMap(([key, { content }]) => (key.startsWith(prefix) ? [new TextDecoder().decode(content)] : [])),
  };
}

const page = async () => ({ html: '<p>Document</p>', notes: [] });
const blankPages: Renderer = {
  ...{ onePager: page, report: page, accountPlan: page },
  markdown: () => '',
  close: async () => {},
};

const htmlOnly = (real: Renderer): Renderer => ({
  ...real,
  onePager: async (brief, onePager) => ({
    html: await onePagerHtml(brief, onePager, { scale: 1, sourcesPerClaim: Infinity, fontFaces: '' }),
    notes: [],
  }),
  report: async (brief) => ({ html: await reportHtml(brief, ''), notes: [] }),
});

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
