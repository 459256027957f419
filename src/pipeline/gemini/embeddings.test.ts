import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from './fake-clock.ts';
import { createGeminiEmbeddings } from './gemini-embeddings.ts';
import { createLexicalEmbeddings } from './lexical-embeddings.ts';
import { rejection } from './scripted-client.ts';
import { refusing, type Script, startScriptedServer } from './scripted-server.ts';

const never = new AbortController().signal;
const lengthOf = (vector: readonly number[] = []) => Math.hypot(...vector);
const cosine = (a: readonly number[] = [], b: readonly number[] = []) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

async function embedder(script: Script, dimension = 3) {
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  const clock = createFakeClock();
  const embeddings = createGeminiEmbeddings({
    baseUrl: server.url,
    apiKey: 'key',
    dimension,
    concurrency: 2,
    timeoutMs: 5_000,
    clock,
    random: () => 0.5,
  });
  return { embeddings, server, clock };
}

const vectorsFor: Script = ({ body }) => ({
  body: {
    embeddings: (body.requests ?? []).map(({ content }) => ({ values: [Number(content.parts[0]?.text), 4, 0] })),
  },
});

describe('embeddings by Gemini', () => {
  it('makes one vector a text, of unit length, in order', async () => {
    const { embeddings, server } = await embedder(vectorsFor);
    const vectors = await embeddings.embed(['3', '0'], never);
    expect(vectors).toEqual([
      [0.6, 0.8, 0],
      [0, 1, 0],
    ]);
    expect(embeddings).toMatchObject({ model: 'gemini-embedding-2', dimension: 3 });
    expect(server.requests[0]?.path).toContain('/models/gemini-embedding-2:batchEmbedContents');
    expect(server.requests[0]?.body.requests).toMatchObject([
      { content: { parts: [{ text: '3' }] }, outputDimensionality: 3 },
      { content: { parts: [{ text: '0' }] }, outputDimensionality: 3 },
    ]);
  });

  it('says what each request used: as counted by the service, else estimated from the text', async () => {
    const uses = async (script: Script) => {
      const { embeddings } = await embedder(script);
      const used: unknown[] = [];
      await embeddings.embed(['3', '0'.repeat(59)], never, (usage, model) => used.push([model, usage])).catch(() => {});
      return used;
    };
    const use = (tokensIn: number) => [
      'gemini-embedding-2',
      expect.objectContaining({ calls: 1, groundedCalls: 0, tokensIn, tokensOut: 0 }),
    ];
    const vectors = [{ values: [3, 4, 0] }, { values: [0, 4, 0] }];
    const counted = vectors.map((vector, index) => ({ ...vector, statistics: { tokenCount: index + 4 } }));
    expect(await uses(() => ({ body: { embeddings: vectors, usageMetadata: { promptTokenCount: 7 } } }))).toEqual([
      use(7),
    ]);
    expect(await uses(() => ({ body: { embeddings: counted } }))).toEqual([use(9)]);
    expect(await uses(() => ({ body: { embeddings: vectors } }))).toEqual([use(20)]);
    // Unusable, and paid all the same.
    expect(await uses(() => ({ body: { embeddings: [] } }))).toEqual([use(20)]);
  });

  it('asks for 768 dimensions unless told otherwise, and for nothing when there is nothing', async () => {
    const { embeddings, server } = await embedder(vectorsFor, 768);
    expect(embeddings.dimension).toBe(768);
    expect(await embeddings.embed([], never)).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('sends a hundred texts a request and keeps the order', async () => {
    const { embeddings, server } = await embedder(vectorsFor);
    const vectors = await embeddings.embed(
      Array.from({ length: 230 }, (_, index) => String(index)),
      never,
    );
    expect(server.requests.map((request) => request.body.requests?.length).sort()).toEqual([100, 100, 30]);
    expect(vectors.map(([first = 0, second = 1]) => Math.round((first / second) * 4))).toEqual(
      Array.from({ length: 230 }, (_, index) => index),
    );
  });

  it('tries again, and refuses vectors that are missing, too short or without direction', async () => {
    const { embeddings, clock } = await embedder((request, index) =>
      index === 0 ? refusing(503, 'UNAVAILABLE', 'later') : vectorsFor(request, index),
    );
    expect(await embeddings.embed(['3'], never)).toHaveLength(1);
    expect(clock.sleeps).toEqual([500]);
    for (const values of [[], [{ values: [1, 2] }], [{ values: [0, 0, 0] }], [{}], 'x']) {
      const broken = await embedder(() => ({ body: { embeddings: values } }));
      const error = await rejection(broken.embeddings.embed(['3'], never));
      expect(error).toMatchObject({ code: 'model_answer_unusable' });
    }
  });

  it('is stopped by its signal', async () => {
    const { embeddings, server } = await embedder(() => ({ hang: true }));
    const stop = new AbortController();
    const failed = rejection(embeddings.embed(['3'], stop.signal));
    await server.received(1);
    stop.abort();
    expect(await failed).toMatchObject({ code: 'cancelled' });
    await server.requests[0]?.hungUp;
  });
});

describe('lexical embeddings', () => {
  const embeddings = createLexicalEmbeddings();
  const embed = (...texts: string[]) => embeddings.embed(texts, never);

  it('are of unit length for any text', async () => {
    expect(embeddings).toMatchObject({ model: 'lexical-1', dimension: 768 });
    for (const vector of await embed('Cloud migration at Maersk', '', '   ', '東京 株式会社', '!?')) {
      expect(vector).toHaveLength(768);
      expect(lengthOf(vector)).toBeCloseTo(1, 10);
    }
  });

  it('are the same everywhere and always', async () => {
    const [vector = []] = await embed('Maersk');
    const places = vector.flatMap((value, index) => (value === 0 ? [] : [index]));
    expect(places).toEqual([180, 308, 364, 569, 602, 624, 684]);
    expect(await embed('Maersk')).toEqual([vector]);
  });

  it('find shared words, inflections and names without their accents', async () => {
    const [query, same, inflected, accents, other] = await embed(
      'cloud migration in Zurich',
      'a migration to the cloud',
      'clouds and migrations',
      'Zürich: CLOUD-Migration',
      'quarterly dividend for shareholders',
    );
    for (const near of [same, inflected, accents]) expect(cosine(query, near)).toBeGreaterThan(0.25);
    expect(cosine(query, accents)).toBeGreaterThan(cosine(query, inflected));
    expect(Math.abs(cosine(query, other))).toBeLessThan(0.15);
  });

  it('are stopped by their signal', async () => {
    expect(await rejection(embeddings.embed(['x'], AbortSignal.abort()))).toMatchObject({ code: 'cancelled' });
  });
});
