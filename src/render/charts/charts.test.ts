import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Claim } from '../../domain/evidence.ts';
import { paletteOf } from '../colours.ts';
import { buildBrief } from '../fixtures/brief-builder.ts';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief, useCase } from '../fixtures/maersk-brief.ts';
import type { Chart } from './chart.ts';
import { drawChart } from './draw-chart.ts';
import { spread } from './draw-matrix.ts';
import { matrixChart } from './matrix.ts';
import { timelineChart } from './timeline.ts';
import { topicChart } from './topics.ts';

const palette = paletteOf({ primary: '#12355b', accent: '#d96c06' });
const drawn = async (chart: Chart | undefined) => (chart ? (await drawChart(chart, palette)).toString() : 'nothing');

const sources = {
  a: ['https://a.org/1', 'A'],
  sameSite: ['https://www.a.org/2', 'A again'],
  b: ['https://b.org/', 'B'],
} as const;
/** Claim id → what differs from an undated claim of one source. */
const briefOf = (table: Record<string, Partial<Claim>>, parts: Partial<Brief> = {}): Brief => {
  const brief = buildBrief({
    sourceTable: sources,
    claimTable: Object.fromEntries(Object.keys(table).map((id) => [id, [`Text of ${id}.`, 'a']])),
  });
  return { ...brief, claims: brief.claims.map((claim) => ({ ...claim, ...table[claim.id] })), ...parts };
};
const dated = (...dates: string[]) => briefOf(Object.fromEntries(dates.map((asOf, i) => [`news.${i + 1}`, { asOf }])));

test('topics: two pages of one site are one site; a step that failed has not found nothing', () => {
  const chart = topicChart(
    briefOf(
      {
        'news.1': { sourceIds: ['a', 'b'], asOf: '2026-02', confidence: [0.9, 0.7] },
        'news.2': { sourceIds: ['a', 'sameSite'], asOf: '2027' },
        'data.1': { asOf: '2019' },
        'cloud.1': {},
      },
      {
        stages: [
          { id: 'facet.security', status: 'failed' },
          { id: 'signal.jobs', status: 'done' },
          { id: 'report', status: 'done' },
        ],
      },
    ),
  );
  expect(chart?.rows).toEqual([
    ['News', '2', '1', '2', 'Feb 2026', '0.80'],
    ['Data', '1', '0', '1', '2019 (old)', ''],
    ['Cloud', '1', '0', '1', 'undated', ''],
    ['Security', 'not available', '0', '0', 'undated', ''],
    ['Job market', 'nothing found', '0', '0', 'undated', ''],
  ]);
});

test('topics: a column of confidence or dates only where there are any', () => {
  const chart = topicChart(briefOf({ 'news.1': {}, 'data.1': {} }));
  expect(chart?.columns).toEqual(['Topic', 'Findings', 'Said by two or more sites', 'Sites']);
  expect(chart?.caption).not.toMatch(/Confidence|Newest/);
});

test('the timeline shows real days and months in order, each sentence once, and counts what it leaves out', () => {
  const brief = dated('2026-02-05', '2025-06', '2026-02-30', '2025', '1904-04-16', '2024-13', '2026-11');
  const [first] = brief.claims;
  const again = first ? [{ ...first, id: 'profile.9' }] : [];
  const chart = timelineChart({ ...brief, claims: [...brief.claims, ...again] });
  expect(chart?.events.map(({ date }) => date)).toEqual(['2025-06', '2026-02-05', '2026-11']);
  expect(chart?.caption).toContain('not drawn: 1.');
  expect(chart?.caption).not.toContain('Shaded');
  expect(timelineChart(dated('2023-05', '2026-01', '2026-03'))?.caption).toContain('older than 18 months');
});

test('the labels of the timeline lie below each other, however many and long', async () => {
  const brief = dated(...Array.from({ length: 30 }, (_, i) => `2026-0${1 + (i % 3)}-1${i % 9}`));
  const claims = brief.claims.map((claim, i) => ({
    ...claim,
    text: `${'Many words that say a lot. '.repeat(i)} ${i}`,
  }));
  const svg = await drawn(timelineChart({ ...brief, claims }));
  const labels = [...svg.matchAll(/<text y="([\d.]+)" font-size="11" font-weight="400"[^>]*>(.*?)<\/text>/gs)].map(
    ([, y, inside = '']) => ({ top: Number(y), lines: inside.split('<tspan x=').length - 1 }),
  );
  expect(labels).toHaveLength(10);
  for (const [index, { top }] of labels.slice(1).entries()) {
    const before = labels[index];
    expect(top).toBeGreaterThan((before?.top ?? 0) + (before?.lines ?? 0) * 11 * 1.3);
  }
  const height = Number(/viewBox="0 0 640 ([\d.]+)"/.exec(svg)?.[1]);
  expect(labels.at(-1)?.top).toBeLessThan(height - 11 * 1.3);
});

test('the marks of use cases never cover each other nor leave the fields, wherever they are', () => {
  const place = fc.record({
    x: fc.double({ min: 20, max: 310, noNaN: true }),
    y: fc.double({ min: 18, max: 224, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (places) => {
      const spreaded = spread(places);
      for (const [index, a] of spreaded.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(28.9);
        expect(a.x).toBeLessThanOrEqual(301.1);
        for (const b of spreaded.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(18);
      }
    }),
  );
});

test('better use cases stand further to the right and higher up', () => {
  const [low, high] = spread([
    { x: 60, y: 200 },
    { x: 200, y: 60 },
  ]);
  expect([low, high]).toEqual([
    { x: 60, y: 200 },
    { x: 200, y: 60 },
  ]);
});

test('too little to compare is not drawn', () => {
  expect(topicChart(briefOf({ 'news.1': {}, 'news.2': {} }))).toBeUndefined();
  expect(timelineChart(dated('2026-01', '2026-02'))).toBeUndefined();
  expect(
    timelineChart(
      briefOf({ 'news.1': { asOf: '2026-01' }, 'news.2': { asOf: '2026-01' }, 'a.1': { asOf: '2026-01' } }),
    ),
  ).toBeUndefined();
  expect(timelineChart(dated('2024', '2025', '2026'))).toBeUndefined();
  expect(matrixChart([useCase('u1', 'Alone', 1)])).toBeUndefined();
});

const every: [string, (text: string) => Chart | undefined][] = [
  ['topics', (text) => topicChart(briefOf({ 'news.1': { stage: `facet.${text}` }, 'data.1': {} }))],
  [
    'timeline',
    (text) => {
      const brief = dated('2026-01', '2026-02', '2026-03');
      return timelineChart({ ...brief, claims: brief.claims.map((claim) => ({ ...claim, text: text + claim.id })) });
    },
  ],
  ['matrix', (text) => matrixChart([useCase('u1', text, 1), useCase('u2', text, 2)])],
];

test.each(every)('%s: foreign text is text, in the picture and in its alternative', async (_, chartOf) => {
  const svg = await drawn(chartOf(hostileText));
  expect(svg).not.toMatch(/<(script|style|img|image|foreignObject|use)\b|\bon\w+="|href="(?!#source-\d+")/i);
  expect(svg).toContain('&lt;');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test.each(every)('%s: has a name, its content as text, and no empty picture', async (kind, chartOf) => {
  const chart = chartOf('Exception desk');
  const svg = await drawn(chart);
  expect(svg).toContain(`role="img" aria-labelledby="${kind}-title ${kind}-text"`);
  expect(svg).toContain(`<title id="${kind}-title">${chart?.title}</title>`);
  for (const [first = ''] of chart?.rows ?? []) {
    expect(new RegExp(`<desc id="${kind}-text">[^<]*${first}`).test(svg)).toBe(true);
  }
});

test('a brief of a real company has all of them to scale', async () => {
  const brief = maerskBrief();
  const svg = await drawn(topicChart(brief));
  const bars = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*stroke="#12355b"/g)].map(([, width]) => Number(width));
  const counts = topicChart(brief)?.topics.flatMap(({ findings }) => (findings > 0 ? [findings] : [])) ?? [];
  expect(bars.map((bar) => bar / (bars[0] ?? 1))).toEqual(
    counts.map((count) => expect.closeTo(count / (counts[0] ?? 1), 2)),
  );
  expect(await drawn(matrixChart(brief.useCases?.useCases ?? []))).toContain('>3<');
});
