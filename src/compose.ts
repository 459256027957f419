import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newId, systemClock } from './clock.ts';
import type { TerminalConfig } from './config.ts';
import { assembleBrief, type Brief } from './domain/brief.ts';
import { AppError } from './domain/errors.ts';
import type { Embeddings } from './domain/ports/embeddings.ts';
import type { Files } from './domain/ports/files.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import { SellerProfile } from './domain/seller.ts';
import type { Log } from './log.ts';
import type { BudgetSettings } from './pipeline/budget/run-budget.ts';
import { withConflicts } from './pipeline/comparison/with-conflicts.ts';
import { createRedirectResolver } from './pipeline/evidence/redirects.ts';
import { createModelClient } from './pipeline/gemini/client.ts';
import type { GeminiConnection } from './pipeline/gemini/connection.ts';
import { createDeepResearch } from './pipeline/gemini/deep-research.ts';
import { createGeminiEmbeddings } from './pipeline/gemini/gemini-embeddings.ts';
import { createLexicalEmbeddings } from './pipeline/gemini/lexical-embeddings.ts';
import { defaultPrices, type Prices } from './pipeline/gemini/usage.ts';
import { inTableOrder } from './pipeline/plan.ts';
import type { Workbench } from './pipeline/stage-spec.ts';
import { stageTable } from './pipeline/stages.ts';
import { createRenderer } from './render/renderer.ts';
import { openEmbedded } from './storage/embedded/open-embedded.ts';
import { createRepositories } from './storage/repositories/repositories.ts';

/** Embedded storage in a folder: documents, files, queue and the repositories on them. */
export function composeStorage(
  config: Pick<TerminalConfig, 'DATA_DIR' | 'LEASE_SECONDS' | 'SELLER_PROFILE'>,
  log: Log,
  folder = '.',
) {
  const embedded = openEmbedded({
    dataDir: join(config.DATA_DIR, folder),
    clock: systemClock,
    onError: (error) => log.error({ err: error }, 'storage'),
  });
  const seller = config.SELLER_PROFILE === undefined ? undefined : readSeller(config.SELLER_PROFILE);
  const repositories = createRepositories({
    documents: embedded.documents,
    clock: systemClock,
    leaseSeconds: config.LEASE_SECONDS,
    newId,
    ...(seller && { seller }),
  });
  return { ...embedded, repositories };
}

/** Error: `invalid_configuration`, with what is wrong in the file. */
function readSeller(path: string): SellerProfile {
  try {
    return SellerProfile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it cannot be read as JSON';
    throw new AppError('invalid_configuration', `SELLER_PROFILE: ${path}: ${problem}`, { cause });
  }
}

/** What stages work with. Close it to end the browser. */
export function composeBench(
  config: TerminalConfig,
  files: Files,
  log: Log,
  repositories: Repositories,
): Workbench & { close: () => Promise<void> } {
  const renderer = createRenderer({ ...(config.CHROME_PATH !== undefined && { chromePath: config.CHROME_PATH }), log });
  const resolver = createRedirectResolver({ log });
  const connection = connectionOf(config);
  const timeoutMs = config.GEMINI_TIMEOUT_SECONDS * 1000;
  const model = createModelClient({
    ...connection,
    ladders: laddersOf(config),
    prices: pricesOf(config),
    concurrency: config.GEMINI_CONCURRENCY,
    timeoutMs,
    clock: systemClock,
    random: Math.random,
    log,
  });
  return {
    model,
    deep: {
      research: createDeepResearch({ ...connection, agent: config.GEMINI_DEEP_RESEARCH_AGENT, timeoutMs, log }),
      pollMilliseconds: config.DEEP_RESEARCH_POLL_SECONDS * 1000,
      limitMilliseconds: config.DEEP_RESEARCH_MINUTES * 60_000,
    },
    resolveChunks: resolver.resolveChunks,
    renderer,
    files,
    now: systemClock.now,
    lasting: {
      repositories,
      embeddings: composeEmbeddings(config, log),
      reuseMilliseconds: config.EVIDENCE_REUSE_HOURS * 60 * 60 * 1000,
    },
    close: () => renderer.close(),
  };
}

type ModelConfig = Pick<
  TerminalConfig,
  | 'GOOGLE_GENAI_USE_ENTERPRISE'
  | 'GOOGLE_CLOUD_PROJECT'
  | 'GOOGLE_CLOUD_LOCATION'
  | 'GEMINI_API_KEY'
  | 'GOOGLE_GEMINI_BASE_URL'
  | 'EMBEDDINGS'
  | 'GEMINI_EMBEDDING_MODEL'
  | 'GEMINI_CONCURRENCY'
  | 'GEMINI_TIMEOUT_SECONDS'
>;

const connectionOf = (config: ModelConfig): GeminiConnection => ({
  ...(config.GOOGLE_GENAI_USE_ENTERPRISE
    ? { enterprise: { project: config.GOOGLE_CLOUD_PROJECT ?? '', location: config.GOOGLE_CLOUD_LOCATION } }
    : { apiKey: config.GEMINI_API_KEY ?? '' }),
  ...(config.GOOGLE_GEMINI_BASE_URL !== undefined && { baseUrl: config.GOOGLE_GEMINI_BASE_URL }),
});

/** Gemini's where Gemini is configured, unless shared words were asked for. */
export function composeEmbeddings(config: ModelConfig, log: Log): Embeddings {
  const hasGemini = config.GEMINI_API_KEY !== undefined || config.GOOGLE_GENAI_USE_ENTERPRISE;
  if ((config.EMBEDDINGS ?? (hasGemini ? 'gemini' : 'lexical')) === 'lexical') return createLexicalEmbeddings();
  return createGeminiEmbeddings({
    ...connectionOf(config),
    model: config.GEMINI_EMBEDDING_MODEL,
    concurrency: config.GEMINI_CONCURRENCY,
    timeoutMs: config.GEMINI_TIMEOUT_SECONDS * 1000,
    clock: systemClock,
    random: Math.random,
    log,
  });
}

const laddersOf = ({ GEMINI_MODELS_FAST: fast, GEMINI_MODELS_STRONG: strong }: TerminalConfig) => ({ fast, strong });

function pricesOf({ GEMINI_PRICES: { default: usual, ...byModel } }: TerminalConfig): Prices {
  return { default: usual ?? defaultPrices.default, byModel };
}

/** What one run may use. */
export const composeBudget = (config: TerminalConfig): BudgetSettings => ({
  limits: {
    searchQueries: config.MAX_SEARCH_QUERIES_PER_RUN,
    tokens: config.MAX_TOKENS_PER_RUN,
    costUsd: config.MAX_COST_PER_RUN_USD,
  },
  prices: pricesOf(config),
  ladders: laddersOf(config),
});

/** The ladders and the agent as text, part of every stage's fingerprint. */
export const modelNames = (
  config: Pick<TerminalConfig, 'GEMINI_MODELS_FAST' | 'GEMINI_MODELS_STRONG' | 'GEMINI_DEEP_RESEARCH_AGENT'>,
): string =>
  [config.GEMINI_MODELS_FAST.join(','), config.GEMINI_MODELS_STRONG.join(','), config.GEMINI_DEEP_RESEARCH_AGENT].join(
    ';',
  );

/** Everything a run has found and made so far. Error: `not_found`. */
export const briefReader =
  ({ runs, stages, evidence, settings }: Repositories) =>
  async (team: string, id: string): Promise<Brief> => {
    const run = await runs.get(team, id);
    if (!run) throw new AppError('not_found', 'There is no such run.');
    const [records, answers, seller] = await Promise.all([
      stages.list(team, id),
      evidence.list(team, id),
      settings.seller(team),
    ]);
    return withConflicts(assembleBrief({ run, stages: inTableOrder(stageTable, records), evidence: answers, seller }));
  };
