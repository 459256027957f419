import { ApiError, GoogleGenAI } from '@google/genai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultKind } from './faults.ts';
import { claimLines, promptText } from './prompt-for-test.ts';
import { type GeminiSimulator, startGeminiSimulator } from './start-gemini-simulator.ts';

let simulator: GeminiSimulator;
let client: GoogleGenAI;
beforeEach(async () => {
  simulator = await startGeminiSimulator();
  client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: simulator.url } });
});
afterEach(() => simulator.close());

const Ideas = z.object({ ideas: z.array(z.object({ title: z.string() })) }).meta({ title: 'Ideas' });
const ask = (abortSignal?: AbortSignal) =>
  client.models.generateContent({
    model: 'gemini-4-argon',
    contents: promptText({
      task: 'ideas',
      company: 'Acme',
      sections: { claims: claimLines([{ id: 'news.1', text: 'Acme grew.' }]) },
    }),
    config: {
      responseMimeType: 'application/json',
      responseJsonSchema: z.toJSONSchema(Ideas),
      ...(abortSignal && { abortSignal }),
    },
  });
const withFault = (kind: FaultKind) => {
  simulator.faults.add({ kind, stage: 'ideas' });
  return ask();
};

test('429 names the pause, 503 does not', async () => {
  simulator.faults.add({ kind: 'quota', retryAfterSeconds: 7 });
  const quota = await ask().catch((error: unknown) => error);
  expect(quota).toBeInstanceOf(ApiError);
  expect(quota).toMatchObject({ status: 429, message: expect.stringContaining('"retryDelay":"7s"') });
  await expect(withFault('unavailable')).rejects.toMatchObject({ status: 503 });
  expect(Ideas.parse(JSON.parse((await ask()).text ?? '')).ideas.length).toBeGreaterThanOrEqual(10);
  expect(simulator.requests.map(({ outcome }) => outcome)).toEqual([429, 503, 200]);
});

test('blocked, cut off and empty', async () => {
  expect((await withFault('blocked')).candidates?.[0]).toMatchObject({ finishReason: 'SAFETY' });
  expect((await withFault('prompt_blocked')).promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT');
  const cutOff = await withFault('max_tokens');
  expect(cutOff.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
  expect(() => JSON.parse(cutOff.text ?? '') as unknown).toThrow();
  const empty = await withFault('empty');
  expect(empty.text).toBeUndefined();
  expect(empty.candidates?.[0]?.finishReason).toBe('STOP');
});

test('not JSON, another shape, one bad item', async () => {
  const notJson = await withFault('not_json');
  expect(() => JSON.parse(notJson.text ?? '') as unknown).toThrow();
  expect(Ideas.safeParse(JSON.parse((await withFault('wrong_shape')).text ?? '')).success).toBe(false);
  const { ideas } = z
    .object({ ideas: z.array(z.unknown()) })
    .parse(JSON.parse((await withFault('bad_item')).text ?? ''));
  expect(ideas.filter((idea) => !z.object({ title: z.string() }).safeParse(idea).success)).toHaveLength(1);
});

test('a grounded answer may come without its grounding', async () => {
  simulator.faults.add({ kind: 'ungrounded' });
  const config = { tools: [{ googleSearch: {} }] };
  const contents = promptText({ task: 'facet.news', company: 'Maersk' });
  const answer = await client.models.generateContent({ model: 'gemini-4-argon', contents, config });
  expect(answer.text).toContain('Maersk');
  expect(answer.candidates?.[0]?.groundingMetadata).toBeUndefined();
});

test('a dropped connection was counted first', async () => {
  await expect(withFault('drop')).rejects.toThrow();
  expect(simulator.requests).toMatchObject([{ stage: 'ideas', outcome: 'dropped', fault: 'drop' }]);
});

test('a call that hangs ends with the caller, or with the simulator', async () => {
  simulator.faults.add({ kind: 'hang', times: 2 });
  const giveUp = new AbortController();
  const first = ask(giveUp.signal).catch((error: unknown) => error);
  while (simulator.requests[0]?.outcome !== 'hung') await new Promise(setImmediate);
  giveUp.abort();
  expect(await first).toBeInstanceOf(Error);
  const second = ask().catch((error: unknown) => error);
  while (simulator.requests[1]?.outcome !== 'hung') await new Promise(setImmediate);
  await simulator.close();
  expect(await second).toBeInstanceOf(Error);
  simulator = await startGeminiSimulator();
});

test('faults are steered by HTTP too', async () => {
  const control = (method: string, body?: unknown) =>
    fetch(`${simulator.url}/control/faults`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  expect((await control('POST', { kind: 'nonsense' })).status).toBe(400);
  expect((await control('POST', [{ kind: 'unavailable' }, { kind: 'empty', times: null }])).status).toBe(201);
  await expect(ask()).rejects.toMatchObject({ status: 503 });
  expect(await (await control('GET')).json()).toMatchObject([{ kind: 'empty', times: null }]);
  expect((await control('DELETE')).status).toBe(204);
  expect((await ask()).text).toContain('ideas');
  const requests = await fetch(`${simulator.url}/control/requests`);
  expect(await requests.json()).toMatchObject([
    { outcome: 503 },
    { outcome: 200, call: 'structured', model: 'gemini-4-argon' },
  ]);
});

test('latency is waited on the clock that was passed in', async () => {
  const slept: number[] = [];
  const clock = { now: () => new Date(0), sleep: async (milliseconds: number) => void slept.push(milliseconds) };
  const slow = await startGeminiSimulator({ clock, latency: 'recorded', latencyScale: 0.25 });
  const body = JSON.stringify({
    contents: [{ parts: [{ text: 'Task: facet.news\nCompany: Maersk' }] }],
    tools: [{ googleSearch: {} }],
  });
  const headers = { 'x-goog-api-key': 'k' };
  const url = `${slow.url}/v1beta/models/gemini-3.8-flash:generateContent`;
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  await slow.close();
  expect(slept).toHaveLength(2);
  expect(slept[0]).toBeGreaterThan(50);
  expect(slept[0]).not.toBe(slept[1]);
  expect(slow.requests[0]?.at).toBe('1970-01-01T00:00:00.000Z');
});
