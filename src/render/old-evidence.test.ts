import { expect, test } from 'vitest';
import type { Brief } from '../domain/brief.ts';
import { emptyReport } from '../domain/testing/empty-report.ts';
import { inferred, proven, smallOnePager } from './fixtures/brief-builder.ts';
import { maerskBrief } from './fixtures/maersk-brief.ts';
import { reportMarkdown } from './markdown/report-markdown.ts';
import { onePagerHtml } from './one-pager/one-pager-html.ts';
import { reportHtml } from './report/report-html.ts';

/** Everything older than the limit says so wherever it is shown; what has no date is not called old. */

const dates: Record<string, string> = { 'profile.1': '2023-02', 'security.1': '2019', 'news.1': '2026-02-05' };
const brief = (): Brief => {
  const base = maerskBrief({
    report: {
      ...emptyReport(),
      employees: proven('105,908 people work there.', 'profile.1'),
      revenue: proven('Revenue was $54bn.', 'financials.1'),
      keyInitiatives: [proven('Jobs go.', 'news.1')],
      recentNews: [{ title: 'Long ago', summary: proven('It happened.', 'financials.1'), date: '2021-03' }],
      conflicts: [
        {
          attribute: 'Recovery',
          values: [proven('10 days', 'security.1'), proven('three months', 'security.2'), proven('a week', 'news.1')],
        },
      ],
    },
  });
  return {
    ...base,
    claims: base.claims.map((claim) => ({ ...claim, ...(dates[claim.id] && { asOf: dates[claim.id] }) })),
    sources: base.sources.map((source) => (source.number === 1 ? { ...source, publishedAt: '2020-01' } : source)),
  };
};
const plainText = (html: string) => html.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ');

test('the report', async () => {
  const html = await reportHtml(brief(), '');
  const text = plainText(html);
  expect(text).toMatch(/105,908 people work there\.\d+ as of Feb 2023, older than 18 months/);
  expect(text).toMatch(/Long ago March 2021, older than 18 months/);
  expect(text).toMatch(/January 2020, older than 18 months/);
  expect(text).not.toMatch(/(Revenue was \$54bn|Jobs go)\.[\d,]* as of/);
});

test('sides of a disagreement: value, source number and date beside each other, the age once', async () => {
  const html = await reportHtml(brief(), '');
  const sides = [
    ...(/<h4>Recovery<\/h4><div class="three">(.*?)<\/div>/s.exec(html)?.[1] ?? '').matchAll(/<p>(.*?)<\/p>/gs),
  ];
  expect(sides.map(([, side = '']) => plainText(side.replace(/<sup>.*?<\/sup>/, '')))).toEqual([
    '10 days as of 2019, older than 18 months',
    'three months page of 2025',
    'a week as of 5 Feb 2026',
  ]);
  for (const [, side = ''] of sides) expect(side).toMatch(/href="#source-\d+"/);
  const line = reportMarkdown(brief())
    .split('\n')
    .find((one) => one.startsWith('- **Recovery:**'));
  expect(line).toMatch(
    /^- \*\*Recovery:\*\* 10 days \[\[\d+\]\] \(as of 2019, older than 18 months\) \*\*against\*\* three months \[\[\d+\]\] \(page of 2025\) \*\*against\*\* a week \[.*\] \(as of 5 Feb 2026\)$/,
  );
});

test('Markdown', () => {
  const markdown = reportMarkdown(brief());
  expect(markdown).toMatch(/105,908 people work there\. \[\[\d+\]\] \*\(as of Feb 2023, older than 18 months\)\*/);
  expect(markdown).toMatch(/^1\. .*January 2020, older than 18 months$/m);
});

test('the one-pager gives the date alone, and nothing where the sentence does or where it is an offer', async () => {
  const page = smallOnePager({
    challenge: [proven('105,908 people work there.', 'profile.1'), proven('In 2023 they were 105,908.', 'profile.1')],
    outcomes: [inferred('Fewer questions for 105,908 people.', 'profile.1')],
  });
  const html = await onePagerHtml(brief(), page, { scale: 1, sourcesPerClaim: 1, fontFaces: '' });
  expect(plainText(html)).toMatch(/105,908 people work there\.\d+ as of Feb 2023/);
  expect(html.match(/class="age"/g)).toHaveLength(1);
  expect(plainText(html)).not.toContain('older than');
});
