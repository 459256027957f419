import { neutral, type Palette } from '../colours.ts';
import type { Html } from '../html.ts';
import { wrap } from './measure.ts';
import { box, lettering, pageWidth, rule, svg } from './svg.ts';
import { type Topic, type TopicChart, undated } from './topics.ts';

const size = 11.5;
const rowHeight = 21;
const top = 24;
const bar = { x: 128, width: 280, height: 11 };

/** Bars from one zero line, the best supported topic first; figures stand at their ends and in columns. */
export function drawTopics(chart: TopicChart, palette: Palette): Html {
  const { topics } = chart;
  const rated = topics.some(({ confidence }) => confidence !== '');
  const dated = topics.some(({ newest }) => newest !== undated);
  const most = Math.max(...topics.map(({ findings }) => findings));
  const columns = [
    { title: 'Sites', x: 480, of: ({ findings, sites }: Topic) => (findings > 0 ? String(sites) : '') },
    ...(dated
      ? [
          {
            title: 'Newest',
            x: rated ? 560 : pageWidth,
            of: ({ findings, newest }: Topic) => (findings > 0 ? newest : ''),
          },
        ]
      : []),
    ...(rated ? [{ title: 'Confidence', x: pageWidth, of: ({ confidence }: Topic) => confidence }] : []),
  ];
  const heads = columns.map(({ title, x }) =>
    lettering([title], { x, y: 10, size: 10, fill: neutral.quiet, anchor: 'end' }),
  );
  const rows = topics.flatMap((topic, index) => {
    const base = top + index * rowHeight + 10;
    return [
      lettering(wrap(topic.label, { size, width: bar.x - 10, lines: 1 }), { x: 0, y: base, size, fill: neutral.ink }),
      ...barOf(topic, base - 9.5, bar.width / most, palette),
      ...columns.map(({ x, of }) => lettering([of(topic)], { x, y: base, size, fill: neutral.ink, anchor: 'end' })),
    ];
  });
  const height = top + topics.length * rowHeight;
  return svg(chart, height, [
    lettering(['Findings'], { x: bar.x, y: 10, size: 10, fill: neutral.quiet }),
    ...heads,
    ...rows,
    rule(bar.x, top - 4, bar.x, height - 4, neutral.quiet),
  ]);
}

function barOf({ findings, confirmed, nothing }: Topic, y: number, unit: number, palette: Palette): Html[] {
  if (findings === 0) return [lettering([nothing], { x: bar.x + 7, y: y + 9.5, size: 10.5, fill: neutral.quiet })];
  const { x, height } = bar;
  return [
    box({ x, y, width: findings * unit, height, fill: palette.tint, stroke: palette.primary }),
    box({ x, y, width: confirmed * unit, height, fill: palette.primary }),
    lettering([String(findings)], { x: x + findings * unit + 6, y: y + 9.5, size, fill: neutral.ink, weight: 600 }),
  ];
}
