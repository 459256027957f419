import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { newId, systemClock } from '../../src/clock.ts';
import { briefReader, composeBench, composeBudget, composeStorage, modelNames } from '../../src/compose.ts';
import { readConfig, TerminalConfig } from '../../src/config.ts';
import type { Brief } from '../../src/domain/brief.ts';
import type { Files } from '../../src/domain/ports/files.ts';
import type { Progress } from '../../src/domain/ports/progress.ts';
import type { Renderer } from '../../src/domain/ports/renderer.ts';
import type { Run, RunRequest } from '../../src/domain/run.ts';
import type { StageRecord } from '../../src/domain/stage.ts';
import { teamVisible } from '../../src/domain/visibility.ts';
import { createLog } from '../../src/log.ts';
import type { ModelClient } from '../../src/pipeline/model.ts';
import { createRunJob } from '../../src/pipeline/run-job.ts';
import type { Lasting } from '../../src/pipeline/stage-spec.ts';
import { stageTable } from '../../src/pipeline/stages.ts';
import { onePagerHtml } from '../../src/render/one-pager/one-pager-html.ts';
import { reportHtml } from '../../src/render/report/report-html.ts';

export interface Ran {
  run: Run;
  stages: StageRecord[];
  brief: Brief;
  /** Every document that was rendered, as HTML. */
  html: string[];
}

export interface InProcess {
  /**
   * One whole run of the real pipeline against the simulated model, in a team of its own; `wrap` stands between the two,
   * `prepare` lays down what the team knows before and adds to the request.
   */
  run(
    request: RunRequest,
    wrap?: (model: ModelClient) => ModelClient,
    prepare?: (team: string, lasting: Lasting) => Promise<Partial<RunRequest>>,
  ): Promise<Ran>;
  close(): Promise<void>;
}

const nobody: Progress = {
  open: () => Promise.resolve({ ok: true }),
  changed: () => {},
  settle: () => Promise.resolve(),
};

function memoryFiles(): Files & { texts(): string[] } {
  const stored = new Map<string, { content: Uint8Array; mimeType: string }>();
  return {
    put: async (key, content, mimeType) => void stored.set(key, { content, mimeType }),
    get: async (key) => stored.get(key),
    delete: async (key) => void stored.delete(key),
    deleteBelow: async (prefix) => {
      for (const key of stored.keys()) if (key.startsWith(prefix)) stored.delete(key);
    },
    list: async (prefix) => [...stored.keys()].filter((key) => key.startsWith(prefix)),
    texts: () => [...stored.values()].map(({ content }) => new TextDecoder().decode(content)),
  };
}

/** The real documents without fonts and without a browser. */
const htmlOnly = (real: Renderer): Renderer => ({
  ...real,
  onePager: async (brief, onePager) => ({
    html: await onePagerHtml(brief, onePager, { scale: 1, sourcesPerClaim: Infinity, fontFaces: '' }),
    notes: [],
  }),
  report: async (brief) => ({ html: await reportHtml(brief, ''), notes: [] }),
});

/** Storage in a folder of its own, the simulated model on a port of its own, no browser. Close it. */
export async function openInProcess(options: GeminiSimulatorOptions = {}): Promise<InProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'in-process-'));
  const gemini = await startGeminiSimulator(options);
  const config = readConfig(TerminalConfig, {
    GEMINI_API_KEY: 'simulated',
    GOOGLE_GEMINI_BASE_URL: gemini.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    GEMINI_CONCURRENCY: '32',
    // Every run asks for itself.
    EVIDENCE_REUSE_HOURS: '0',
  });
  const log = createLog('silent');
  const storage = composeStorage(config, log);

  return {
    async run(request, wrap = (model) => model, prepare = () => Promise.resolve({})) {
      const id = newId();
      // A team of its own: no run remembers another.
      const team = `T${id}`;
      const files = memoryFiles();
      const composed = composeBench(config, files, log, storage.repositories);
      const bench = { ...composed, model: wrap(composed.model), renderer: htmlOnly(composed.renderer) };
      if (!composed.lasting) throw new TypeError('the bench has no memory');
      const more = await prepare(team, composed.lasting);
      const channel = `test-${id}`;
      await storage.repositories.runs.create({
        ...request,
        ...more,
        id,
        team,
        channel,
        visibility: teamVisible,
        createdBy: 'test',
      });
      const job = createRunJob({
        repositories: storage.repositories,
        table: stageTable,
        bench,
        progress: nobody,
        models: modelNames(config),
        budget: composeBudget(config),
        owner: 'test',
        leaseSeconds: config.LEASE_SECONDS,
        clock: systemClock,
        newId,
        log,
      });
      await job({ team, kind: 'run', id, attempt: 1 }, { count: 1, signal: new AbortController().signal });
      await composed.close();
      const run = await storage.repositories.runs.get(team, id);
      if (!run) throw new TypeError('the run has disappeared');
      const stages = await storage.repositories.stages.list(team, id);
      return { run, stages, brief: await briefReader(storage.repositories)(team, id), html: files.texts() };
    },
    async close() {
      await storage.close();
      await gemini.close();
      await rm(folder, { recursive: true });
    },
  };
}
