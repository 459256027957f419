/** A colour as three channels from 0 to 255. */
type Rgb = readonly [number, number, number];

/** Only digits leave this file, so a colour cannot carry anything into a style sheet. */
function parse(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) throw new TypeError('a colour is written #rrggbb');
  return [1, 2, 3].map((group) => Number.parseInt(match[group] ?? '0', 16)) as unknown as Rgb;
}

const print = (rgb: Rgb): string =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, 0 to 1 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 (no contrast) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** `share` of the first colour, the rest of the second. */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [parse(one), parse(other)];
  return print(a.map((channel, index) => channel * share + (b[index] ?? 0) * (1 - share)) as unknown as Rgb);
}

const white = '#ffffff';
const ink = '#14181d';

/** The colour itself, or as much darker as it must be to be read on white. */
function darkened(colour: string, needed: number): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const darker = mix(colour, '#000000', share);
    if (contrast(darker, white) >= needed) return darker;
  }
  return '#000000';
}

/** A light colour made dark is another colour; then ink says it better. */
const asText = (colour: string): string => (contrast(colour, white) >= 2.5 ? darkened(colour, 4.5) : ink);

/** What every document is written in, whatever the colours of the seller. */
export const neutral = { ink: '#1f2933', quiet: '#5b6673', line: '#d8dde3', shade: '#eef1f4' } as const;

/** What a document draws with, made from the two colours of a seller whatever they are. */
export interface Palette {
  /** The seller's own colour, for filled areas. */
  band: string;
  /** Text on `band`. */
  onBand: string;
  /** Small signs of emphasis on `band`. */
  accentOnBand: string;
  /** Headlines on white. */
  primary: string;
  /** Small signs of emphasis on white, also as text. */
  accent: string;
  /** Accent for shapes, as the seller has it. */
  shape: string;
  /** A breath of the seller's colour, for quiet areas. */
  tint: string;
}

/** Throws `TypeError` when a colour is not written `#rrggbb`. */
export function paletteOf(colours: { primary: string; accent: string }): Palette {
  const band = print(parse(colours.primary));
  const onBand = contrast(band, white) >= contrast(band, ink) ? white : ink;
  const shape = print(parse(colours.accent));
  return {
    band,
    onBand,
    accentOnBand: contrast(shape, band) >= 3 ? shape : onBand,
    primary: asText(band),
    accent: contrast(shape, white) >= 2.5 ? darkened(shape, 4.5) : asText(band),
    shape,
    tint: mix(band, white, 0.06),
  };
}
