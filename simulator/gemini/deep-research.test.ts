import { GoogleGenAI } from '@google/genai';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { loadCompanies } from './company-facts.ts';
import { promptText } from './prompt-for-test.ts';
import { type GeminiSimulator, startGeminiSimulator } from './start-gemini-simulator.ts';

const agent = 'deep-research-preview-04-2026';
const quietly = { retries: { strategy: 'none' as const } };
let simulator: GeminiSimulator;
let client: GoogleGenAI;

async function open(options: Parameters<typeof startGeminiSimulator>[0] = {}): Promise<void> {
  simulator = await startGeminiSimulator({ research: { polls: 0 }, ...options });
  client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: simulator.url } });
}
beforeEach(() => open());
afterEach(() => simulator.close());

const start = (company: string) =>
  client.interactions.create(
    { agent, background: true, store: true, input: promptText({ task: 'deep', company }) },
    quietly,
  );
const look = (id: string) => client.interactions.get(id, {}, quietly);

interface Cited {
  words: string;
  url: string;
}

/** What each citation takes in, by its bytes. */
async function report(company: string): Promise<{ text: string; cited: Cited[]; status: string }> {
  const { id } = await start(company);
  const { status, steps = [], output_text: text = '' } = await look(id);
  const output = steps.find((step) => step.type === 'model_output');
  const [content] = output?.content ?? [];
  if (content?.type !== 'text') throw new TypeError('no text');
  const bytes = Buffer.from(content.text);
  const cited = (content.annotations ?? []).flatMap((annotation) =>
    annotation.type === 'url_citation'
      ? [
          {
            words: bytes.subarray(annotation.start_index ?? 0, annotation.end_index).toString(),
            url: annotation.url ?? '',
          },
        ]
      : [],
  );
  expect(text).toBe(content.text);
  return { text, cited, status };
}

test.each(loadCompanies())(
  'a report on $company.name: every fact once, byte for byte, with its pages',
  async (bundled) => {
    const { company, facts, sources } = bundled;
    const { text, cited, status } = await report(`${company.name} (${company.domain}, ${company.headquarters})`);
    expect(status).toBe('completed');
    expect(new Set(cited.map(({ words }) => words))).toEqual(new Set(facts.map((fact) => fact.text)));
    for (const fact of facts) {
      const urls = fact.sources.map((id) => sources.find((source) => source.id === id)?.url);
      expect(cited.filter(({ words }) => words === fact.text).map(({ url }) => url)).toEqual(urls);
    }
    expect(text.split('## ').length).toBeGreaterThan(8);
  },
);

test('a company nobody knows gets samples that say so, on addresses that cannot exist', async () => {
  const { cited } = await report('Nimbus Gadgets');
  expect(cited.length).toBeGreaterThan(30);
  for (const { words, url } of cited) {
    expect(words).toMatch(/^Sample: /);
    expect(new URL(url).hostname).toMatch(/\.example$/);
  }
});

test('with oddities citations take in the agent’s own mark', async () => {
  await simulator.close();
  await open({ oddities: true });
  const { cited } = await report('Maersk (maersk.com)');
  for (const { words } of cited) expect(words).toMatch(/ \[cite: [\d, ]+\]$/);
});

describe('an interaction', () => {
  it('is in progress for so many looks and so long, and says what it used when it is done', async () => {
    await simulator.close();
    let now = Date.parse('2026-11-23T09:00:00.000Z');
    const clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
    await open({ research: { polls: 1, milliseconds: 60_000 }, clock });
    const { id, status } = await start('Maersk (maersk.com)');
    expect(status).toBe('in_progress');
    expect(await look(id)).toMatchObject({ status: 'in_progress', agent });
    expect(await look(id)).toMatchObject({ status: 'in_progress' });
    now += 60_000;
    const { status: ended, usage } = await look(id);
    expect(ended).toBe('completed');
    expect(usage?.grounding_tool_count).toEqual([{ type: 'google_search', count: expect.any(Number) }]);
    expect(usage?.total_tokens).toBeGreaterThan(10_000);
    expect(simulator.interactions()).toMatchObject([{ id, status: 'completed', polls: 3 }]);
    expect(simulator.requests.map(({ method, stage }) => [method, stage])).toEqual([
      ['createInteraction', 'deep'],
      ...[1, 2, 3].map(() => ['getInteraction', undefined]),
    ]);
  });

  it('is cancelled while it runs, and not afterwards', async () => {
    await simulator.close();
    await open({ research: { polls: 5 } });
    const { id } = await start('Maersk (maersk.com)');
    expect((await client.interactions.cancel(id, {}, quietly)).status).toBe('cancelled');
    expect((await look(id)).status).toBe('cancelled');
    await expect(client.interactions.cancel(id, {}, quietly)).rejects.toMatchObject({ status: 400 });
  });

  it.each([
    ['agent_failed', 'failed'],
    ['agent_cancelled', 'cancelled'],
    ['agent_endless', 'in_progress'],
  ] as const)('by the fault %s it is %s', async (kind, status) => {
    simulator.faults.add({ kind, call: 'agent' });
    const { id } = await start('Maersk (maersk.com)');
    expect((await look(id)).status).toBe(status);
  });

  it('by other faults it is gone, refused, or at work although the answer was lost', async () => {
    simulator.faults.add({ kind: 'agent_gone' });
    const { id } = await start('Maersk (maersk.com)');
    await expect(look(id)).rejects.toMatchObject({ status: 404 });
    simulator.faults.add({ kind: 'quota', call: 'agent' });
    await expect(start('Maersk (maersk.com)')).rejects.toMatchObject({ status: 429 });
    simulator.faults.add({ kind: 'unavailable', call: 'poll' });
    await expect(look(id)).rejects.toMatchObject({ status: 503 });
    expect(simulator.interactions()).toHaveLength(1);
    simulator.faults.add({ kind: 'drop', call: 'agent' });
    await expect(start('Maersk (maersk.com)')).rejects.toThrow();
    expect(simulator.interactions()).toHaveLength(2);
  });

  it.each([
    ['in the foreground', { agent, input: 'x' }, 400],
    ['that is not kept', { agent, input: 'x', background: true, store: false }, 400],
    ['of nobody', { input: 'x', background: true }, 400],
    ['of an unknown agent', { agent: 'deep-research-1999', input: 'x', background: true }, 404],
    ['with members the service does not know', { agent, input: 'x', background: true, temperature: 1 }, 400],
  ])('%s is refused', async (_, body, status) => {
    const headers = { 'x-goog-api-key': 'any', 'content-type': 'application/json' };
    const asked = await fetch(`${simulator.url}/v1beta/interactions`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(asked.status).toBe(status);
    expect(await asked.json()).toMatchObject({ error: { code: status } });
  });
});
