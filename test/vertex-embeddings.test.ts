import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Usage } from '../src/domain/evidence.ts';
import { createVertexEmbeddings } from '../src/storage/gcp/vertex-embeddings.ts';
import { startVertex, type VertexServer } from './servers/vertex.ts';

let vertex: VertexServer;
let pauses: number[];
beforeEach(async () => {
  pauses = [];
  vertex = await startVertex();
});
afterEach(() => vertex.close());

const usageOf = (tokensIn: number): Usage => ({
  calls: 1,
  groundedCalls: 0,
  searchQueries: 0,
  tokensIn,
  tokensOut: 0,
  costUsd: 0,
});
const open = (model: string) =>
  createVertexEmbeddings({
    projectId: 'p',
    location: 'global',
    model,
    dimension: 2,
    concurrency: 2,
    timeoutMs: 5000,
    usageOf,
    endpoint: vertex.url,
    clock: { sleep: async (milliseconds) => void pauses.push(milliseconds) },
  });
const { signal } = new AbortController();

test.each([
  ['gemini-embedding-2', 'embedContent', 7],
  ['gemini-embedding-001', 'predict', 3],
  ['text-embedding-005', 'predict', 3],
])('%s is asked by %s, once for each text, and gives vectors of length 1 in order', async (model, method, tokens) => {
  const usages: number[] = [];
  vertex.answer([3, 4]);
  const vectors = await open(model).embed(['a', 'bb', 'ccc'], signal, (usage) => usages.push(usage.tokensIn));
  expect(vectors).toEqual([0, 1, 2].map(() => [0.6, 0.8]));
  expect(usages).toEqual([tokens, tokens, tokens]);
  const path = `/v1/projects/p/locations/global/publishers/google/models/${model}:${method}`;
  expect(new Set(vertex.requests.map((request) => request.path))).toEqual(new Set([path]));
  expect(vertex.requests.map(({ body }) => JSON.stringify(body)).join()).toMatch(/"a".*"bb".*"ccc"/s);
  expect(JSON.stringify(vertex.requests[0]?.body)).toContain('"outputDimensionality":2');
});

test.each([429, 503])('what passes (%i) is tried again', async (status) => {
  vertex.failNext(status, 2);
  expect(await open('gemini-embedding-2').embed(['a'], signal)).toEqual([[1, 0]]);
  expect(pauses).toEqual([500, 1000]);
});

test('what does not pass in the end is said to be so', async () => {
  vertex.failNext(429, 6);
  const asked = open('gemini-embedding-2').embed(['a'], signal);
  await expect(asked).rejects.toMatchObject({ code: 'model_quota', retryable: true });
  expect(vertex.requests).toHaveLength(6);
});

test('what does not pass is said at once', async () => {
  vertex.failNext(400);
  const refused = open('gemini-embedding-2').embed(['a'], signal);
  await expect(refused).rejects.toMatchObject({ code: 'model_unavailable', retryable: false });
  expect(vertex.requests).toHaveLength(1);
});

test.each([[[]], [[1, 2, 3]], [[0, 0]]])('%j is no vector, and was paid', async (values) => {
  const usages: Usage[] = [];
  vertex.answer(values);
  const asked = open('gemini-embedding-2').embed(['a'], signal, (usage) => usages.push(usage));
  await expect(asked).rejects.toMatchObject({ code: 'model_answer_unusable' });
  expect(usages).toHaveLength(1);
});

test('a stop ends it', async () => {
  const stop = new AbortController();
  vertex.hang();
  const asked = open('gemini-embedding-2').embed(['a'], stop.signal);
  await expect.poll(() => vertex.requests.length).toBe(1);
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
});
