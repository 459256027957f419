import { expect, test } from 'vitest';
import { defaultPrices } from '../../src/pipeline/gemini/usage.ts';
import { broughtBy } from './brought.ts';

const usageMetadata = { promptTokenCount: 1000, candidatesTokenCount: 100 };
const grounded = {
  candidates: [
    {
      content: { parts: [{ text: 'Maersk grew.' }] },
      finishReason: 'STOP',
      groundingMetadata: {
        webSearchQueries: ['maersk growth', 'maersk revenue'],
        groundingChunks: [{ web: { uri: 'https://maersk.com', title: 'Maersk', domain: 'maersk.com' } }],
        groundingSupports: [{ segment: { endIndex: 12, text: 'Maersk grew.' }, groundingChunkIndices: [0] }],
      },
    },
  ],
  usageMetadata,
};
const call = { call: 'grounded' as const, model: 'gemini-3.8-flash', outcome: 200, answer: grounded };

test('a grounded call brings searches, sources and what they say, and costs tokens and searches', () => {
  const brought = broughtBy(call, defaultPrices);
  expect(brought).toMatchObject({
    text: 'Maersk grew.',
    searchQueries: ['maersk growth', 'maersk revenue'],
    chunks: [{ domain: 'maersk.com' }],
    supports: [{ text: 'Maersk grew.', chunkIndices: [0] }],
    usage: { calls: 1, groundedCalls: 1, searchQueries: 2, tokensIn: 1000, tokensOut: 100 },
  });
  // 1000 × $0.50 and 100 × $3 a million, 2 × $14 a thousand.
  expect(brought?.usage.costUsd).toBeCloseTo(0.0288, 6);
});

test('what was refused or lost brings nothing, nor does a look at an agent that is still at work', () => {
  expect(broughtBy({ ...call, outcome: 429, answer: { error: { code: 429 } } }, defaultPrices)).toBeUndefined();
  expect(broughtBy({ call: 'grounded', model: 'x', outcome: 'dropped' }, defaultPrices)).toBeUndefined();
  const working = { id: 'i1', status: 'in_progress', steps: [] };
  expect(broughtBy({ call: 'poll', model: 'agent', outcome: 200, answer: working }, defaultPrices)).toBeUndefined();
});
