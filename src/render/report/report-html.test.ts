import { expect, test } from 'vitest';
import { emptyReport } from '../../domain/testing/empty-report.ts';
import { testSeller } from '../fixtures/brief-builder.ts';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { reportHtml } from './report-html.ts';
import { cssString } from './report-style.ts';

test('the report has its parts in order, without the empty ones', async () => {
  const html = await reportHtml(maerskBrief(), '');
  expect([...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map((match) => match[1])).toEqual([
    'Overview',
    'Key facts',
    'Leadership',
    'News',
    'Technology, cloud, data and security',
    'Direction and pressure',
    'Financial signals',
    'Where sources disagree',
    'Use cases',
    'What peers do',
    'Gaps',
    'Ideas, ranked',
    'How well it is supported',
    'What is unknown',
    'Searches behind this brief',
    'Sources and what they say',
  ]);
});

test('what sources say differently stands side by side, each with its own number', async () => {
  const html = await reportHtml(maerskBrief(), '');
  const sides = /<h4>EBITDA 2025<\/h4><div class="two">(.*?)<\/div>/s.exec(html)?.[1] ?? '';
  expect(sides.match(/<p>/g)).toHaveLength(2);
  expect(sides).toContain('$9.5bn</span><sup><a href="#source-2"');
  expect(sides).toContain('$9.57 billion</span><sup><a href="#source-5"');
});

test('ideas come best first, gaps by priority, an unknown is called unknown, a failure is no finding', async () => {
  const html = await reportHtml(maerskBrief(), '');
  const at = (text: string) => html.indexOf(text, html.indexOf('<h2>Ideas, ranked</h2>'));
  expect(at('Exception desk')).toBeLessThan(at('Predicted arrivals'));
  expect(html.indexOf('Fewer corporate staff')).toBeLessThan(html.indexOf('still rests on stored procedures'));
  expect(html).toContain('class="unknown">The evidence names no address of the head office.');
  expect(html).toContain('Security: not available. The model did not answer in time.');
});

test('every number leads to a source that quotes the claim', async () => {
  const html = await reportHtml(maerskBrief(), '');
  for (const [, number] of html.matchAll(/href="#source-(\d+)"/g)) expect(html).toContain(`id="source-${number}"`);
  expect(html).toContain('<q>Maersk counted 105,908 employees for 2023.</q>');
});

test('only sources are linked: no website, no profile', async () => {
  const brief = maerskBrief();
  const html = await reportHtml(brief, '');
  const known = new Set(brief.sources.map((source) => source.url.replaceAll('&', '&amp;')));
  for (const [, href = ''] of html.matchAll(/href="([^"#][^"]*)"/g)) expect(known.has(href)).toBe(true);
  expect(html).not.toContain('not-a-source.test');
});

test('a run that found nothing still makes an honest document', async () => {
  const { report: _report, ...rest } = maerskBrief({ caseStudies: [], sources: [], claims: [], status: 'failed' });
  const without = await reportHtml(rest, '');
  expect(without).toContain('No report could be written');
  const partial = await reportHtml(maerskBrief({ report: emptyReport(), status: 'partial' }), '');
  expect(partial).toContain('This run is partial');
  expect(partial).toContain('class="unknown">Not found in the evidence.');
});

test('sample data is said to be sample data on paper and on screen', async () => {
  const html = await reportHtml(maerskBrief({ sample: true }), '');
  expect(html).toContain('<p class="sample">Sample data – invented for demonstration</p>');
  expect(html).toContain(`@top-center { content: ${cssString('Sample data – invented for demonstration')}`);
});

test('foreign text cannot leave the style sheet or become markup', async () => {
  expect(cssString('a"; } </style>\n\\')).toBe('"a\\22 \\3b  \\7d  \\3c \\2f style\\3e \\a \\5c "');
  const html = await reportHtml(
    maerskBrief({
      seller: { ...testSeller, name: hostileText },
      company: {
        name: hostileText,
        oneLine: hostileText,
        aliases: [],
        confidence: 1,
        decidedBy: 'unconfirmed',
        claims: [],
      },
      stages: [{ id: 'facet.news', status: 'failed', error: hostileText }],
    }),
    '',
  );
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html).not.toMatch(/<script|<img/);
});
