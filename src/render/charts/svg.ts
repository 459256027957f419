import { html } from 'hono/html';
import type { Html } from '../html.ts';
import type { Chart } from './chart.ts';

/** One unit is a CSS pixel where the picture has the width of the page's text: 170 mm. */
export const pageWidth = 640;

/** The picture with its name and its content as text, which a reader of screens or of tagged PDF gets instead. */
export function svg({ kind, title, columns, rows }: Chart, height: number, body: Html[]): Html {
  const spoken = rows.map((row) => row.map((cell, index) => (cell === '' ? '' : `${columns[index]}: ${cell}`)));
  const description = spoken.map((cells) => cells.filter(Boolean).join(', ')).join('. ');
  return html`<svg viewBox="0 0 ${pageWidth} ${round(height)}" role="img" aria-labelledby="${kind}-title ${kind}-text"><title id="${kind}-title">${title}</title><desc id="${kind}-text">${description}</desc>${body}</svg>`;
}

/** Two decimals: enough for paper. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export interface Lettering {
  x: number;
  /** Base line of the first line. */
  y: number;
  size: number;
  fill: string;
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
}

export const leading = 1.3;

/** Lines of foreign or own text, escaped. `after` continues the last line. */
export function lettering(
  lines: readonly string[],
  { x, y, size, fill, weight = 400, anchor = 'start' }: Lettering,
  after: Html | '' = '',
): Html {
  const spans = lines.map(
    (line, index) =>
      html`<tspan x="${round(x)}" dy="${index === 0 ? 0 : round(size * leading)}">${line}</tspan>${index === lines.length - 1 && after}`,
  );
  return html`<text y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${spans}</text>`;
}

export const rule = (x1: number, y1: number, x2: number, y2: number, stroke: string): Html =>
  html`<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="0.8"/>`;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
  stroke?: string;
}

export const box = ({ x, y, width, height, fill, stroke = 'none' }: Box): Html =>
  html`<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}" fill="${fill}" stroke="${stroke}"/>`;
