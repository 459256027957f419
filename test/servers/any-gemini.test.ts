import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { CaseStudiesDraft } from '../../src/domain/case-study.ts';
import { AppError } from '../../src/domain/errors.ts';
import { GroundingChunk, GroundingSupport, type Usage } from '../../src/domain/evidence.ts';
import { GapAnalysis } from '../../src/domain/gaps.ts';
import { Ideas, UseCasesDraft } from '../../src/domain/ideas.ts';
import { OnePagerDraft } from '../../src/domain/one-pager.ts';
import { Report } from '../../src/domain/report.ts';
import { Vertical } from '../../src/domain/vertical.ts';
import { createModelClient } from '../../src/pipeline/gemini/client.ts';
import { createGeminiEmbeddings } from '../../src/pipeline/gemini/gemini-embeddings.ts';
import { type AnyGeminiOptions, startAnyGemini } from './any-gemini.ts';
import { glean } from './loose-talk.ts';
import { valueFor } from './schema-walker.ts';
import { createSeededRandom } from './seeded-random.ts';

const schemas = { CaseStudiesDraft, GapAnalysis, Ideas, OnePagerDraft, Report, UseCasesDraft, Vertical };
const prompt = [
  'Today is 2026-11-23.',
  'Company: Acme Boats (acme.example, Ålesund, Norway)',
  '[profile.1] Acme Boats counted 1,250 employees for 2025. (acme.example, 2026-02)',
  '[news.2] Acme Boats opened a yard in Ålesund. (news.example)',
].join('\n');

async function started(options: AnyGeminiOptions) {
  const server = await startAnyGemini(options);
  onTestFinished(() => server.close());
  const reported: Usage[] = [];
  const call = {
    stage: 'test',
    tier: 'fast' as const,
    signal: new AbortController().signal,
    onUsage: (usage: Usage) => reported.push(usage),
  };
  const options_ = {
    baseUrl: server.url,
    concurrency: 4,
    timeoutMs: 10_000,
    clock: { sleep: () => Promise.resolve(), monotonic: () => 0 },
    random: () => 0,
  };
  const client = createModelClient({ ...options_, ladders: { fast: ['any'], strong: ['any'] } });
  return { server, client, call, reported, embeddings: createGeminiEmbeddings(options_) };
}

const numbered = (index: number) => ({ system: 'Rules.', text: `${prompt}\nNumber ${index}.` });

describe('the schema walker', () => {
  it.each(Object.entries(schemas))('makes values that follow %s, but for the length of texts', (name, schema) => {
    const json = z.toJSONSchema(schema);
    const override = ({ jsonSchema }: { jsonSchema: { maxLength?: unknown } }) => {
      delete jsonSchema.maxLength;
    };
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      z.toJSONSchema(schema, { override }),
    );
    for (let seed = 0; seed < 40; seed += 1) {
      const random = createSeededRandom(`${name}${seed}`);
      validate(valueFor(json as never, { random, gleaned: glean(prompt), disobedience: 0 }));
      expect(validate.errors).toBeNull();
    }
  });

  it('follows references, unions, records and tuples', () => {
    const Tree = z.object({
      name: z.string().regex(/^#[0-9a-f]{6}$/),
      get children() {
        return z.array(Tree).max(2);
      },
      pair: z.tuple([z.string(), z.int().min(3).max(4)]),
      byName: z.record(z.string(), z.boolean()),
      kind: z.union([z.literal('a'), z.null()]),
    });
    const json = z.toJSONSchema(Tree);
    const random = createSeededRandom('tree');
    let fitting = 0;
    for (let draw = 0; draw < 50; draw += 1) {
      const value = valueFor(json as never, { random, gleaned: glean(''), disobedience: 0 });
      if (Tree.safeParse(value).success) fitting += 1;
    }
    expect(fitting).toBeGreaterThan(40);
  });

  it('breaks the schema when it is to', () => {
    const json = z.toJSONSchema(Report) as never;
    const broken = Array.from({ length: 30 }, (_, index) =>
      valueFor(json, { random: createSeededRandom(`${index}`), gleaned: glean(prompt), disobedience: 0.05 }),
    ).filter((value) => !Report.safeParse(value).success);
    expect(broken.length).toBeGreaterThan(15);
  });
});

describe('any Gemini', () => {
  it('gives the same answers for the same seed, in whatever order it is asked', async () => {
    const [one, two, other] = await Promise.all([started({ seed: 1 }), started({ seed: 1 }), started({ seed: 2 })]);
    const order = [0, 1, 2, 3, 4, 5];
    const ask = async ({ client, call }: typeof one, indices: number[]) => {
      const answers = new Map<number, unknown>();
      for (const index of indices) {
        answers.set(index, await client.grounded({ ...call, prompt: numbered(index) }).catch((error) => error.code));
      }
      return order.map((index) => answers.get(index));
    };
    const answers = await ask(one, order);
    expect(await ask(two, order.toReversed())).toEqual(answers);
    expect(await ask(other, order)).not.toEqual(answers);
  });

  it('answers search with what the evidence code must survive', async () => {
    const { client, call } = await started({ seed: 3, faults: false });
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, index) => client.grounded({ ...call, prompt: numbered(index) })),
    );
    for (const { chunks, supports } of answers) {
      for (const chunk of chunks) GroundingChunk.parse(chunk);
      for (const support of supports) GroundingSupport.parse(support);
    }
    const all = answers.flatMap(({ parts, chunks, supports }) =>
      supports.map((support) => {
        const bytes = Buffer.from(parts[support.part] ?? '').subarray(support.startIndex, support.endIndex);
        const isTrue = support.text !== '' && bytes.toString() === support.text;
        const inRange = support.chunkIndices.every((index) => index >= 0 && index < chunks.length);
        return { isTrue, inRange, hasText: support.text !== '' };
      }),
    );
    const share = (test: (one: (typeof all)[number]) => boolean) => all.filter(test).length / all.length;
    expect(share(({ isTrue, inRange }) => isTrue && inRange)).toBeGreaterThan(0.3);
    expect(share(({ isTrue, hasText }) => hasText && !isTrue)).toBeGreaterThan(0.05);
    expect(share(({ inRange }) => !inRange)).toBeGreaterThan(0.05);
    expect(share(({ hasText }) => !hasText)).toBeGreaterThan(0.05);
    expect(answers.some(({ chunks }) => chunks.some((chunk) => Object.keys(chunk).length === 0))).toBe(true);
    expect(answers.some(({ supports }) => supports.length === 0)).toBe(true);
  });

  it('brings the client to an answer that fits or to an honest error, never to anything else', async () => {
    const { server, client, call, reported } = await started({ seed: 4 });
    const check = (value: unknown) => (JSON.stringify(value).includes('Xqzzl') ? ['$: names a stranger'] : []);
    const outcomes = await Promise.all(
      Object.values(schemas).flatMap((schema) =>
        Array.from({ length: 25 }, async (_, index) => {
          try {
            const { value } = await client.structured<z.ZodType>({ ...call, prompt: numbered(index), schema, check });
            return schema.safeParse(value).success ? 'fits' : 'does not fit';
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
            expect((error as AppError).message).not.toContain('secret-of-the-service');
            return (error as AppError).code;
          }
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'fits').length).toBeGreaterThan(outcomes.length * 0.7);
    expect(new Set(outcomes)).toEqual(new Set(['fits', 'model_answer_unusable', 'model_blocked']));
    const seen = new Set(server.requests.map((request) => request.outcome));
    for (const expected of ['answered', '429', '503', 'wrong shape', 'empty', 'cut', 'blocked', 'no JSON', 'null']) {
      expect(seen).toContain(expected);
    }
    const answered = server.requests.filter(({ outcome }) => outcome !== '429' && outcome !== '503');
    expect(reported).toHaveLength(answered.length);
  });

  it('embeds', async () => {
    const { embeddings } = await started({ seed: 5 });
    const vectors = await embeddings.embed(['one', 'two', 'three'], new AbortController().signal);
    expect(vectors.map((vector) => vector.length)).toEqual([768, 768, 768]);
  });
});
