import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Estimate } from '../../../domain/ideas.ts';
import { Statement } from '../../../domain/statement.ts';
import { id, modelLine, modelText } from '../../../domain/text.ts';
import { evidence, sampleContext } from '../testing/sample-context.ts';
import { evaluate } from './arithmetic.ts';
import { estimates } from './estimates.ts';
import { proposal } from './proposal.ts';
import { runCheck } from './scope.ts';

const Case = z.object({
  id: id(40),
  title: modelLine(200),
  problem: Statement,
  detail: z.object({ why: modelText(300) }).optional(),
  technologies: z.array(modelLine(80)),
  timeToValue: modelLine(100).nullable(),
});
const base = {
  id: 'case 99',
  title: 'A desk for exceptions',
  problem: evidence('About 1,000 positions would go.', 'news.1'),
  technologies: [],
  timeToValue: null,
};
const found = (more: Partial<z.infer<typeof Case>>) =>
  runCheck(proposal, Case, { ...base, ...more }, sampleContext()).map(({ path }) => path);

describe('proposal text', () => {
  it.each<Partial<z.infer<typeof Case>>>([
    { title: 'What 1,000 fewer positions mean' },
    { title: 'Ready for 40 seats' },
    { detail: { why: 'Maersk said 15% would go in February 2026.' } },
    { detail: { why: 'Karin Ortega asked for it; Fjordline Data has done it.' } },
    { technologies: ['Azure Databricks', 'Document understanding', 'SAP S/4HANA', 'Kafka'] },
    { timeToValue: '8–12 weeks to a measured pilot' },
    { timeToValue: 'First results in Q1 2027' },
    { detail: { why: 'Start with a 6-week pilot, then decide in March 2027.' } },
  ])('holds what its object’s claims, the input, the seller and the catalogue hold: %j', (more) => {
    expect(found(more)).toEqual([]);
  });

  it.each<[Partial<z.infer<typeof Case>>, string]>([
    [{ title: 'Save $180 million a year' }, 'title'],
    [{ title: 'What Contoso did' }, 'title'],
    [{ detail: { why: 'Robert Erni wants it.' } }, 'detail.why'],
    [{ detail: { why: 'Answers 30% faster.' } }, 'detail.why'],
    [{ detail: { why: 'From ten days to 2 days.' } }, 'detail.why'],
    [{ detail: { why: 'As they did in March 2025.' } }, 'detail.why'],
    [{ detail: { why: 'Decide on 31 February 2031.' } }, 'detail.why'],
    [{ technologies: ['Kafka', 'Zyntrix Cloud'] }, 'technologies[1]'],
    [{ timeToValue: 'Pays back 40% in 8 weeks' }, 'timeToValue'],
  ])('%j: %s', (more, path) => {
    expect(found(more)).toEqual([path]);
  });
});

describe('estimates', () => {
  const One = z.object({ problem: Statement, roi: Estimate.nullable() });
  const roi: Estimate = {
    result: '$180,000 for each position a year',
    formula: 'saving / positions',
    operands: [
      { name: 'Saving, USD', value: 180_000_000, claim: 'news.2' },
      { name: 'Positions', value: 1000, claim: 'news.1' },
    ],
    assumptions: ['All of it comes from positions.'],
  };
  const problems = (more: Partial<Estimate>) =>
    runCheck(estimates, One, { problem: base.problem, roi: { ...roi, ...more } }, sampleContext()).map(
      ({ message }) => message,
    );

  it('is done again from its operands', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ result: '$1.8 million for each position' })).toEqual([
      expect.stringContaining('The formula gives 180000'),
    ]);
    expect(problems({ formula: 'a great deal' })).toEqual([expect.stringContaining('cannot be done again')]);
  });

  it('checks where the operands come from', () => {
    const [saving, positions] = roi.operands;
    if (!saving || !positions) throw new Error('two operands');
    expect(problems({ operands: [saving, { ...positions, value: 2000 }], result: '$90,000' })).toEqual([
      'The operand "Positions" (2000) is not in the text of news.1.',
    ]);
    expect(problems({ operands: [saving, { ...positions, claim: 'news.77' }] })).toEqual([
      'There is no claim news.77.',
    ]);
    expect(problems({ operands: [saving, { ...positions, claim: null }], assumptions: [] })).toHaveLength(1);
    expect(problems({ operands: [saving, { ...positions, claim: null }] })).toEqual([]);
  });

  it.each([
    ['employees × share × 8', 800],
    ['(employees + 100) × 2', 2200],
    ['employees - 10%', 999.9],
    ['1,000 x 3 = 3,000', 3000],
    ['USD 5 million', undefined],
    ['employees ×', undefined],
    ['process.exit()', undefined],
    ['1 / 0', undefined],
  ])('%s is %s', (formula, value) => {
    const operands = [
      { name: 'Employees, heads', value: 1000 },
      { name: 'share of them', value: 0.1 },
    ];
    expect(evaluate(formula, operands)).toBe(value);
  });
});
