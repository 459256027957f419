import { html } from 'hono/html';
import { shortDate } from '../../domain/freshness.ts';
import { neutral, type Palette } from '../colours.ts';
import type { Html } from '../html.ts';
import { widthOf, wrap } from './measure.ts';
import { box, leading, lettering, pageWidth, round, rule, svg } from './svg.ts';
import type { TimelineChart, TimelineEvent } from './timeline.ts';

const size = 11;
/** `inset`: half a label of the scale stays inside. */
const lane = { x: 1, width: 206, top: 22, inset: 24 };
const dateAt = 220;
const textAt = 294;
const scaleWidth = lane.width - 2 * lane.inset;

/**
 * One row an event, so that no label can cover another: where it lies on the line, its date, what it says. The rows
 * share one scale of time.
 */
export function drawTimeline(chart: TimelineChart, palette: Palette): Html {
  const { events, today, limit } = chart;
  const from = Math.min(...events.map(({ date }) => startOf(date)));
  const to = Math.max(Date.parse(today), ...events.map(({ date }) => endOf(date)));
  const at = (time: number) => lane.x + lane.inset + ((time - from) / (to - from)) * scaleWidth;

  let y = lane.top + 14;
  const rows = events.map((event) => {
    const { drawn, height } = row(event, y, at, palette);
    y += height;
    return drawn;
  });
  const bottom = y - 6;
  const old = Date.parse(limit) <= from ? lane.x : at(Math.min(Date.parse(limit), to));
  const marks = ticks(from, to).map(
    ({ time, label }) =>
      html`${rule(at(time), lane.top, at(time), bottom, neutral.line)}${lettering([label], { x: at(time), y: 12, size: 10, fill: neutral.quiet, anchor: 'middle' })}`,
  );
  return svg(chart, bottom + 4, [
    box({
      x: lane.x,
      y: lane.top,
      width: lane.width,
      height: bottom - lane.top,
      fill: '#ffffff',
      stroke: neutral.line,
    }),
    box({ x: lane.x, y: lane.top, width: old - lane.x, height: bottom - lane.top, fill: neutral.shade }),
    ...marks,
    ...rows,
  ]);
}

function row(
  { date, text, sources }: TimelineEvent,
  y: number,
  at: (time: number) => number,
  palette: Palette,
): { drawn: Html; height: number } {
  const numbers = sources.slice(0, 3);
  const room = widthOf(numbers.join(', '), 9) + 8;
  const lines = wrap(text, { size, width: pageWidth - textAt, lines: 2, tail: room });
  const [start, end] = [at(startOf(date)), at(endOf(date))];
  const middle = y - 4;
  const place =
    date.length === 7
      ? box({ x: start, y: middle - 3.5, width: Math.max(4, end - start), height: 7, fill: palette.primary })
      : html`<circle cx="${round(start)}" cy="${round(middle)}" r="4" fill="${palette.primary}"/>`;
  const links = numbers.map((number, index) => html`${index > 0 ? ', ' : ''}<a href="#source-${number}">${number}</a>`);
  // The mark keeps the numbers behind a text that runs from right to left.
  const cited = html`<tspan dx="3" dy="-3" font-size="8.5" font-weight="600" fill="${palette.accent}">\u200e${links}</tspan>`;
  return {
    drawn: html`${rule(end + 5, middle, dateAt - 6, middle, neutral.line)}${place}${lettering([shortDate(date)], { x: dateAt, y, size, fill: neutral.ink, weight: 650 })}${lettering(lines, { x: textAt, y, size, fill: neutral.ink }, numbers.length > 0 ? cited : '')}`,
    height: lines.length * size * leading + 7,
  };
}

const startOf = (date: string): number => Date.parse(date);

/** Of a month its last day. */
const endOf = (date: string): number => {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return date.length === 7 ? Date.UTC(year, month, 0) : Date.parse(date);
};

/** Round dates of the scale, as many as can be read beside each other. */
function ticks(from: number, to: number): { time: number; label: string }[] {
  for (const step of [3, 6, 12, 24]) {
    const found = everyMonths(step, from, to);
    const room = step < 12 ? 52 : 32;
    if (found.length * room <= scaleWidth || step === 24) return found;
  }
  return [];
}

function everyMonths(step: number, from: number, to: number): { time: number; label: string }[] {
  const first = new Date(from).getUTCFullYear();
  const months = Array.from({ length: ((new Date(to).getUTCFullYear() - first + 1) * 12) / step }, (_, i) => i * step);
  return months
    .map((month) => ({ time: Date.UTC(first, month, 1), label: labelOf(new Date(Date.UTC(first, month, 1)), step) }))
    .filter(({ time }) => time >= from && time <= to);
}

const labelOf = (date: Date, step: number): string =>
  step >= 12 ? String(date.getUTCFullYear()) : shortDate(date.toISOString().slice(0, 7));
