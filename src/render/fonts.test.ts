import { expect, test } from 'vitest';
import { embeddedFonts } from './fonts.ts';

test('the typeface travels with the document: Latin and its extensions, nothing from outside', async () => {
  const rules = await embeddedFonts();
  expect(rules.match(/@font-face/g)).toHaveLength(2);
  expect(rules.match(/url\(/g)).toHaveLength(2);
  // "wOF2", the first four bytes of the format.
  expect(rules.match(/url\(data:font\/woff2;base64,d09G/g)).toHaveLength(2);
});
