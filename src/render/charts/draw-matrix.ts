import { html } from 'hono/html';
import { neutral, type Palette } from '../colours.ts';
import type { Html } from '../html.ts';
import { tenths } from '../report/blocks.ts';
import type { MatrixChart, MatrixPoint } from './matrix.ts';
import { wrap } from './measure.ts';
import { box, leading, lettering, pageWidth, round, rule, svg } from './svg.ts';

const plot = { x: 20, y: 18, width: 290, height: 206 };
const legend = { x: 342, size: 12 };
const radius = 9;
/** From mark to mark in a row. */
const step = 2 * radius + 1;

interface Place {
  x: number;
  y: number;
}

/** Four fields with numbered marks, and beside them what the numbers stand for. */
export function drawMatrix(chart: MatrixChart, palette: Palette): Html {
  const { points } = chart;
  const entries = legendOf(points, palette);
  const height = Math.max(plot.y + plot.height + 36, entries.height);
  return svg(chart, height, [
    ...fields(palette),
    ...axes(),
    ...spread(points.map(placeOf)).map((place, index) => mark(place, points[index]?.rank ?? 0, palette)),
    ...entries.drawn,
  ]);
}

const placeOf = ({ impact, feasibility }: MatrixPoint): Place => ({
  x: plot.x + within(feasibility) * plot.width,
  y: plot.y + (1 - within(impact)) * plot.height,
});

const within = (share: number): number => Math.min(1, Math.max(0, share));

function fields(palette: Palette): Html[] {
  const { x, y, width, height } = plot;
  const half = { width: width / 2, height: height / 2 };
  const name = (text: string, at: Place, anchor: 'start' | 'end'): Html =>
    lettering([text], { ...at, size: 10.5, fill: neutral.ink, weight: 600, anchor });
  return [
    box({ x, y, width, height, fill: '#ffffff', stroke: neutral.line }),
    box({ x: x + half.width, y, ...half, fill: palette.tint }),
    rule(x + half.width, y, x + half.width, y + height, neutral.line),
    rule(x, y + half.height, x + width, y + half.height, neutral.line),
    name('Prepare', { x, y: y - 7 }, 'start'),
    name('Do first', { x: x + width, y: y - 7 }, 'end'),
    name('Leave', { x, y: y + height + 14 }, 'start'),
    name('Easy extra', { x: x + width, y: y + height + 14 }, 'end'),
  ];
}

function axes(): Html[] {
  const { x, y, width, height } = plot;
  const middle = y + height / 2;
  const label = { size: 10.5, fill: neutral.quiet, anchor: 'middle' as const };
  const end = { size: 10, fill: neutral.quiet };
  const upright = (text: string, at: number, look: typeof label | (typeof end & { anchor: 'start' | 'end' })): Html =>
    html`<g transform="rotate(-90 12 ${round(at)})">${lettering([text], { x: 12, y: at, ...look })}</g>`;
  const foot = y + height + 30;
  return [
    lettering(['low'], { x, y: foot, ...end }),
    lettering(['Feasibility'], { x: x + width / 2, y: foot, ...label }),
    lettering(['high'], { x: x + width, y: foot, ...end, anchor: 'end' }),
    upright('low', y + height, { ...end, anchor: 'start' }),
    upright('Impact', middle, label),
    upright('high', y, { ...end, anchor: 'end' }),
  ];
}

/** Marks that would cover each other stand in a row around their place; all stay inside the fields. */
export function spread(places: readonly Place[]): Place[] {
  let groups = places.map((_, index) => [index]);
  for (;;) {
    const stood = groups.map((group) => inRow(group.flatMap((member) => places[member] ?? [])));
    const pair = touching(stood);
    if (!pair) return places.map((_, index) => found(index, groups, stood));
    const [one, other] = pair;
    const joined = [...(groups[one] ?? []), ...(groups[other] ?? [])].sort((a, b) => a - b);
    groups = [...groups.filter((_, index) => index !== one && index !== other), joined];
  }
}

function inRow(members: readonly Place[]): Place[] {
  const mean = (pick: (of: Place) => number) => members.reduce((sum, place) => sum + pick(place), 0) / members.length;
  const reach = ((members.length - 1) * step) / 2;
  const middle = clamp(
    mean(({ x }) => x),
    plot.x + reach + radius,
    plot.x + plot.width - reach - radius,
  );
  const y = clamp(
    mean((place) => place.y),
    plot.y + radius,
    plot.y + plot.height - radius,
  );
  return members.map((_, index) => ({ x: middle - reach + index * step, y }));
}

function touching(rows: readonly (readonly Place[])[]): [number, number] | undefined {
  for (const [one, row] of rows.entries()) {
    const other = rows.findIndex(
      (next, index) => index > one && next.some((b) => row.some((a) => Math.hypot(a.x - b.x, a.y - b.y) < step - 0.01)),
    );
    if (other !== -1) return [one, other];
  }
  return undefined;
}

function found(index: number, groups: readonly number[][], stood: readonly Place[][]): Place {
  const group = groups.findIndex((members) => members.includes(index));
  return stood[group]?.[groups[group]?.indexOf(index) ?? 0] ?? { x: plot.x, y: plot.y };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const mark = ({ x, y }: Place, rank: number, palette: Palette): Html =>
  html`<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${palette.primary}" stroke="#ffffff" stroke-width="1.5"/>${lettering([String(rank)], { x, y: y + 4, size: 11.5, fill: '#ffffff', weight: 700, anchor: 'middle' })}`;

function legendOf(points: readonly MatrixPoint[], palette: Palette): { drawn: Html[]; height: number } {
  const { x, size } = legend;
  const text = x + 28;
  let y = plot.y + 12;
  const drawn = points.map(({ rank, title, impact, feasibility }) => {
    const lines = wrap(title, { size, width: pageWidth - text, lines: 3 });
    const below = y + (lines.length - 1) * size * leading + 16;
    const entry = html`${mark({ x: x + radius, y: y - 4 }, rank, palette)}${lettering(lines, { x: text, y, size, fill: neutral.ink, weight: 600 })}${lettering([`impact ${tenths(impact)}, feasibility ${tenths(feasibility)}`], { x: text, y: below, size: 10.5, fill: neutral.quiet })}`;
    y = below + 26;
    return entry;
  });
  return { drawn, height: y - 18 };
}
