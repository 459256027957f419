import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, mix, paletteOf } from './colours.ts';

test('contrast follows the published formula', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1);
  expect(mix('#ff0000', '#0000ff', 0.5)).toBe('#800080');
});

test('whatever colours a seller has, text can be read', () => {
  const channel = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, '0'));
  const colour = fc.tuple(channel, channel, channel).map((channels) => `#${channels.join('')}`);
  fc.assert(
    fc.property(colour, colour, (primary, accent) => {
      const palette = paletteOf({ primary, accent });
      expect(palette.band).toBe(primary);
      expect(contrast(palette.onBand, palette.band)).toBeGreaterThanOrEqual(4);
      expect(contrast(palette.accentOnBand, palette.band)).toBeGreaterThanOrEqual(3);
      expect(contrast(palette.primary, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.accent, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a good colour stays as it is', () => {
  expect(paletteOf({ primary: '#12355B', accent: '#d96c06' })).toMatchObject({ band: '#12355b', primary: '#12355b' });
});

test('what is no colour is refused before it gets into a style sheet', () => {
  expect(() => paletteOf({ primary: '#12355b;} body{', accent: '#d96c06' })).toThrow('#rrggbb');
});
