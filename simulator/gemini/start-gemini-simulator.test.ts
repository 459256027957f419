import { GoogleGenAI } from '@google/genai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCompanies, topics } from './company-facts.ts';
import { claimLines, promptText } from './prompt-for-test.ts';
import { type GeminiSimulator, startGeminiSimulator } from './start-gemini-simulator.ts';

const model = 'gemini-3.8-flash';
let simulator: GeminiSimulator;
let client: GoogleGenAI;

beforeEach(async () => {
  simulator = await startGeminiSimulator();
  client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: simulator.url } });
});
afterEach(() => simulator.close());

const search = { tools: [{ googleSearch: {} }] };
const stageOf = (topic: string) =>
  topic === 'competitors' ? topic : `${['jobs', 'sentiment', 'social'].includes(topic) ? 'signal' : 'facet'}.${topic}`;
const grounded = (text: string) => client.models.generateContent({ model, contents: text, config: search });

test.each(loadCompanies())(
  'grounded prose about $company.name: every fact, byte for byte, with its pages',
  async (company) => {
    const { name, domain, headquarters } = company.company;
    for (const topic of topics) {
      const answer = await grounded(
        promptText({ task: stageOf(topic), company: `${name} (${domain}, ${headquarters})` }),
      );
      const [candidate] = answer.candidates ?? [];
      const metadata = candidate?.groundingMetadata;
      const bytes = Buffer.from(answer.text ?? '');
      expect(candidate?.finishReason).toBe('STOP');
      expect(metadata?.webSearchQueries?.length).toBeGreaterThanOrEqual(2);
      expect(metadata?.searchEntryPoint?.renderedContent).toContain('google.com/search');
      const facts = company.facts.filter((fact) => fact.topic === topic || fact.alsoIn?.includes(topic));
      expect(metadata?.groundingSupports?.map(({ segment }) => segment?.text)).toEqual(
        facts.map(({ text }) => text).toSorted((a, b) => bytes.indexOf(a) - bytes.indexOf(b)),
      );
      for (const support of metadata?.groundingSupports ?? []) {
        const { startIndex = 0, endIndex, text } = support.segment ?? {};
        expect(bytes.subarray(startIndex, endIndex).toString()).toBe(text);
        const pages = support.groundingChunkIndices?.map((index) => metadata?.groundingChunks?.[index]?.web?.uri);
        const sourceIds = facts.find((fact) => fact.text === text)?.sources;
        expect(pages).toEqual(sourceIds?.map((id) => company.sources.find((source) => source.id === id)?.url));
      }
    }
    expect(simulator.requests.map(({ stage }) => stage)).toEqual(topics.map(stageOf));
  },
);

test('usage, model version and response id', async () => {
  const answer = await client.models.generateContent({
    model: 'gemini-flash-latest',
    contents: promptText({ task: 'facet.news', company: 'Maersk' }),
    config: search,
  });
  expect(answer.modelVersion).toBe(model);
  expect(answer.responseId).toMatch(/^sim-/);
  const {
    promptTokenCount = 0,
    candidatesTokenCount = 0,
    toolUsePromptTokenCount = 0,
    totalTokenCount,
  } = answer.usageMetadata ?? {};
  expect(promptTokenCount).toBeGreaterThan(5);
  expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount + toolUsePromptTokenCount);
});

const identity = async (name: string, domain?: string) => {
  const sections = { company_name: name, ...(domain !== undefined && { domain }) };
  const answer = await grounded(promptText({ task: 'identity', sections }));
  const metadata = answer.candidates?.[0]?.groundingMetadata;
  const lines = (answer.text ?? '').split('\n').filter((line) => line.startsWith('Candidate: '));
  expect(metadata?.groundingSupports?.map(({ segment }) => segment?.text)).toEqual(lines);
  return { lines, chunks: metadata?.groundingChunks ?? [] };
};

test('identity: one line a company that the name may mean, each with a support', async () => {
  expect((await identity('Maersk')).lines).toEqual([
    'Candidate: A.P. Moller - Maersk | legal name: A.P. Møller - Mærsk A/S | domain: maersk.com | headquarters: Copenhagen, Denmark | what it is: Danish container shipping, terminals and logistics group.',
  ]);
  expect((await identity('Delta')).lines).toHaveLength(4);
  expect((await identity('Delta', 'delta.com')).lines).toHaveLength(1);
  const unknown = await identity('Acme <b> | domain: evil.com');
  expect(unknown.lines).toHaveLength(1);
  expect(unknown.lines[0]).toMatch(
    /^Candidate: Acme <b> domain: evil.com \| domain: [a-z-]+\.example \| headquarters: Sample City/,
  );
  expect(unknown.chunks.map(({ web }) => new URL(web?.uri ?? '').hostname.endsWith('.example'))).toEqual([true]);
});

test('a namesake, once chosen, is answered with samples', async () => {
  const answer = await grounded(promptText({ task: 'facet.news', company: 'Delta Electronics (deltaww.com)' }));
  const hosts = answer.candidates?.[0]?.groundingMetadata?.groundingChunks?.map(
    ({ web }) => new URL(web?.uri ?? '').hostname,
  );
  expect(hosts?.every((host) => host.endsWith('.example'))).toBe(true);
});

test('a stream gives the same text and metadata, in any of its pieces', async () => {
  for (const company of ['Maersk', 'Delta Air Lines', 'ZKB', 'Ingka Group']) {
    const contents = promptText({ task: 'facet.security', company });
    const whole = await grounded(contents);
    const metadata: object[] = [];
    let text = '';
    let finish: string | undefined;
    for await (const piece of await client.models.generateContentStream({ model, contents, config: search })) {
      text += piece.text ?? '';
      finish = piece.candidates?.[0]?.finishReason;
      const found = piece.candidates?.[0]?.groundingMetadata;
      if (found?.groundingChunks) metadata.push(found);
    }
    expect(text).toBe(whole.text);
    expect(metadata).toEqual([whole.candidates?.[0]?.groundingMetadata]);
    expect(finish).toBe('STOP');
  }
});

const Vertical = z.object({ vertical: z.string(), confidence: z.number() }).meta({ title: 'Vertical' });
const structured = () =>
  client.models.generateContent({
    model,
    contents: promptText({
      task: 'vertical',
      company: 'Acme',
      sections: { claims: claimLines([{ id: 'profile.1', text: 'A.' }]) },
    }),
    config: { responseMimeType: 'application/json', responseJsonSchema: z.toJSONSchema(Vertical) },
  });

test('structured answers follow the schema, without grounding even when search was asked for', async () => {
  expect(Vertical.parse(JSON.parse((await structured()).text ?? ''))).toEqual({ vertical: 'other', confidence: 0.2 });
  const both = await client.models.generateContent({
    model,
    contents: 'x',
    config: { ...search, responseMimeType: 'application/json', responseJsonSchema: z.toJSONSchema(Vertical) },
  });
  expect(both.candidates?.[0]?.groundingMetadata).toBeUndefined();
});

test('embeddings: one vector a content, on both services', async () => {
  const wrapped = ['a b', 'c'].map((text) => ({ parts: [{ text }] }));
  const many = await client.models.embedContent({
    model: 'gemini-embedding-2',
    contents: wrapped,
    config: { outputDimensionality: 768 },
  });
  expect(many.embeddings?.map(({ values }) => values?.length)).toEqual([768, 768]);
  const body = JSON.stringify({ content: { parts: [{ text: 'a b' }] } });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token' };
  const path = '/v1beta1/projects/p/locations/global/publishers/google/models/gemini-embedding-2:embedContent';
  const one = await fetch(simulator.url + path, { method: 'POST', body, headers });
  expect(await one.json()).toMatchObject({ embedding: { values: many.embeddings?.[0]?.values } });
});

const post = (path: string, body: unknown, headers: Record<string, string> = { 'x-goog-api-key': 'k' }) =>
  fetch(simulator.url + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
  });
const generate = `/v1beta/models/${model}:generateContent`;
const hello = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };

test.each([
  ['no key', generate, hello, {}, 403, 'PERMISSION_DENIED'],
  ['unknown model', '/v1beta/models/gemini-9:generateContent', hello, undefined, 404, 'NOT_FOUND'],
  [
    'embedding model asked to write',
    '/v1/models/gemini-embedding-2:generateContent',
    hello,
    undefined,
    404,
    'NOT_FOUND',
  ],
  ['unknown method', `/v1beta/models/${model}:sing`, hello, undefined, 404, 'NOT_FOUND'],
  ['unknown path', '/v2/x', hello, undefined, 404, 'NOT_FOUND'],
  ['no JSON', generate, '{', undefined, 400, 'INVALID_ARGUMENT'],
  ['no contents', generate, { contents: [] }, undefined, 400, 'INVALID_ARGUMENT'],
  ['unknown member', generate, { ...hello, temperature: 1 }, undefined, 400, 'INVALID_ARGUMENT'],
  [
    'schema without JSON',
    generate,
    { ...hello, generationConfig: { responseJsonSchema: {} } },
    undefined,
    400,
    'INVALID_ARGUMENT',
  ],
  [
    'minimal thinking',
    generate,
    { ...hello, generationConfig: { thinkingConfig: { thinkingLevel: 'minimal' } } },
    undefined,
    400,
    'INVALID_ARGUMENT',
  ],
] as const)('refuses: %s', async (_name, path, body, headers, code, status) => {
  const response = await post(path, body, headers);
  expect(response.status).toBe(code);
  expect(await response.json()).toMatchObject({ error: { code, status } });
});

test('query key, v1 and express paths are served', async () => {
  expect((await post(`/v1/models/${model}:generateContent?key=k`, hello, {})).status).toBe(200);
  expect((await post(`/v1beta1/publishers/google/models/${model}:generateContent`, hello)).status).toBe(200);
});

test('oddities on demand: grounding metadata with the faults of recorded answers', async () => {
  const odd = await startGeminiSimulator({ oddities: true });
  const strange = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: odd.url } });
  const contents = promptText({ task: 'facet.news', company: 'ZKB' });
  const metadata = (await strange.models.generateContent({ model, contents, config: search })).candidates?.[0]
    ?.groundingMetadata;
  await odd.close();
  expect(metadata?.groundingChunks?.at(-1)).toEqual({});
  expect(metadata?.groundingSupports?.[0]?.segment?.text).toMatch(/^#/);
});
