import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { type Log, silentLog } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Embeddings } from '../../domain/ports/embeddings.ts';
import { unitLength } from '../../domain/unit-length.ts';
import { connect, type GeminiConnection } from './connection.ts';
import { createLadder, createRungMemory } from './ladder.ts';
import { defaultPatience, type Patience } from './pauses.ts';
import { createRetrying } from './retrying.ts';
import { createSlots } from './slots.ts';
import { defaultPrices, type Prices, usageOf } from './usage.ts';

export interface GeminiEmbeddingsOptions extends GeminiConnection {
  model?: string;
  dimension?: number;
  prices?: Prices;
  concurrency: number;
  timeoutMs: number;
  clock: Pick<Clock, 'sleep' | 'monotonic'>;
  random: () => number;
  patience?: Partial<Patience>;
  log?: Log;
}

/** Of batchEmbedContents: https://ai.google.dev/api/embeddings */
const perRequest = 100;

const WireVectors = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

const tokenCount = z.int().min(0).optional().catch(undefined);
/** The developer API counts for the request, the enterprise platform for each text; both may leave it out. */
const WireTokens = z.object({
  usageMetadata: z.object({ promptTokenCount: tokenCount }).optional().catch(undefined),
  embeddings: z
    .array(z.object({ statistics: z.object({ tokenCount }).optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});
/** Where nobody counted; low on purpose, like the estimates of a budget. */
const bytesPerToken = 3;

function tokensOf(answer: unknown, texts: readonly string[]): number {
  const { usageMetadata, embeddings = [] } = WireTokens.safeParse(answer).data ?? {};
  const counted = embeddings.flatMap(({ statistics }) => statistics?.tokenCount ?? []);
  return (
    usageMetadata?.promptTokenCount ??
    (counted.length > 0
      ? counted.reduce((sum, count) => sum + count, 0)
      : Math.ceil(Buffer.byteLength(texts.join('')) / bytesPerToken))
  );
}

const batches = (texts: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(texts.length / size) }, (_, index) => texts.slice(index * size, (index + 1) * size));

/**
 * Embeddings by Gemini. Each text is a content of its own, because the service makes one vector of a list of plain
 * strings; shortened vectors come unnormalised, so they are brought to unit length here.
 * Errors: `model_unavailable`, `model_quota`, `model_answer_unusable`, `cancelled`.
 */
export function createGeminiEmbeddings(options: GeminiEmbeddingsOptions): Embeddings {
  const { model = 'gemini-embedding-2', dimension = 768, prices = defaultPrices } = options;
  const { clock, random, timeoutMs, log = silentLog } = options;
  const sdk = connect(options);
  const ladder = createLadder([model], createRungMemory(clock.monotonic));
  const patience = { ...defaultPatience, ...options.patience };
  const slots = createSlots(options.concurrency);
  const retrying = createRetrying({ slots, clock, random, timeoutMs, patience, log });

  async function embedBatch(
    texts: readonly string[],
    signal: AbortSignal,
    onUsage: Parameters<Embeddings['embed']>[2],
  ): Promise<number[][]> {
    const answered = await retrying({
      stage: 'embedding',
      ladder,
      signal,
      send: async (name, { abortSignal, httpOptions }) =>
        (await sdk()).models.embedContent({
          model: name,
          contents: texts.map((text) => ({ parts: [{ text }] })),
          config: { outputDimensionality: dimension, abortSignal, httpOptions },
        }),
    });
    const value: unknown = answered.garbled ? undefined : answered.value;
    const tokens = { prompt: tokensOf(value, texts), toolUse: 0, candidates: 0, thoughts: 0 };
    onUsage?.(usageOf({ model, grounded: false, searchQueries: 0, tokens }, prices), model);
    const wire = WireVectors.safeParse(value).data;
    const vectors = (wire?.embeddings ?? []).map(({ values }) => unitLength(values));
    if (vectors.length !== texts.length || vectors.some((vector) => vector?.length !== dimension)) {
      const details = { model, asked: texts.length, got: vectors.length };
      throw new AppError('model_answer_unusable', 'The model gave no usable answer.', { retryable: true, details });
    }
    return vectors as number[][];
  }

  return {
    model,
    dimension,
    embed: async (texts, signal, onUsage) => {
      // The enterprise platform takes one content a call.
      const size = options.enterprise ? 1 : perRequest;
      const made = await Promise.all(batches(texts, size).map((batch) => embedBatch(batch, signal, onUsage)));
      return made.flat();
    },
  };
}
