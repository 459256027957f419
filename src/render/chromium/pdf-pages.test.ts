import { expect, test } from 'vitest';
import { countPages } from './pdf-pages.ts';

const pdf = (title: string, count: number) =>
  Buffer.from(
    [
      '%PDF-1.4',
      `1 0 obj\n<</Title (${title})>>\nendobj`,
      `12 0 obj\n<</Type /Pages\n/Count ${count}\n/Kids [2 0 R]>>\nendobj`,
      '26 0 obj\n<</Type /Catalog\n/Pages 12 0 R\n/Lang (en)>>\nendobj',
      'trailer\n<</Size 27\n/Root 26 0 R>>\nstartxref\n1\n%%EOF',
    ].join('\n'),
    'latin1',
  );

test('pages are counted in the page tree', () => {
  expect(countPages(pdf('Brief', 3))).toBe(3);
});

test('text that looks like a page tree changes nothing', () => {
  expect(countPages(pdf('/Type /Pages /Count 1 /Root 9 0 R', 2))).toBe(2);
});

test('what is no PDF is refused', () => {
  expect(() => countPages(Buffer.from('hello'))).toThrow(TypeError);
});
