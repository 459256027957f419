import type { Usage } from '../../domain/evidence.ts';
import type { GroundedCall } from '../model.ts';
import { createModelClient, type ModelClientOptions } from './client.ts';
import { createFakeClock } from './fake-clock.ts';
import { type Script, startScriptedServer } from './scripted-server.ts';

const open: { close(): Promise<void> }[] = [];

/** For `afterEach`: closes what `scriptedClient` has started. */
export async function closeScripted(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

/** For tests: a client in front of a scripted server. `random` is one half. */
export async function scriptedClient(script: Script, options: Partial<ModelClientOptions> = {}) {
  const server = await startScriptedServer(script);
  open.push(server);
  const clock = createFakeClock();
  const client = createModelClient({
    baseUrl: server.url,
    apiKey: 'key-of-the-test',
    ladders: { fast: ['fast-1', 'fast-2'], strong: ['strong-1', 'strong-2'] },
    concurrency: 4,
    timeoutMs: 5_000,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { client, server, clock };
}

/** For tests: a call and what was reported about it. */
export function recordedCall(change: Partial<GroundedCall> = {}) {
  const usages: Usage[] = [];
  const models: string[] = [];
  const waits: number[] = [];
  const call: GroundedCall = {
    stage: 'facet.news',
    tier: 'fast',
    prompt: { system: 'Rules.', text: 'What is new?' },
    signal: new AbortController().signal,
    onUsage: (usage, model) => {
      usages.push(usage);
      models.push(model);
    },
    onWait: (milliseconds) => waits.push(milliseconds),
    ...change,
  };
  return { call, usages, models, waits };
}

/** For tests: what a promise was rejected with. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new TypeError('it was expected to fail');
    },
    (error: unknown) => error,
  );
