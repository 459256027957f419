import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../domain/facts.ts';
import { conflictsIn } from './conflicts-in.ts';
import { claim, fact } from './testing/handwritten.ts';

const names = ['A.P. Moller - Maersk', 'Maersk'];
type Told = [text: string, value: string, period: string, source: string];
const conflicts = (attribute: Attribute, ...told: Told[]) => {
  const claims = told.map(([text, , , source], index) => claim(`financials.${index + 1}`, text, [source]));
  const facts = told.map(([, value, period], index) => fact(`financials.${index + 1}`, attribute, value, { period }));
  return conflictsIn(claims, facts, names).map(({ period, values }) => [period, ...values.map(({ value }) => value)]);
};

describe('sources of one run that disagree', () => {
  it('shows two values of the same thing from two sources', () => {
    expect(
      conflicts(
        'ebitda',
        ['Full-year 2025 EBITDA was $9.5bn.', '$9.5bn', '2025', 'a'],
        ['Bloomberg gives 2025 EBITDA as $9.57 billion.', '$9.57 billion', 'FY25', 'b'],
      ),
    ).toEqual([['2025', '$9.5bn', '$9.57 billion']]);
  });

  it.each<[string, Attribute, Told, Told]>([
    [
      'spelling',
      'revenue',
      ['Revenue of CHF 1’422 Mio.', 'CHF 1’422 Mio.', '2025', 'a'],
      ['1.422 billion francs', '1.422 billion francs', '2025', 'b'],
    ],
    [
      'rounding',
      'revenue',
      ['Revenue: $8.7 bn', '$8.7 bn', '2025', 'a'],
      ['Revenue: 8,738 million', '8,738 million', '2025', 'b'],
    ],
    ['another period', 'revenue', ['$54bn in 2025', '$54bn', '2025', 'a'], ['$55.5bn in 2024', '$55.5bn', '2024', 'b']],
    [
      'another currency',
      'dividend',
      ['DKK 1,120 for 2024', 'DKK 1,120', '2024', 'a'],
      ['$155 for 2024', '$155', '2024', 'b'],
    ],
    [
      'growth and amount',
      'revenue',
      ['Revenue rose 2.8% in 2025', '2.8%', '2025', 'a'],
      ['Revenue was $54bn in 2025', '$54bn', '2025', 'b'],
    ],
    [
      'one page with two figures',
      'employees',
      ['100,000 people', '100,000', '2025', 'a'],
      ['later 80,000 people', '80,000', '2025', 'a'],
    ],
    [
      'something a company has many of',
      'technology_in_use',
      ['It uses SAP.', 'SAP', '', 'a'],
      ['It uses Oracle.', 'Oracle', '', 'b'],
    ],
    [
      'the same post later',
      'cfo',
      ['Patrick Jany is CFO.', 'Patrick Jany', '2024', 'a'],
      ['Robert Erni is CFO.', 'Robert Erni', '2026-02', 'b'],
    ],
  ])('%s is none', (_what, attribute, ...told) => {
    expect(conflicts(attribute, ...told)).toEqual([]);
  });

  it('compares undated values only with those of the same age', () => {
    const [a, b] = [
      claim('profile.1', 'It has 100,000 employees.', ['a']),
      claim('profile.2', 'It has 80,000 employees.', ['b']),
    ];
    const facts = [fact('profile.1', 'employees', '100,000'), fact('profile.2', 'employees', '80,000')];
    expect(conflictsIn([a, b], facts, names)).toHaveLength(1);
    expect(
      conflictsIn(
        [
          { ...a, asOf: '2019' },
          { ...b, asOf: '2026' },
        ],
        facts,
        names,
      ),
    ).toEqual([]);
  });
});
