import { expect, test } from 'vitest';
import { escapeMarkdown, linkTarget } from './escape-markdown.ts';

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['a & b &lt;', 'a &amp; b &amp;lt;'],
  ['**bold** _it_ ~~no~~ `x`', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`x\\`'],
  ['[text](/path) ![alt]', '\\[text\\](/path) !\\[alt\\]'],
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['12. item', '12\\. item'],
  ['2026 was', '2026 was'],
  ['one\n\n# two', 'one # two'],
  ['a | b', 'a \\| b'],
  ['Zürich – Ærø 5 %', 'Zürich – Ærø 5 %'],
])('%j becomes %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test.each([
  ['see https://evil.test/a_b now', 'see `https://evil.test/a_b` now'],
  ['www.evil.test', '`www.evil.test`'],
  ['write to a@evil.test', 'write to `a@evil.test`'],
  ['hello @everyone', 'hello `@everyone`'],
  ['[x](javascript:alert(1))', '\\[x\\](`javascript:alert(1))`'],
  ['https://evil.test/`x`', "`https://evil.test/'x'`"],
])('nothing in %j links by itself', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('an address cannot leave its brackets', () => {
  expect(linkTarget('https://a.org/x>(y) [z]')).toBe('<https://a.org/x%3E(y)%20[z]>');
});
