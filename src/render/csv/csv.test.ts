import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../domain/text.ts';
import { csv } from './csv.ts';

/** A reader by the letter of RFC 4180. */
function read(text: string): string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of text.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    rows.at(-1)?.push(cell.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

test('whatever a cell holds comes back from it, but for what is invisible and the apostrophe', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a,b;"c"\r\nd', '"', '', 'Ærø', '\n'));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
      const bare = (cell: string) => cell.replaceAll("'", '');
      expect(read(csv(rows)).map((row) => row.map(bare))).toEqual(
        rows.map((row) => row.map((cell) => bare(cleanText(cell)))),
      );
    }),
  );
});

test.each([
  ['=HYPERLINK("http://evil.test")', '\'=HYPERLINK("http://evil.test")'],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'=1"],
  ['\r=1', "'=1"],
  ['  =1', "'=1"],
  ['\u200B=1', "'=1"],
  ['＝1', "'＝1"],
  ['Safe\n=1', "Safe\n'=1"],
  ['Safe;=cmd', "Safe;'=cmd"],
  ['a-b = c, +5 %', 'a-b = c, +5 %'],
])('%j is shown and never run', (given, shown) => {
  expect(read(csv([[given]]))).toEqual([[shown]]);
});

test('numbers stay numbers, rows end as the standard says', () => {
  expect(
    csv([
      ['a', -1.5],
      ['b', 2],
    ]),
  ).toBe('\uFEFF"a","-1.5"\r\n"b","2"\r\n');
});
