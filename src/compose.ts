import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import type { TerminalConfig } from './config.ts';
import { assembleBrief, type Brief } from './domain/brief.ts';
import { AppError } from './domain/errors.ts';
import type { Files } from './domain/ports/files.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import { SellerProfile } from './domain/seller.ts';
import type { Log } from './log.ts';
import { createRedirectResolver } from './pipeline/evidence/redirects.ts';
import { createModelClient } from './pipeline/gemini/client.ts';
import { inTableOrder } from './pipeline/plan.ts';
import type { Workbench } from './pipeline/stage-spec.ts';
import { stageTable } from './pipeline/stages.ts';
import { createRenderer } from './render/renderer.ts';
import { openEmbedded } from './storage/embedded/open-embedded.ts';
import { createRepositories } from './storage/repositories/repositories.ts';

/** Embedded storage in a folder: documents, files, queue and the repositories on them. */
export function composeStorage(config: TerminalConfig, log: Log, folder = '.') {
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
): Workbench & { close: () => Promise<void> } {
  const renderer = createRenderer({ ...(config.CHROME_PATH !== undefined && { chromePath: config.CHROME_PATH }), log });
  const resolver = createRedirectResolver({ log });
  const model = createModelClient({
    ...(config.GOOGLE_GENAI_USE_ENTERPRISE
      ? { enterprise: { project: config.GOOGLE_CLOUD_PROJECT ?? '', location: config.GOOGLE_CLOUD_LOCATION } }
      : { apiKey: config.GEMINI_API_KEY ?? '' }),
    ...(config.GOOGLE_GEMINI_BASE_URL !== undefined && { baseUrl: config.GOOGLE_GEMINI_BASE_URL }),
    ladders: { fast: config.GEMINI_MODELS_FAST, strong: config.GEMINI_MODELS_STRONG },
    concurrency: config.GEMINI_CONCURRENCY,
    timeoutMs: config.GEMINI_TIMEOUT_SECONDS * 1000,
    clock: systemClock,
    random: Math.random,
    log,
  });
  return {
    model,
    resolveChunks: resolver.resolveChunks,
    renderer,
    files,
    now: systemClock.now,
    close: () => renderer.close(),
  };
}

/** The ladders as text, part of every stage's fingerprint. */
export const modelNames = (config: Pick<TerminalConfig, 'GEMINI_MODELS_FAST' | 'GEMINI_MODELS_STRONG'>): string =>
  `${config.GEMINI_MODELS_FAST.join(',')};${config.GEMINI_MODELS_STRONG.join(',')}`;

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
    return assembleBrief({ run, stages: inTableOrder(stageTable, records), evidence: answers, seller });
  };
