import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { glean } from './loose-talk.ts';
import { oddGroundedAnswer } from './odd-grounding.ts';
import { type JsonSchema, valueFor } from './schema-walker.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

export interface AnyGeminiOptions {
  /** The same seed gives the same answers to the same requests, in whatever order they come. */
  seed: number | string;
  /** Refusals (429, 503), blocked, cut, empty and misshapen answers. Default true. */
  faults?: boolean;
}

export interface AnyGeminiRequest {
  method: 'generateContent' | 'streamGenerateContent' | 'batchEmbedContents' | 'embedContent' | 'unknown';
  model: string;
  kind: 'grounded' | 'structured' | 'plain' | 'embedding';
  body: unknown;
  /** What was done with it, such as `answered`, `429` or `wrong shape`. */
  outcome: string;
}

export interface AnyGemini {
  /** For GOOGLE_GEMINI_BASE_URL. */
  url: string;
  requests: AnyGeminiRequest[];
  close(): Promise<void>;
}

interface Content {
  parts?: { text?: string }[];
}

/** As far as the protocol says; everything may be missing. */
interface WireRequest {
  contents?: Content[];
  tools?: Record<string, unknown>[];
  generationConfig?: { responseMimeType?: string; responseJsonSchema?: JsonSchema };
  requests?: { content?: Content; outputDimensionality?: number }[];
  content?: Content;
  outputDimensionality?: number;
}

interface Reply {
  outcome: string;
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/**
 * A server in the manner of Gemini that knows the protocol and nothing of what is asked: it answers schemas with random
 * values that follow them, and search with random prose and the odder kinds of grounding metadata. For showing that a
 * run behind it neither crashes nor shows anything false.
 */
export async function startAnyGemini({ seed, faults = true }: AnyGeminiOptions): Promise<AnyGemini> {
  const requests: AnyGeminiRequest[] = [];
  const asked = new Map<string, number>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const [, model = '', method = 'unknown'] = /models\/([^:/?]+):(\w+)/.exec(request.url ?? '') ?? [];
    // The same tomorrow: of a prompt everything counts but the day.
    const key = `${model}:${method}:${text.replace(/Today is [-\d]+/, '')}`;
    const times = (asked.get(key) ?? 0) + 1;
    asked.set(key, times);
    const body = JSON.parse(text || '{}') as WireRequest;
    const kind = kindOf(body);
    const reply = replyTo(kind, method, body, createSeededRandom(`${seed}:${times}:${key}`), faults);
    requests.push({ method: method as AnyGeminiRequest['method'], model, kind, body, outcome: reply.outcome });
    send(response, reply, method === 'streamGenerateContent');
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function kindOf(body: WireRequest): AnyGeminiRequest['kind'] {
  if (body.requests || body.content) return 'embedding';
  if (body.generationConfig?.responseJsonSchema) return 'structured';
  return body.tools?.some((tool) => 'googleSearch' in tool) ? 'grounded' : 'plain';
}

function replyTo(
  kind: AnyGeminiRequest['kind'],
  method: string,
  body: WireRequest,
  random: SeededRandom,
  faults: boolean,
): Reply {
  const refusal = faults ? refusalBy(random) : undefined;
  if (refusal) return refusal;
  if (kind === 'embedding') return embeddings(body, random);
  if (method !== 'generateContent' && method !== 'streamGenerateContent') {
    return {
      outcome: '404',
      status: 404,
      body: { error: { code: 404, status: 'NOT_FOUND', message: 'No such method.' } },
    };
  }
  if (kind === 'structured') return structured(body, random, faults);
  return grounded(kind, body, random, faults);
}

/** Hints of zero, so that whoever honours them does not wait in a test. */
function refusalBy(random: SeededRandom): Reply | undefined {
  if (random.chance(0.04)) {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0s' }];
    const error = {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'Quota exceeded: secret-of-the-service',
      details,
    };
    return { outcome: '429', status: 429, body: { error } };
  }
  if (random.chance(0.04)) {
    const error = { code: 503, status: 'UNAVAILABLE', message: 'Overloaded: secret-of-the-service' };
    return { outcome: '503', status: 503, headers: { 'retry-after': '0' }, body: { error } };
  }
  return undefined;
}

const promptOf = (body: WireRequest): string =>
  (body.contents ?? []).flatMap(({ parts }) => (parts ?? []).map(({ text }) => text ?? '')).join('\n');

function grounded(kind: string, body: WireRequest, random: SeededRandom, faults: boolean): Reply {
  const { parts, groundingMetadata } = oddGroundedAnswer(random, glean(promptOf(body)));
  const usageMetadata = usageOf(random, parts);
  if (faults && random.chance(0.03)) return { outcome: 'no candidates', body: { candidates: [], usageMetadata } };
  if (faults && random.chance(0.03)) {
    return { outcome: 'prompt blocked', body: { promptFeedback: { blockReason: 'OTHER' }, usageMetadata } };
  }
  const finishReason = faults && random.chance(0.05) ? 'MAX_TOKENS' : 'STOP';
  const metadata = kind === 'grounded' && groundingMetadata !== undefined ? { groundingMetadata } : {};
  const candidate = { content: { role: 'model', parts }, finishReason, index: 0, ...metadata };
  return { outcome: 'answered', body: { candidates: [candidate], ...usageMetadata } };
}

function structured(body: WireRequest, random: SeededRandom, faults: boolean): Reply {
  const schema = body.generationConfig?.responseJsonSchema ?? {};
  const gleaned = glean(promptOf(body));
  const mood = faults ? random.next() : 1;
  const misshapen = mood < 0.12;
  const json = JSON.stringify(valueFor(schema, { random, gleaned, disobedience: misshapen ? 0.05 : 0 }));
  const saying = (outcome: string, text: string, finishReason = 'STOP'): Reply => {
    const parts = [{ text }];
    return { outcome, body: { candidates: [{ content: { parts }, finishReason }], ...usageOf(random, parts) } };
  };
  if (misshapen) return saying('wrong shape', json);
  if (mood < 0.17) return saying('empty', '');
  if (mood < 0.22) return saying('cut', json.slice(0, json.length / 2), 'MAX_TOKENS');
  if (mood < 0.24) return saying('blocked', json, 'SAFETY');
  if (mood < 0.27) return saying('no JSON', 'I would rather not.');
  if (mood < 0.3) return saying('null', 'null');
  if (mood < 0.38) return saying('answered', `\`\`\`json\n${json}\n\`\`\``);
  if (mood < 0.42) return saying('answered', `Here it is [1]:\n${json}\nAnything else?`);
  return saying('answered', json);
}

function usageOf(random: SeededRandom, parts: readonly unknown[]): { usageMetadata?: unknown } {
  if (random.chance(0.1)) return {};
  const candidatesTokenCount = Math.ceil(JSON.stringify(parts).length / 4);
  return {
    usageMetadata: { promptTokenCount: random.int(100, 9_000), candidatesTokenCount, thoughtsTokenCount: null },
  };
}

function embeddings(body: WireRequest, random: SeededRandom): Reply {
  const vector = (dimension = 3_072) => ({ values: Array.from({ length: dimension }, () => random.next() - 0.5) });
  return body.requests
    ? { outcome: 'answered', body: { embeddings: body.requests.map((one) => vector(one.outputDimensionality)) } }
    : { outcome: 'answered', body: { embedding: vector(body.outputDimensionality) } };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Reply, stream: boolean): void {
  if (stream && status === 200) {
    response.writeHead(status, { 'content-type': 'text/event-stream', ...headers });
    response.end(`data: ${JSON.stringify(body)}\n\n`);
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
}
