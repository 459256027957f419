import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GapAnalysis } from '../../../domain/gaps.ts';
import { type Estimate, Ideas, UseCasesDraft } from '../../../domain/ideas.ts';
import { OnePagerDraft } from '../../../domain/one-pager.ts';
import { type Basis, Statement, unknownStatement } from '../../../domain/statement.ts';
import { modelLine, modelText } from '../../../domain/text.ts';
import { evidence, inference, sampleContext } from '../testing/sample-context.ts';
import { enforce } from './enforce.ts';
import { findings } from './findings.ts';

const context = sampleContext();
const good = evidence('About 1,000 positions would go.', 'news.1');
const bad = evidence('About 7,000 positions would go.', 'news.1');

describe('what is taken out', () => {
  it('leaves a proven value alone', () => {
    const S = z.object({ list: z.array(Statement), title: modelLine(80) });
    const value = { list: [good], title: 'What 1,000 fewer positions mean' };
    expect(enforce(S, value, context)).toEqual({ value, findings: [], dropped: 0, downgraded: 0 });
  });

  it('a failing item goes, a failing statement at the top becomes unknown', () => {
    const S = z.object({ overview: Statement, list: z.array(Statement) });
    const result = enforce(S, { overview: bad, list: [bad, good, bad] }, context);
    expect(result).toMatchObject({ value: { overview: unknownStatement(), list: [good] }, dropped: 2, downgraded: 1 });
    expect(result.findings.map(({ path, check }) => `${path} ${check}`)).toEqual([
      'overview figures',
      'list[0] figures',
      'list[2] figures',
    ]);
  });

  it('an item goes with its only statement or its title; with several statements only the failing one does', () => {
    const News = z.object({ news: z.array(z.object({ title: modelLine(80), summary: Statement })) });
    const items = [
      { title: 'Posts go', summary: good },
      { title: 'Posts go', summary: bad },
      { title: 'Contoso cuts 9,000', summary: good },
    ];
    expect(enforce(News, { news: items }, context).value.news).toEqual([items[0]]);
    const Pairs = z.object({ pairs: z.array(z.object({ a: Statement, b: Statement })) });
    expect(enforce(Pairs, { pairs: [{ a: good, b: bad }] }, context).value.pairs).toEqual([
      { a: good, b: unknownStatement() },
    ]);
  });

  it('a list is never made shorter than its schema allows', () => {
    const Draft = z.object({ cases: z.array(z.object({ problem: Statement, title: modelLine(80) })).min(1) });
    const { value } = enforce(Draft, { cases: [{ problem: bad, title: 'Save 12%' }] }, context, {
      fallbacks: { 'cases[0].title': 'Use case' },
    });
    expect(value).toEqual({ cases: [{ problem: unknownStatement(), title: 'Use case' }] });
    const Conflicts = z.object({ conflicts: z.array(z.object({ values: z.array(Statement).min(2) })) });
    expect(enforce(Conflicts, { conflicts: [{ values: [good, bad] }] }, context).value).toEqual({ conflicts: [] });
  });

  it('proposal text becomes null or absent, loses its failing sentences, or is replaced', () => {
    const S = z.object({
      s: Statement,
      time: modelLine(80).nullable(),
      hint: modelText(200).optional(),
      pitch: modelText(300),
      headline: modelLine(110),
      notes: modelText(100),
    });
    const value = {
      s: good,
      time: 'Pays back 35%',
      hint: 'As Contoso did',
      pitch: 'Start with one desk. Save 35% of the cost. Decide after it.',
      headline: 'Save 35% like Contoso',
      notes: 'Contoso',
    };
    const result = enforce(S, value, context, { fallbacks: { headline: 'A proposal for your team' } });
    expect(result.value).toEqual({
      s: good,
      time: null,
      pitch: 'Start with one desk. Decide after it.',
      headline: 'A proposal for your team',
      notes: '',
    });
    expect(result.dropped).toBe(5);
    expect(enforce(z.object({ headline: modelLine(110) }), { headline: 'Save 35%' }, context).value.headline).toBe(
      'Not available.',
    );
  });

  it('markers and claims that do not exist are taken out of a statement that stands without them', () => {
    const S = z.object({ s: Statement, t: Statement, note: z.string() });
    const { value, dropped, downgraded } = enforce(
      S,
      {
        s: evidence('About 1,000 positions would go [3].', 'news.1', 'news.99'),
        t: evidence('No claim.', 'news.99'),
        note: 'See [news.1] there.',
      },
      context,
    );
    expect(value).toEqual({ s: good, t: unknownStatement(), note: 'See there.' });
    expect([dropped, downgraded]).toEqual([0, 1]);
  });

  it('takes back what lost its ground when a statement went', () => {
    const S = z.object({ items: z.array(z.object({ title: modelLine(80), points: z.array(Statement) })) });
    const value = { items: [{ title: '1,000 positions', points: [evidence('Some 7,000 go.', 'news.1')] }] };
    expect(enforce(S, value, context).value.items).toEqual([]);
  });
});

describe('whatever a model writes', { timeout: 30_000 }, () => {
  const sentence = fc.constantFrom(
    'About 1,000 positions would go.',
    'Contoso saves 35% [3].',
    'Vincent Clerc became chief executive on 1 January 2023.',
    'Vincent Erni likes it.',
    'See https://contoso.com/x for more.',
    'Maersk moved 500 SAP servers to Azure.',
    'A faster desk for exceptions',
    'Pays back in 8 weeks',
    "As news.1 says, CHF 1'422 Mio.",
    'Reliability above 90% in June 2025.',
    'It uses S/4HANA and the A350-941.',
    '',
  );
  const text = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
  const line = text.map((all) => all.trim() || 'Title');
  const claims = fc.array(fc.constantFrom<string>('news.1', 'news.2', 'leadership.1', 'technology.1', 'news.99'), {
    maxLength: 3,
  });
  const basis = fc.constantFrom<Basis>('evidence', 'inference', 'input', 'unknown');
  const statement = fc.record({ text, claims, basis });
  const statements = (max: number) => fc.array(statement, { maxLength: max });
  const lines = (max: number) => fc.array(line, { maxLength: max });
  const check = <S extends z.ZodType>(schema: S, values: fc.Arbitrary<NoInfer<z.infer<S>>>) =>
    fc.assert(
      fc.property(values, (value) => {
        const result = enforce(schema, value, context);
        expect(findings(schema, result.value, context)).toEqual([]);
        expect(schema.safeParse(result.value).success).toBe(true);
        expect(result.findings.length > 0).toBe(findings(schema, value, context).length > 0);
      }),
      { numRuns: 20 },
    );

  it('a one-pager has nothing unproven left and keeps its shape', () => {
    check(
      OnePagerDraft,
      fc.record({
        headline: line.map((all) => all.slice(0, 110)),
        summary: statement,
        challenge: statements(3),
        marketProof: statements(3),
        solution: statements(4),
        outcomes: statements(3),
        differentiators: lines(3).map((all) => all.map((one) => one.slice(0, 160))),
        callToAction: text.map((all) => all.slice(0, 220)),
        nextSteps: lines(3).map((all) => all.map((one) => one.slice(0, 160))),
      }),
    );
  });

  it('use cases do', () => {
    const useCase = fc.record({
      title: line,
      problem: statement,
      whyNow: statement,
      solution: statement,
      benefits: statements(3),
      roi: fc.option(
        fc.record({
          result: fc.constantFrom('$180,000 a year', '$5', 'Much'),
          formula: fc.constantFrom('saving / positions', 'saving', 'who knows'),
          operands: fc.constant<Estimate['operands']>([
            { name: 'saving', value: 180_000_000, claim: 'news.2' },
            { name: 'positions', value: 1000, claim: 'news.1' },
          ]),
          assumptions: fc.constant<string[]>([]),
        }),
      ),
      timeToValue: fc.option(fc.constantFrom('8 weeks', 'Saves 35%')),
      technologies: fc.constant<string[]>(['Azure', 'Zyntrix']),
      dataRequirements: fc.constant<string[]>([]),
      integrationPoints: fc.constant<string[]>([]),
      priority: fc.constant('high' as const),
      impact: fc.constant<number>(0.5),
      feasibility: fc.constant<number>(0.5),
    });
    check(UseCasesDraft, fc.record({ useCases: fc.array(useCase, { minLength: 1, maxLength: 3 }) }));
  });

  it('gaps and ideas do', () => {
    const gap = fc.record({
      id: fc.constant('process.1'),
      statement,
      severity: fc.constant('high' as const),
      typicalForVertical: fc.boolean(),
    });
    const gaps = fc.array(gap, { maxLength: 3 });
    check(
      GapAnalysis,
      fc.record({
        technology: gaps,
        capability: gaps,
        process: gaps,
        recommendations: statements(3),
        priorities: fc.constant<string[]>(['process.1']),
        confidence: fc.constant(0.5),
        notes: text,
      }),
    );
    const critique = fc.constant({
      technicalFeasibility: 5,
      clientFit: 5,
      revenue: 5,
      urgency: 5,
      proof: 5,
      why: 'Save 35%.',
    });
    const idea = fc.record({
      title: line,
      challenge: statement,
      marketStandard: statement,
      solution: text,
      outcome: text,
      technologies: lines(2).map((all) => all.map((one) => one.slice(0, 80))),
      critique,
    });
    check(Ideas, fc.record({ ideas: fc.array(idea, { maxLength: 3 }) }));
  });
});

describe('an inference', () => {
  it('holds no figure that its parents do not', () => {
    const S = z.object({ s: Statement });
    expect(findings(S, { s: inference('Cutting 15% of posts suggests pressure.', 'news.1') }, context)).toEqual([]);
    expect(findings(S, { s: inference('Cutting 25% of posts suggests pressure.', 'news.1') }, context)).toHaveLength(1);
  });
});
