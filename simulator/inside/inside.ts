import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { EmbeddedConfig } from '../../src/config.ts';
import type { Documents } from '../../src/domain/ports/documents.ts';
import type { Repositories } from '../../src/domain/ports/repositories.ts';
import type { Run } from '../../src/domain/run.ts';
import { pricesOf } from '../../src/pipeline/gemini/usage.ts';
import { openEmbeddedDocuments } from '../../src/storage/embedded/documents.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import type { SeenRequest } from '../gemini/seen-requests.ts';
import { type Brought, broughtBy } from './brought.ts';
import { newestRuns, readRun, type SeenRun } from './seen-runs.ts';

/** What the inspector sees of the app from inside: what it stored, and what its calls of Gemini brought. Only read. */
export interface Inside {
  runs(team: string): Promise<Run[]>;
  run(team: string, id: string): Promise<SeenRun | undefined>;
  brought(call: SeenRequest): Brought | undefined;
  close(): Promise<void>;
}

/** The storage is opened when it is first looked at; the app has made it by then. */
export function openInside({ dataDir, env }: { dataDir: string; env: NodeJS.ProcessEnv }): Inside {
  let documents: Documents | undefined;
  const stored = (): Repositories => {
    documents ??= openEmbeddedDocuments({ file: join(dataDir, 'documents.sqlite'), clock: systemClock });
    return createRepositories({ documents, clock: systemClock, leaseSeconds: 30 });
  };
  // Where it is wrong, the app itself says so and ends.
  const prices = pricesOf(EmbeddedConfig.shape.GEMINI_PRICES.safeParse(env.GEMINI_PRICES).data);
  return {
    runs: (team) => newestRuns(stored(), team),
    run: (team, id) => readRun(stored(), team, id),
    brought: (call) => broughtBy(call, prices),
    close: async () => documents?.close(),
  };
}
