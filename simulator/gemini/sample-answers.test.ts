import { expect, test } from 'vitest';
import { z } from 'zod';
import { OnePagerDraft } from '../../src/domain/one-pager.ts';
import { draftSchemas } from './check-answer-file.ts';
import { figureProblems } from './check-figures.ts';
import { topics } from './company-facts.ts';
import type { Json } from './json.ts';
import { JsonSchema } from './json-schema.ts';
import { readPrompt } from './prompt.ts';
import { claimLines, promptText, type TestClaim } from './prompt-for-test.ts';
import { sampleFacts } from './sample-facts.ts';
import { answerStructured } from './structured-answer.ts';

const company = 'Nordwind Werke (nordwind-werke.example, Sample City)';
const claimsFor = (families: readonly (typeof topics)[number][]): TestClaim[] =>
  families.flatMap((topic) =>
    sampleFacts('Nordwind Werke', topic).map(({ text }, index) => ({ id: `${topic}.${index + 1}`, text })),
  );

const nothing = { companies: [], answers: new Map() };
function ask(schema: z.ZodType, task: string, claims: readonly TestClaim[], more: Record<string, string> = {}): Json {
  const text = promptText({ task, company, sections: { ...more, claims: claimLines(claims) } });
  return answerStructured(nothing, readPrompt(text), JsonSchema.parse(z.toJSONSchema(schema)));
}

/** Claims play the facts here: every figure must stand in the claims that the text names. */
const figureFindings = (answer: Json, claims: readonly TestClaim[]) =>
  figureProblems(answer, { facts: claims.map(({ id, text }) => ({ id, text, topic: 'news', sources: ['s1'] })) });

const amounts = { all: topics, quick: ['profile', 'news', 'leadership', 'technology'] } as const;
const schemas: [string, z.ZodType][] = [
  ...Object.entries(draftSchemas).map(([name, schema]): [string, z.ZodType] => [name, schema.meta({ title: name })]),
  ['OnePager', OnePagerDraft],
];

for (const [amount, families] of Object.entries(amounts)) {
  test.each(schemas)(
    `%s from ${amount} sample claims: right shape, only figures of its own claims`,
    (_name, schema) => {
      const claims = claimsFor(families);
      const answer = ask(schema, 'report', claims);
      expect(z.prettifyError(schema.safeParse(answer).error ?? new z.ZodError([]))).toBe('');
      expect(figureFindings(answer, claims)).toEqual([]);
      expect(answer).toEqual(ask(schema, 'report', claims));
    },
  );
}

test('sample facts say so, on reserved domains only, and are the same each time', () => {
  for (const topic of topics) {
    const facts = sampleFacts('Zukünftige Überraschungs AG', topic);
    expect(facts).toEqual(sampleFacts('Zukünftige Überraschungs AG', topic));
    for (const { text, page } of facts) {
      expect(text).toMatch(/^Sample: /);
      expect(new URL(page.url).hostname).toMatch(/\.example$/);
    }
  }
  expect(sampleFacts('A', 'profile')).not.toEqual(sampleFacts('B', 'profile'));
});

test('a name without letters of a host still gets reserved pages', () => {
  for (const name of ['台達電子', '🚢', '<!channel>', 'a | domain: evil.com\nCandidate: x']) {
    const [fact] = sampleFacts(name, 'profile');
    expect(new URL(fact?.page.url ?? '').hostname).toMatch(/^www\.[a-z0-9-]+\.example$/);
    expect(fact?.text).not.toMatch(/[|\n]/);
  }
});

test('ten ideas, the first three become use cases, and the one-pager tells the use case it was given', () => {
  const claims = claimsFor(topics);
  const { ideas } = draftSchemas.Ideas.parse(ask(draftSchemas.Ideas, 'ideas', claims));
  expect(ideas.length).toBeGreaterThanOrEqual(10);
  expect(new Set(ideas.map(({ challenge }) => challenge.text)).size).toBe(ideas.length);
  const given = { ideas: JSON.stringify(ideas.toReversed()) };
  const { useCases } = draftSchemas.UseCases.parse(ask(draftSchemas.UseCases, 'useCases', claims, given));
  expect(useCases.map(({ title }) => title)).toEqual(
    ideas
      .toReversed()
      .slice(0, 3)
      .map(({ title }) => title),
  );
  const [first] = useCases;
  const page = OnePagerDraft.parse(ask(OnePagerDraft, 'onePager[u1]', claims, { use_case: JSON.stringify(first) }));
  expect(page.headline).toBe(first?.title);
  expect(page.summary.claims).toEqual(first?.problem.claims);
  expect(page.challenge.length).toBeGreaterThan(0);
  expect(page.solution.length).toBeGreaterThan(0);
});

test('an unknown schema gets an answer of its shape, whatever it asks for', () => {
  const Unknown = z
    .object({
      verdict: z.enum(['good', 'bad']),
      count: z.int().min(3),
      share: z.number().max(0.4),
      when: z.iso.date(),
      page: z.url().nullable(),
      rows: z
        .array(
          z.object({
            label: z.string().min(4).max(10),
            proof: z.object({ text: z.string(), claims: z.array(z.string()).min(1), basis: z.string() }),
          }),
        )
        .min(2),
      either: z.union([z.object({ a: z.string() }), z.number()]),
      flag: z.boolean(),
    })
    .meta({ title: 'Weather' });
  const claims = claimsFor(['news']);
  const answer = Unknown.parse(ask(Unknown, 'weather', claims));
  expect(answer.rows.map(({ proof }) => proof.text)).toEqual(claims.slice(0, 2).map(({ text }) => text));
});

test('without claims nothing is claimed', () => {
  const report = draftSchemas.Report.parse(ask(draftSchemas.Report, 'report', []));
  expect(report.overview.basis).toBe('unknown');
  expect(JSON.stringify(report)).not.toContain('"evidence"');
});
