import type { Palette } from '../colours.ts';
import type { Html } from '../html.ts';
import type { Chart } from './chart.ts';
import { drawMatrix } from './draw-matrix.ts';
import { drawTimeline } from './draw-timeline.ts';
import { drawTopics } from './draw-topics.ts';

/** A chart as SVG for the inside of a document: no script, no style sheet, foreign text escaped. */
export function drawChart(chart: Chart, palette: Palette): Html {
  switch (chart.kind) {
    case 'topics':
      return drawTopics(chart, palette);
    case 'timeline':
      return drawTimeline(chart, palette);
    case 'matrix':
      return drawMatrix(chart, palette);
  }
}
