import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StructuredCall } from '../model.ts';
import { closeScripted, recordedCall, rejection, scriptedClient } from './scripted-client.ts';
import { answering, type Reply, refusing } from './scripted-server.ts';

afterEach(closeScripted);

const Ideas = z
  .object({
    ideas: z.array(z.object({ title: z.string().min(1), score: z.number(), why: z.string().nullable() })).max(4),
    note: z.string().optional(),
  })
  .meta({ title: 'Ideas' });
type Ideas = z.infer<typeof Ideas>;

const idea = (title: string) => ({ title, score: 5, why: null });
const good: Ideas = { ideas: [idea('One'), idea('Two')] };
const bad = { ideas: [idea('One'), { title: 'Two', score: 'high', why: null }, idea('Three')] };

const structuredCall = (change: Partial<StructuredCall<typeof Ideas>> = {}) => {
  const { call, ...recorded } = recordedCall({ tier: 'strong', stage: 'ideas' });
  return { ...recorded, call: { ...call, schema: Ideas, ...change } };
};

const saying = (...answers: (unknown | Reply)[]) => {
  const replies = answers.map((answer) =>
    typeof answer === 'string'
      ? answering(answer)
      : 'ideas' in (answer as object)
        ? answering(JSON.stringify(answer))
        : (answer as Reply),
  );
  return (_: unknown, index: number): Reply =>
    replies[index] ?? refusing(400, 'INVALID_ARGUMENT', 'one request too many');
};

describe('a structured question', () => {
  it('is sent with the schema of the answer, without search', async () => {
    const { client, server } = await scriptedClient(saying(good));
    const { call, usages } = structuredCall();
    expect(await client.structured(call)).toEqual({ value: good, model: 'strong-1', warnings: [] });
    const sent = server.requests[0]?.body;
    expect(sent?.tools).toBeUndefined();
    expect(sent?.generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      thinkingConfig: { thinkingLevel: 'MEDIUM' },
      responseJsonSchema: { title: 'Ideas', type: 'object', required: ['ideas'] },
    });
    expect(sent?.generationConfig?.responseJsonSchema).not.toHaveProperty('$schema');
    expect(usages).toMatchObject([{ calls: 1, groundedCalls: 0, searchQueries: 0 }]);
  });

  it.each([
    ['in a fence', `\`\`\`json\n${JSON.stringify(good)}\n\`\`\``],
    ['after prose', `Here are the ideas [3] you asked for:\n${JSON.stringify(good, null, 2)}\nGood luck!`],
    ['with a byte order mark', `\uFEFF${JSON.stringify(good)}`],
  ])('reads an answer %s', async (_, text) => {
    const { client, server } = await scriptedClient(saying(text));
    expect((await client.structured(structuredCall().call)).value).toEqual(good);
    expect(server.requests).toHaveLength(1);
  });

  it('does not pay for what was only left unsaid', async () => {
    const { client, server } = await scriptedClient(saying({ ideas: [{ title: 'One', score: 5 }], note: null }));
    const answer = await client.structured(structuredCall().call);
    expect(answer).toEqual({ value: { ideas: [idea('One')] }, model: 'strong-1', warnings: [] });
    expect(server.requests).toHaveLength(1);
  });

  it('keeps the first items when there are too many, and says so', async () => {
    const ideas = ['1', '2', '3', '4', '5', '6'].map(idea);
    const { client, server } = await scriptedClient(saying({ ideas }));
    const answer = await client.structured(structuredCall().call);
    expect(answer.value.ideas).toEqual(ideas.slice(0, 4));
    expect(answer.warnings).toEqual(['2 entries of ideas left out: not in the agreed form.']);
    expect(server.requests).toHaveLength(1);
  });
});

describe('the repair turn', () => {
  it('shows the model its answer and every error with its path', async () => {
    const { client, server } = await scriptedClient(saying(bad, good));
    const { call, usages } = structuredCall();
    expect(await client.structured(call)).toEqual({ value: good, model: 'strong-1', warnings: [] });
    expect(server.requests).toHaveLength(2);
    const { contents, generationConfig, systemInstruction } = server.requests[1]?.body ?? { contents: [] };
    expect(contents.map((turn) => turn.role)).toEqual(['user', 'model', 'user']);
    expect(contents[0]).toEqual(server.requests[0]?.body.contents[0]);
    expect(contents[1]?.parts).toEqual([{ text: JSON.stringify(bad) }]);
    expect(contents[2]?.parts[0]?.text).toContain('$.ideas[1].score: Invalid input: expected number, received string');
    expect(contents[2]?.parts[0]?.text).toContain('whole corrected JSON');
    expect(generationConfig).toEqual(server.requests[0]?.body.generationConfig);
    expect(systemInstruction).toEqual(server.requests[0]?.body.systemInstruction);
    expect(usages).toHaveLength(2);
  });

  it('tells the findings of the check too', async () => {
    const check = (value: Ideas) =>
      value.ideas.flatMap(({ title }, index) => (title === 'Two' ? [`$.ideas[${index}].title: names a stranger`] : []));
    const corrected = { ideas: [idea('One'), idea('2')] };
    const { client, server } = await scriptedClient(saying(good, corrected));
    expect((await client.structured(structuredCall({ check }).call)).value).toEqual(corrected);
    expect(server.requests[1]?.body.contents[2]?.parts[0]?.text).toContain('$.ideas[1].title: names a stranger');
  });

  it('happens once: what is still wrong is left out piece by piece', async () => {
    const { client, server } = await scriptedClient(saying(bad, bad));
    const answer = await client.structured(structuredCall().call);
    expect(answer.value).toEqual({ ideas: [idea('One'), idea('Three')] });
    expect(answer.warnings).toEqual(['1 entry of ideas left out: not in the agreed form.']);
    expect(server.requests).toHaveLength(2);
  });

  it('leaves findings that remain to the reader of the answer', async () => {
    const check = () => ['$.ideas[0]: not proven'];
    const { client, server } = await scriptedClient(saying(good, good));
    expect((await client.structured(structuredCall({ check }).call)).value).toEqual(good);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['has more faults', { ideas: [{ title: 'One' }, { title: 'Two' }] }],
    ['is no JSON', 'I am sorry.'],
    ['holds hardly anything of it', { ideas: [] }],
  ])('keeps the first answer when the second %s', async (_, second) => {
    const { client } = await scriptedClient(saying(bad, second));
    const answer = await client.structured(structuredCall().call);
    expect(answer.value).toEqual({ ideas: [idea('One'), idea('Three')] });
    expect(answer.warnings).toHaveLength(1);
  });

  it('keeps the first answer when the second is refused', async () => {
    const blocked = answering('', { finishReason: 'SAFETY' });
    const { client } = await scriptedClient(saying(bad, blocked));
    expect((await client.structured(structuredCall().call)).value.ideas).toHaveLength(2);
  });

  it('fails when there is nothing to keep', async () => {
    for (const [first, second] of [
      ['no', 'no'],
      ['{}', '{"ideas": 5}'],
      ['{"ideas": [1, 2]}', '[]'],
    ] as const) {
      const { client, server } = await scriptedClient(saying(first, second));
      const error = await rejection(client.structured(structuredCall().call));
      expect(error).toMatchObject({ code: 'model_answer_unusable', retryable: true });
      expect(server.requests).toHaveLength(2);
    }
  });

  it('is stopped like any call', async () => {
    const { client, server } = await scriptedClient((_, index) =>
      index === 0 ? answering(JSON.stringify(bad)) : { hang: true },
    );
    const stop = new AbortController();
    const failed = rejection(client.structured(structuredCall({ signal: stop.signal }).call));
    await server.received(2);
    stop.abort();
    expect(await failed).toMatchObject({ code: 'cancelled' });
  });
});

describe('an answer that is no answer', () => {
  const cut = answering('{"ideas": [{"title": "On', { finishReason: 'MAX_TOKENS' });

  it.each([
    ['cut off', cut],
    ['empty', answering('')],
    ['malformed', answering('{}', { finishReason: 'MALFORMED_FUNCTION_CALL' })],
  ])('is asked for once more when it is %s', async (_, reply) => {
    const { client, server } = await scriptedClient(saying(reply, good));
    expect((await client.structured(structuredCall().call)).value).toEqual(good);
    expect(server.requests[1]?.body.contents).toHaveLength(1);

    const hopeless = await scriptedClient(() => reply);
    const { call, usages } = structuredCall();
    expect(await rejection(hopeless.client.structured(call))).toMatchObject({ code: 'model_answer_unusable' });
    expect(usages).toHaveLength(2);
  });

  it('is refused when it is blocked', async () => {
    const { client } = await scriptedClient(() => answering(JSON.stringify(good), { finishReason: 'RECITATION' }));
    expect(await rejection(client.structured(structuredCall().call))).toMatchObject({ code: 'model_blocked' });
  });
});
