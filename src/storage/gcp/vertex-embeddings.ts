import type { PredictionServiceClient } from '@google-cloud/aiplatform/build/src/v1/prediction_service_client.js';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/evidence.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Embeddings } from '../../domain/ports/embeddings.ts';
import { unitLength } from '../../domain/unit-length.ts';

export interface VertexEmbeddingsOptions {
  projectId: string;
  /** `global`, or a region such as `europe-west1`. */
  location: string;
  model: string;
  dimension?: number;
  /** Texts under way at once: the service takes one a call. */
  concurrency: number;
  timeoutMs: number;
  /** What an answered request used. */
  usageOf(tokens: number): Usage;
  /** Another server with the same API, reached without credentials. */
  endpoint?: string;
  clock: Pick<Clock, 'sleep'>;
}

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const grpc = { deadlineExceeded: 4, resourceExhausted: 8, internal: 13, unavailable: 14 } as const;
const passing: readonly unknown[] = [grpc.deadlineExceeded, grpc.resourceExhausted, grpc.internal, grpc.unavailable];

/** Between tries of what may pass; after the last one it is given up. */
const pauses = [500, 1000, 2000, 4000, 8000];

/** Where nobody counted; low on purpose, like the estimates of a budget. */
const bytesPerToken = 3;

interface Embedded {
  values: number[];
  tokens: number | undefined;
}

const Count = z.coerce.number().int().min(0).optional().catch(undefined);
const EmbedContentAnswer = z
  .object({
    embedding: z.object({ values: z.array(z.number()) }),
    usageMetadata: z.object({ promptTokenCount: Count }).nullish().catch(undefined),
  })
  .transform(
    ({ embedding, usageMetadata }): Embedded => ({
      values: embedding.values,
      tokens: usageMetadata?.promptTokenCount,
    }),
  );

/** google.protobuf.Value, as far as it is needed: https://protobuf.dev/reference/protobuf/google.protobuf/#value */
const member = <T extends z.ZodType>(name: string, value: T) =>
  z
    .object({ structValue: z.object({ fields: z.object({ [name]: value }) }) })
    .transform(({ structValue }): z.output<T> => structValue.fields[name] as z.output<T>);
const numberValue = z.object({ numberValue: z.number() }).transform((value) => value.numberValue);
const numberList = z
  .object({ listValue: z.object({ values: z.array(numberValue) }) })
  .transform(({ listValue }) => listValue.values);
const Values = member('embeddings', member('values', numberList));
const Tokens = member('embeddings', member('statistics', member('token_count', numberValue)));
const PredictAnswer = z
  .object({ predictions: z.array(z.unknown()).min(1) })
  .transform(({ predictions: [first] }, context): Embedded => {
    const values = Values.safeParse(first);
    if (values.success) return { values: values.data, tokens: Tokens.safeParse(first).data };
    context.addIssue({ code: 'custom', message: 'no vector' });
    return z.NEVER;
  });

/** Newer models have a method of their own; the older ones are asked like any model that predicts. */
const isAskedByContent = (model: string): boolean => model.includes('gemini') && model !== 'gemini-embedding-001';

/**
 * Embeddings by Vertex AI with the account of the process. The client (50 MB) is loaded with the first text.
 * Errors: `model_unavailable`, `model_quota`, `model_answer_unusable`, `cancelled`.
 */
export function createVertexEmbeddings(options: VertexEmbeddingsOptions): Embeddings {
  const { model, dimension = 768, clock } = options;
  const path = `projects/${options.projectId}/locations/${options.location}/publishers/google/models/${model}`;
  // Its own repetitions cannot be stopped; ours can.
  const call = { timeout: options.timeoutMs, maxRetries: 0 };
  let client: Promise<PredictionServiceClient> | undefined;

  const ask = (vertex: PredictionServiceClient, text: string): Promise<readonly unknown[]> =>
    isAskedByContent(model)
      ? vertex.embedContent(
          { model: path, content: { parts: [{ text }] }, embedContentConfig: { outputDimensionality: dimension } },
          call,
        )
      : vertex.predict(
          {
            endpoint: path,
            instances: [{ structValue: { fields: { content: { stringValue: text } } } }],
            parameters: { structValue: { fields: { outputDimensionality: { numberValue: dimension } } } },
          },
          call,
        );

  async function untilAnswered<T>(asking: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (const pause of [...pauses, undefined]) {
      try {
        return await abortable(asking, signal);
      } catch (error) {
        const failed = signal.aborted ? stopped(error) : failure(error);
        if (!failed.retryable || pause === undefined) throw failed;
        await clock.sleep(pause, signal).catch(() => undefined);
      }
    }
    throw new TypeError('the last try ends it');
  }

  async function embedOne(
    text: string,
    signal: AbortSignal,
    onUsage: Parameters<Embeddings['embed']>[2],
  ): Promise<number[]> {
    client ??= connect(options);
    const vertex = await client;
    const [answer] = await untilAnswered(() => ask(vertex, text), signal);
    const read = (isAskedByContent(model) ? EmbedContentAnswer : PredictAnswer).safeParse(answer);
    onUsage?.(options.usageOf(read.data?.tokens ?? Math.ceil(Buffer.byteLength(text) / bytesPerToken)), model);
    const vector = unitLength(read.data?.values ?? []);
    if (vector?.length === dimension) return vector;
    const details = { model, dimension: read.data?.values.length };
    throw new AppError('model_answer_unusable', 'The model gave no usable answer.', { retryable: true, details });
  }

  return {
    model,
    dimension,
    async embed(texts, signal, onUsage) {
      const vectors: number[][] = [];
      for (let start = 0; start < texts.length; start += options.concurrency) {
        const some = texts.slice(start, start + options.concurrency);
        vectors.push(...(await Promise.all(some.map((text) => embedOne(text, signal, onUsage)))));
      }
      return vectors;
    },
  };
}

/** Over HTTP rather than gRPC: one connection less to keep, and the same answers. */
async function connect({ projectId, location, endpoint }: VertexEmbeddingsOptions): Promise<PredictionServiceClient> {
  const vertex = await import('@google-cloud/aiplatform/build/src/v1/prediction_service_client.js');
  const usual = location === 'global' ? 'aiplatform.googleapis.com' : `${location}-aiplatform.googleapis.com`;
  if (endpoint === undefined) {
    return new vertex.PredictionServiceClient({ projectId, fallback: true, apiEndpoint: usual });
  }
  const { PassThroughClient } = await import('google-auth-library');
  const { hostname, port, protocol } = new URL(endpoint);
  return new vertex.PredictionServiceClient({
    projectId,
    fallback: true,
    apiEndpoint: hostname,
    ...(port !== '' && { port: Number(port) }),
    protocol: protocol.replace(':', ''),
    authClient: new PassThroughClient(),
  });
}

const stopped = (cause: unknown): AppError => new AppError('cancelled', 'The work was stopped.', { cause });

/** The client has no way to end a call; nobody waits for it after a stop. */
async function abortable<T>(asking: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw signal.reason;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([asking(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function failure(cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === grpc.resourceExhausted) {
    return new AppError('model_quota', 'The model is busy; try again later.', { cause, retryable: true });
  }
  const retryable = code === undefined || passing.includes(code);
  return new AppError('model_unavailable', 'The model could not be reached.', { cause, retryable });
}
