import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeminiSimulator, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { systemClock } from '../../src/clock.ts';
import { cutClaims } from '../../src/pipeline/evidence/claims.ts';
import { createModelClient } from '../../src/pipeline/gemini/client.ts';
import type { ModelClient } from '../../src/pipeline/model.ts';
import { companies } from './corpus.ts';

/** Grounding with the faults that recorded answers have: indices that point nowhere, shifted offsets, supports over headings. */
let gemini: GeminiSimulator;
let model: ModelClient;

beforeAll(async () => {
  gemini = await startGeminiSimulator({ oddities: true });
  const ladder = ['gemini-3.8-flash'];
  model = createModelClient({
    apiKey: 'simulated',
    baseUrl: gemini.url,
    ladders: { fast: ladder, strong: ladder },
    concurrency: 8,
    timeoutMs: 10_000,
    clock: systemClock,
    random: () => 0.5,
  });
});
afterAll(() => gemini.close());

const topics = ['profile', 'news', 'leadership', 'technology', 'cloud', 'security', 'data', 'financials'];

async function cut(company: string, topic: string) {
  const answer = await model.grounded({
    stage: `facet.${topic}`,
    tier: 'fast',
    prompt: {
      system: 'Rules.',
      text: `Today is 2026-11-23.\nTask: facet.${topic}\nCompany: ${company}\n\nResearch it.`,
    },
    signal: new AbortController().signal,
    onUsage: () => {},
  });
  const result = cutClaims({ stage: `facet.${topic}`, answerId: 'a', answer, retrievedAt: '2026-11-23T08:00:00.000Z' });
  return { supports: answer.supports.length, ...result };
}

describe.each(Object.values(companies))('$companyName, with odd grounding', ({ companyName }) => {
  it('nine in ten segments become claims; headings are dropped and counted, not lost among them', async () => {
    const all = await Promise.all(topics.map((topic) => cut(companyName, topic)));
    const headings = all.reduce((sum, { dropped }) => sum + (dropped.heading ?? 0), 0);
    const claims = all.flatMap((one) => one.claims);
    const segments = all.reduce((sum, { supports }) => sum + supports, 0) - headings;
    expect(headings).toBe(topics.length);
    expect(claims.filter(({ text }) => text.startsWith('#'))).toEqual([]);
    expect(claims.length / segments).toBeGreaterThanOrEqual(0.9);
  });
});
