import { expect, test } from 'vitest';
import { figureProblems, figuresIn } from './check-figures.ts';

test('figures are compared whatever parts their thousands', () => {
  expect(figuresIn("CHF 1'422 Mio., 105,908 people, 3,4 Milliarden, 2.70, 200–300")).toEqual([
    '1422',
    '105908',
    '3.4',
    '2.7',
    '200',
    '300',
  ]);
});

test('a figure must stand in the facts of its own statement, or of the object around it', () => {
  const facts = [{ id: 'f1', topic: 'news' as const, text: 'It fell by 1,000 in 2026.', sources: ['s1'] }];
  const problems = (node: Parameters<typeof figureProblems>[0]) => figureProblems(node, { facts });
  expect(problems({ text: 'A fall of 1000.', claims: ['f1'], basis: 'evidence' })).toEqual([]);
  expect(problems({ text: 'A fall of 1001.', claims: ['f1'], basis: 'evidence' })).toHaveLength(1);
  expect(problems({ text: 'x', claims: ['f7'], basis: 'evidence' })).toHaveLength(1);
  expect(problems({ text: 'x', claims: [], basis: 'inference' })).toHaveLength(1);
  const object = (pitch: string) => ({ ideas: [{ pitch, why: { text: 'x', claims: ['f1'], basis: 'evidence' } }] });
  expect(problems(object('Since 2026'))).toEqual([]);
  expect(problems(object('Since 2027'))).toHaveLength(1);
});
