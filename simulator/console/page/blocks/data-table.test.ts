import { expect, test } from 'vitest';
import { sorted } from './data-table.tsx';

const row = (name: string, value: number) => [
  { type: 'raw_text', text: name },
  { type: 'raw_number', value, text: `$${value}` },
];
const rows = [row('Rep 10', 12), row('rep 9', 3), row('Manager', 100)];
const namesOf = (list: ReturnType<typeof sorted>) => list.map(([cell]) => cell?.text);

test('numbers are sorted by value, words as people sort them', () => {
  expect(namesOf(sorted(rows, { column: 1, down: false }))).toEqual(['rep 9', 'Rep 10', 'Manager']);
  expect(namesOf(sorted(rows, { column: 1, down: true }))).toEqual(['Manager', 'Rep 10', 'rep 9']);
  expect(namesOf(sorted(rows, { column: 0, down: false }))).toEqual(['Manager', 'rep 9', 'Rep 10']);
  expect(namesOf(sorted(rows, undefined))).toEqual(['Rep 10', 'rep 9', 'Manager']);
});
