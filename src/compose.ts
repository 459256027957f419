import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { composeRepositories } from './compose-repositories.ts';
import type { TerminalConfig } from './config.ts';
import type { Embeddings } from './domain/ports/embeddings.ts';
import type { Files } from './domain/ports/files.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import type { Log } from './log.ts';
import type { BudgetSettings } from './pipeline/budget/run-budget.ts';
import { createRedirectResolver } from './pipeline/evidence/redirects.ts';
import { createModelClient } from './pipeline/gemini/client.ts';
import type { GeminiConnection } from './pipeline/gemini/connection.ts';
import { createDeepResearch } from './pipeline/gemini/deep-research.ts';
import { createGeminiEmbeddings } from './pipeline/gemini/gemini-embeddings.ts';
import { createLexicalEmbeddings } from './pipeline/gemini/lexical-embeddings.ts';
import { pricesOf, usageOf } from './pipeline/gemini/usage.ts';
import type { Workbench } from './pipeline/stage-spec.ts';
import { createRenderer } from './render/renderer.ts';
import { openEmbedded } from './storage/embedded/open-embedded.ts';
import { createVertexEmbeddings } from './storage/gcp/vertex-embeddings.ts';

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
  return { ...embedded, repositories: composeRepositories(config, embedded) };
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
    prices: pricesOf(config.GEMINI_PRICES),
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
export function composeEmbeddings(
  config: ModelConfig & Partial<Pick<TerminalConfig, 'GEMINI_PRICES'>>,
  log: Log,
): Embeddings {
  const hasGemini = config.GEMINI_API_KEY !== undefined || config.GOOGLE_GENAI_USE_ENTERPRISE;
  const chosen = config.EMBEDDINGS ?? (hasGemini ? 'gemini' : 'lexical');
  if (chosen === 'lexical') return createLexicalEmbeddings();
  const model = config.GEMINI_EMBEDDING_MODEL;
  const prices = pricesOf(config.GEMINI_PRICES);
  const limits = { concurrency: config.GEMINI_CONCURRENCY, timeoutMs: config.GEMINI_TIMEOUT_SECONDS * 1000 };
  if (chosen === 'vertex') {
    return createVertexEmbeddings({
      ...limits,
      projectId: config.GOOGLE_CLOUD_PROJECT ?? '',
      location: config.GOOGLE_CLOUD_LOCATION,
      model,
      clock: systemClock,
      usageOf: (prompt) =>
        usageOf(
          { model, grounded: false, searchQueries: 0, tokens: { prompt, toolUse: 0, candidates: 0, thoughts: 0 } },
          prices,
        ),
    });
  }
  return createGeminiEmbeddings({
    ...connectionOf(config),
    ...limits,
    model,
    prices,
    clock: systemClock,
    random: Math.random,
    log,
  });
}

const laddersOf = ({ GEMINI_MODELS_FAST: fast, GEMINI_MODELS_STRONG: strong }: TerminalConfig) => ({ fast, strong });

/** What one run may use. */
export const composeBudget = (config: TerminalConfig): BudgetSettings => ({
  limits: {
    searchQueries: config.MAX_SEARCH_QUERIES_PER_RUN,
    tokens: config.MAX_TOKENS_PER_RUN,
    costUsd: config.MAX_COST_PER_RUN_USD,
  },
  prices: pricesOf(config.GEMINI_PRICES),
  ladders: laddersOf(config),
});

/** The ladders and the agent as text, part of every stage's fingerprint. */
export const modelNames = (
  config: Pick<TerminalConfig, 'GEMINI_MODELS_FAST' | 'GEMINI_MODELS_STRONG' | 'GEMINI_DEEP_RESEARCH_AGENT'>,
): string =>
  [config.GEMINI_MODELS_FAST.join(','), config.GEMINI_MODELS_STRONG.join(','), config.GEMINI_DEEP_RESEARCH_AGENT].join(
    ';',
  );
