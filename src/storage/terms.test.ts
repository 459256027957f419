import { expect, test } from 'vitest';
import { queryTerms, terms } from './terms.ts';

test.each([
  ['Zürcher Kantonalbank', ['zurcher', 'kantonalbank']],
  ['A.P. Møller – Mærsk A/S', ['a', 'p', 'moller', 'maersk', 's']],
  ['Straße STRASSE strasse', ['strasse']],
  ['ﬁnance Ⅷ ２０２６', ['finance', 'viii', '2026']],
  ['Łódź, İstanbul; Đà Nẵng', ['lodz', 'istanbul', 'da', 'nang']],
  ['Сбербанк банк БАНК', ['сбербанк', 'банк']],
  ['"quoted" <b>it\'s</b> 50%', ['quoted', 'b', 'it', 's', '50']],
  ['', []],
  ['— … 🚀', []],
])('the words of %j', (text, expected) => {
  expect(terms(text)).toEqual(expected);
});

test('the same word is the same term however its letters are composed', () => {
  expect(terms('Zu\u0308rich')).toEqual(terms('Z\u00fcrich'));
});

test('scripts without spaces are cut into words that are found again', () => {
  const stored = terms('東京電力ホールディングス株式会社');
  expect(stored.length).toBeGreaterThan(1);
  expect(terms('東京').every((term) => stored.includes(term))).toBe(true);
});

test('there are bounds: words, their length, and the terms of a question', () => {
  const many = Array.from({ length: 1000 }, (_, i) => `w${i}`).join(' ');
  expect(terms(many)).toHaveLength(250);
  expect(terms(many, 3)).toEqual(['w0', 'w1', 'w2']);
  expect(queryTerms(many)).toHaveLength(30);
  expect(terms('x'.repeat(5000))).toEqual(['x'.repeat(40)]);
});
