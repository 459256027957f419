import fc from 'fast-check';
import { expect, test } from 'vitest';
import { widthOf, wrap } from './measure.ts';

const width = 120;
const size = 10;

test('whatever the text, no line is too wide and there are not too many', () => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('Donaudampfschiff'.repeat(3))))
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 40 }), (given, lines, tail) => {
      const wrapped = wrap(given, { size, width, lines, tail });
      expect(wrapped.length).toBeLessThanOrEqual(lines);
      for (const line of wrapped) expect(widthOf(line, size)).toBeLessThanOrEqual(width);
      expect(widthOf(wrapped.at(-1) ?? '', size)).toBeLessThanOrEqual(width - tail);
    }),
  );
});

test('what fits is kept whole; what does not is cut behind a word, with a mark', () => {
  expect(wrap('About 1,000 positions go.', { size, width: 200, lines: 1 })).toEqual(['About 1,000 positions go.']);
  const long = 'About 1,000 of its roughly 6,000 corporate positions would go this year.';
  const whole = wrap(long, { size, width, lines: 9 });
  expect(whole.join(' ')).toBe(long);
  const cut = wrap(long, { size, width, lines: 2 }).join(' ');
  expect(cut).toMatch(/^About 1,000 of .*\w…$/);
  expect(long.split(' ')).toContain(cut.slice(0, -1).split(' ').at(-1));
});
