import { afterEach, describe, expect, it } from 'vitest';
import { closeScripted, recordedCall, rejection, scriptedClient } from './scripted-client.ts';
import { answering, type Reply } from './scripted-server.ts';

afterEach(closeScripted);

const metadata = {
  webSearchQueries: ['acme news', 'acme results'],
  searchEntryPoint: { renderedContent: '<div>suggestions</div>' },
  groundingChunks: [{ web: { uri: 'https://redirect.example/1', title: 'acme.example' } }],
  groundingSupports: [
    {
      segment: { endIndex: 17, text: 'Zürich is a city.' },
      groundingChunkIndices: [0],
      confidenceScores: [0.9],
    },
  ],
};

describe('a grounded question', () => {
  it('is sent with search, without a schema, with the tier’s thinking and nothing deprecated', async () => {
    const { client, server } = await scriptedClient(() => answering('Yes.'));
    await client.grounded(recordedCall().call);
    await client.grounded(recordedCall({ tier: 'strong' }).call);
    const [fast, strong] = server.requests;
    expect(fast?.path).toContain('/models/fast-1:generateContent');
    expect(fast?.headers['x-goog-api-key']).toBe('key-of-the-test');
    expect(fast?.body.tools).toEqual([{ googleSearch: {} }]);
    expect(fast?.body.contents).toEqual([{ role: 'user', parts: [{ text: 'What is new?' }] }]);
    expect(fast?.body.systemInstruction?.parts).toEqual([{ text: 'Rules.' }]);
    expect(fast?.body.generationConfig).toEqual({ thinkingConfig: { thinkingLevel: 'LOW' } });
    expect(strong?.body.generationConfig).toEqual({ thinkingConfig: { thinkingLevel: 'MEDIUM' } });
  });

  it('brings prose, supports, queries, what it cost and which model it was', async () => {
    const usageMetadata = {
      promptTokenCount: 1_000,
      toolUsePromptTokenCount: 500,
      candidatesTokenCount: 200,
      thoughtsTokenCount: 100,
    };
    const prices = {
      default: { perMillionIn: 9, perMillionOut: 9, perThousandSearches: 9 },
      byModel: { 'fast-1': { perMillionIn: 2, perMillionOut: 10, perThousandSearches: 14 } },
    };
    const { client } = await scriptedClient(
      () => answering('Zürich is a city.', { groundingMetadata: metadata, usageMetadata }),
      { prices },
    );
    const { call, usages, models } = recordedCall();
    expect(await client.grounded(call)).toEqual({
      parts: ['Zürich is a city.'],
      searchQueries: ['acme news', 'acme results'],
      chunks: [{ uri: 'https://redirect.example/1', title: 'acme.example' }],
      supports: [
        { part: 0, startIndex: 0, endIndex: 17, text: 'Zürich is a city.', chunkIndices: [0], confidence: [0.9] },
      ],
      searchEntryPoint: '<div>suggestions</div>',
      model: 'fast-1',
      finishReason: 'STOP',
    });
    expect(models).toEqual(['fast-1']);
    expect(usages).toEqual([
      {
        calls: 1,
        groundedCalls: 1,
        searchQueries: 2,
        tokensIn: 1_500,
        tokensOut: 300,
        costUsd: expect.closeTo(0.003 + 0.003 + 0.028, 10),
      },
    ]);
  });

  it('leaves thoughts out and counts the supports by what is left', async () => {
    const parts = [
      { text: 'I think about it.', thought: true },
      { text: 'One.' },
      { executableCode: { code: '1' } },
      { text: 'Two.' },
    ];
    const groundingMetadata = {
      groundingSupports: [
        { segment: { partIndex: 3, startIndex: 0, endIndex: 4, text: 'Two.' }, groundingChunkIndices: [0] },
      ],
    };
    const { client } = await scriptedClient(() => answering('', { parts, groundingMetadata }));
    const answer = await client.grounded(recordedCall().call);
    expect(answer.parts).toEqual(['One.', 'Two.']);
    expect(answer.supports.map((support) => support.part)).toEqual([1]);
  });

  it('keeps a text that was cut off, and says so', async () => {
    const { client } = await scriptedClient(() => answering('So far and', { finishReason: 'MAX_TOKENS' }));
    const answer = await client.grounded(recordedCall().call);
    expect(answer).toMatchObject({ parts: ['So far and'], finishReason: 'MAX_TOKENS' });
  });

  it.each(['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII'])(
    'takes finish reason %s for a refusal although there is text',
    async (finishReason) => {
      const { client, server } = await scriptedClient(() => answering('Partial text.', { finishReason }));
      const { call, usages } = recordedCall();
      const error = await rejection(client.grounded(call));
      expect(error).toMatchObject({ code: 'model_blocked', details: { reason: finishReason } });
      expect(server.requests).toHaveLength(1);
      expect(usages).toHaveLength(1);
    },
  );

  it('takes prompt feedback for a refusal', async () => {
    const body = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 7 } };
    const { client } = await scriptedClient(() => ({ body }));
    const { call, usages } = recordedCall();
    expect(await rejection(client.grounded(call))).toMatchObject({ code: 'model_blocked' });
    expect(usages).toMatchObject([{ calls: 1, searchQueries: 0, tokensIn: 7, tokensOut: 0 }]);
  });

  const useless: [string, Reply][] = [
    ['empty', answering('  \n')],
    ['without candidates', { body: {} }],
    ['without a candidate in the list', { body: { candidates: [null] } }],
    ['without content', { body: { candidates: [{ finishReason: 'STOP' }] } }],
    ['malformed', answering('Half', { finishReason: 'MALFORMED_RESPONSE' })],
    ['no JSON at all', { body: '<html>proxy</html>' }],
    ['a string', { body: '"hello"' }],
    ['nothing', { body: '' }],
  ];
  it.each(useless)('asks once more when the answer is %s', async (_, reply) => {
    const again = await scriptedClient((_request, index) => (index === 0 ? reply : answering('Done.')));
    const { call, usages } = recordedCall();
    expect((await again.client.grounded(call)).parts).toEqual(['Done.']);
    expect(usages.map((usage) => usage.calls)).toEqual([1, 1]);

    const never = await scriptedClient(() => reply);
    const error = await rejection(never.client.grounded(recordedCall().call));
    expect(error).toMatchObject({ code: 'model_answer_unusable', retryable: true });
    expect(never.server.requests).toHaveLength(2);
  });
});
