import { afterEach, describe, expect, it } from 'vitest';
import { createDeepResearch } from './deep-research.ts';
import { rejection } from './scripted-client.ts';
import { refusing, type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function scripted(script: Script, timeoutMs = 5_000) {
  const server = await startScriptedServer(script);
  open.push(server);
  const research = createDeepResearch({ baseUrl: server.url, apiKey: 'key', agent: 'deep-research-x', timeoutMs });
  return { server, research };
}

const signal = () => new AbortController().signal;
const prompt = { system: 'Rules.', text: 'Task: deep\nCompany: Zürich AG' };
const interaction = (status: string, more: object = {}) => ({ body: { id: 'v1_a', status, steps: [], ...more } });

const text = 'Zürich AG hat 5’100 Angestellte. [cite: 1] Der Umsatz stieg um 4 %. [cite: 1, 2] Ohne Beleg.';
const byte = (words: string) => Buffer.byteLength(text.slice(0, text.indexOf(words)));
const cite = (from: string, upTo: string, url: string, title?: string) => ({
  type: 'url_citation',
  url,
  ...(title !== undefined && { title }),
  start_index: byte(from),
  end_index: byte(upTo),
});
const steps = [
  { type: 'user_input', content: [{ type: 'text', text: 'not the report' }] },
  { type: 'google_search_call', id: 's', arguments: { queries: ['Zürich AG', 'Zürich AG Umsatz'] } },
  { type: 'google_search_result', call_id: 's', result: [{ search_suggestions: '<div>chips</div>' }] },
  {
    type: 'model_output',
    content: [
      { type: 'image', data: 'x' },
      {
        type: 'text',
        text,
        annotations: [
          cite('Zürich', ' [cite: 1] Der', 'https://a.example/one', 'A'),
          // Takes in its mark.
          cite('Der', ' Ohne', 'https://b.example/two'),
          cite('Der', ' Ohne', 'https://a.example/one'),
          { type: 'url_citation', url: 'https://c.example/', start_index: 1, end_index: 2 },
          { type: 'url_citation', url: 'https://c.example/', start_index: 5, end_index: 9999 },
          { type: 'file_citation', document_uri: 'x' },
          null,
        ],
      },
    ],
  },
];

describe('start', () => {
  it('asks the agent in background, with the rules before the question, and returns the id', async () => {
    const { server, research } = await scripted(() => interaction('in_progress'));
    expect(await research.start(prompt, signal())).toEqual({ interaction: 'v1_a' });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.path).toMatch(/^\/v1(beta)?\/interactions$/);
    expect(server.requests[0]?.body).toMatchObject({
      agent: 'deep-research-x',
      background: true,
      store: true,
      input: 'Rules.\n\nTask: deep\nCompany: Zürich AG',
    });
  });

  it.each([
    ['quota', refusing(429, 'RESOURCE_EXHAUSTED', 'slow down'), { code: 'model_quota', retryable: true }],
    ['overload', refusing(503, 'UNAVAILABLE', 'busy'), { code: 'model_unavailable', retryable: true }],
    ['an agent that is not there', refusing(404, 'NOT_FOUND', 'no'), { code: 'model_unavailable', retryable: false }],
    ['a dropped answer', { drop: 'midway' as const }, { code: 'model_unavailable', retryable: false }],
    ['an answer without id', { body: { status: 'queued' } }, { code: 'model_unavailable', retryable: false }],
  ])('is never repeated by itself: %s', async (_, reply, error) => {
    const { server, research } = await scripted(() => reply);
    expect(await rejection(research.start(prompt, signal()))).toMatchObject(error);
    expect(server.requests).toHaveLength(1);
  });

  it('does not begin once aborted, and is not torn off half-way', async () => {
    const stop = new AbortController();
    const { server, research } = await scripted(async () => {
      stop.abort();
      return interaction('in_progress');
    });
    expect(await research.start(prompt, stop.signal)).toEqual({ interaction: 'v1_a' });
    await rejection(research.start(prompt, stop.signal));
    expect(server.requests).toHaveLength(1);
  });
});

describe('poll', () => {
  it.each(['queued', 'in_progress', 'requires_continuation', 'a status of tomorrow'])('%s: pending', async (status) => {
    const { research } = await scripted(() => interaction(status));
    expect(await research.poll('v1_a', signal())).toEqual({ state: 'pending' });
  });

  it.each([
    ['failed', interaction('failed'), 'failed'],
    ['cancelled', interaction('cancelled'), 'cancelled'],
    ['asks something back', interaction('requires_action'), 'requires_action'],
    ['cut short with nothing to cite', interaction('incomplete'), 'incomplete'],
    ['not there any more', refusing(404, 'NOT_FOUND', 'Interaction was not found.'), '404'],
  ])('%s: nothing will come of it', async (_, reply, why) => {
    const { research } = await scripted(() => reply);
    expect(await research.poll('v1_a', signal())).toEqual({ state: 'failed', why });
  });

  it.each([
    ['quota', refusing(429, 'RESOURCE_EXHAUSTED', 'slow down')],
    ['overload', refusing(503, 'UNAVAILABLE', 'busy')],
    ['a dropped socket', { drop: 'at once' as const }],
    ['no JSON', { body: '{"id": "v1' }],
    ['another shape', { body: { hello: 1 } }],
  ])('a moment’s trouble is not the end: %s', async (_, reply) => {
    const { server, research } = await scripted(() => reply);
    expect(await research.poll('v1_a', signal())).toEqual({ state: 'pending' });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up waiting for one answer at its deadline, and at once when stopped', async () => {
    const { research } = await scripted(() => ({ hang: true }), 30);
    expect(await research.poll('v1_a', signal())).toEqual({ state: 'pending' });
    const stop = new AbortController();
    const { server, research: patient } = await scripted(() => ({ hang: true }));
    const polled = rejection(patient.poll('v1_a', stop.signal));
    await server.received(1);
    stop.abort();
    expect(await polled).toMatchObject({ code: 'cancelled' });
  });

  it('turns citations into supports, byte for byte, without the agent’s marks', async () => {
    const { server, research } = await scripted(() =>
      interaction('completed', {
        steps,
        usage: { total_input_tokens: 10, total_tool_use_tokens: 90, total_output_tokens: 40, total_thought_tokens: 5 },
      }),
    );
    const polled = await research.poll('v1_a', signal());
    if (polled.state !== 'done') throw new TypeError(polled.state);
    expect(server.requests[0]?.path).toMatch(/\/interactions\/v1_a(\?|$)/);
    const { answer, usage } = polled;
    expect(answer).toMatchObject({
      parts: [text],
      searchQueries: ['Zürich AG', 'Zürich AG Umsatz'],
      searchEntryPoint: '<div>chips</div>',
      model: 'deep-research-x',
      finishReason: 'completed',
    });
    expect(usage).toMatchObject({ calls: 1, groundedCalls: 1, searchQueries: 2, tokensIn: 100, tokensOut: 45 });
    expect(answer.chunks).toEqual([
      { uri: 'https://a.example/one', title: 'A' },
      { uri: 'https://b.example/two' },
      { uri: 'https://c.example/' },
    ]);
    expect(answer.supports.map((support) => [support.text, support.chunkIndices])).toEqual([
      ['Zürich AG hat 5’100 Angestellte.', [0]],
      ['Der Umsatz stieg um 4 %.', [1]],
      ['Der Umsatz stieg um 4 %.', [0]],
      // Within a character, and past the end: kept without text, for the evidence code to drop and count.
      ['', [2]],
      ['', [2]],
    ]);
    const bytes = Buffer.from(text);
    for (const support of answer.supports.slice(0, 3))
      expect(bytes.subarray(support.startIndex, support.endIndex).toString()).toBe(support.text);
  });

  it('reads offsets that count over all text blocks, and says nothing of usage where nothing is said', async () => {
    const block = (words: string, annotations: object[]) => ({ type: 'text', text: words, annotations });
    const content = [
      block('Erste Zeile.', []),
      block('Zweite Zeile.', [{ type: 'url_citation', url: 'https://a.example/', start_index: 12, end_index: 25 }]),
    ];
    const { research } = await scripted(() =>
      interaction('incomplete', { steps: [{ type: 'model_output', content }] }),
    );
    const polled = await research.poll('v1_a', signal());
    expect(polled).toMatchObject({ state: 'done', answer: { supports: [{ part: 1, text: 'Zweite Zeile.' }] } });
    expect(polled).not.toHaveProperty('usage');
  });
});

describe('cancel', () => {
  it.each([
    ['it runs', interaction('cancelled')],
    ['it has ended', refusing(400, 'FAILED_PRECONDITION', 'not running')],
    ['it is not there', refusing(404, 'NOT_FOUND', 'no')],
  ])('says so and never throws: %s', async (_, reply) => {
    const { server, research } = await scripted(() => reply);
    await research.cancel('v1_a');
    expect(server.requests.map(({ path }) => path)).toEqual([expect.stringMatching(/\/interactions\/v1_a\/cancel$/)]);
  });
});
