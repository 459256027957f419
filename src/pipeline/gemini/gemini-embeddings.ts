import type { GoogleGenAI } from '@google/genai';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { type Log, silentLog } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Embeddings } from '../../domain/ports/embeddings.ts';
import { connect, type GeminiConnection } from './connection.ts';
import { createLadder, createRungMemory } from './ladder.ts';
import { defaultPatience, type Patience } from './pauses.ts';
import { createRetrying } from './retrying.ts';
import { createSlots } from './slots.ts';
import { unitLength } from './unit-length.ts';

export interface GeminiEmbeddingsOptions extends GeminiConnection {
  model?: string;
  dimension?: number;
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

const batches = (texts: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(texts.length / size) }, (_, index) => texts.slice(index * size, (index + 1) * size));

/**
 * Embeddings by Gemini. Each text is a content of its own, because the service makes one vector of a list of plain
 * strings; shortened vectors come unnormalised, so they are brought to unit length here.
 * Errors: `model_unavailable`, `model_quota`, `model_answer_unusable`, `cancelled`.
 */
export function createGeminiEmbeddings(options: GeminiEmbeddingsOptions): Embeddings {
  const { model = 'gemini-embedding-2', dimension = 768, clock, random, timeoutMs, log = silentLog } = options;
  const ai: GoogleGenAI = connect(options);
  const ladder = createLadder([model], createRungMemory(clock.monotonic));
  const patience = { ...defaultPatience, ...options.patience };
  const slots = createSlots(options.concurrency);
  const retrying = createRetrying({ slots, clock, random, timeoutMs, patience, log });

  async function embedBatch(texts: readonly string[], signal: AbortSignal): Promise<number[][]> {
    const answered = await retrying({
      stage: 'embedding',
      ladder,
      signal,
      send: (name, { abortSignal, httpOptions }) =>
        ai.models.embedContent({
          model: name,
          contents: texts.map((text) => ({ parts: [{ text }] })),
          config: { outputDimensionality: dimension, abortSignal, httpOptions },
        }),
    });
    const wire = WireVectors.safeParse(answered.garbled ? undefined : answered.value).data;
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
    embed: async (texts, signal) => {
      // The enterprise platform takes one content a call.
      const size = options.enterprise ? 1 : perRequest;
      const made = await Promise.all(batches(texts, size).map((batch) => embedBatch(batch, signal)));
      return made.flat();
    },
  };
}
