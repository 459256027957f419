import { type Log, silentLog } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ModelClient, Tier } from '../model.ts';
import { createAsk } from './ask.ts';
import { connect, type GeminiConnection } from './connection.ts';
import { askGrounded } from './grounded.ts';
import { createLadder, createRungMemory } from './ladder.ts';
import { defaultPatience, type Patience } from './pauses.ts';
import { createRetrying } from './retrying.ts';
import { createSlots } from './slots.ts';
import { askStructured } from './structured.ts';
import { defaultPrices, type Prices } from './usage.ts';

export interface ModelClientOptions extends GeminiConnection {
  /** Names of models, best first; the next one is tried when one is not there. */
  ladders: Record<Tier, readonly string[]>;
  /** Requests under way at a time, over all calls of this client. */
  concurrency: number;
  /** Of one request, in milliseconds. */
  timeoutMs: number;
  clock: Pick<Clock, 'sleep' | 'monotonic'>;
  /** From 0 up to 1. */
  random: () => number;
  prices?: Prices;
  patience?: Partial<Patience>;
  log?: Log;
}

/**
 * The model client on Gemini. Everything it shares (slots, missing models, pauses for quota) lives as long as the
 * client, so a process makes one. Throws `invalid_configuration` without a key, project or other server.
 */
export function createModelClient(options: ModelClientOptions): ModelClient {
  const { clock, random, timeoutMs, ladders, log = silentLog } = options;
  const memory = createRungMemory(clock.monotonic);
  const ask = createAsk({
    sdk: connect(options),
    retrying: createRetrying({
      slots: createSlots(options.concurrency),
      clock,
      random,
      timeoutMs,
      patience: { ...defaultPatience, ...options.patience },
      log,
    }),
    ladders: { fast: createLadder(ladders.fast, memory), strong: createLadder(ladders.strong, memory) },
    prices: options.prices ?? defaultPrices,
    log,
  });
  return {
    grounded: (call) => askGrounded(ask, call),
    structured: (call) => askStructured(ask, call, log),
  };
}
