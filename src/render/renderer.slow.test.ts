import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Renderer } from '../domain/ports/renderer.ts';
import { countPages } from './chromium/pdf-pages.ts';
import { offered, proven, smallOnePager, testSeller } from './fixtures/brief-builder.ts';
import { hostileText } from './fixtures/hostile.ts';
import { maerskBrief } from './fixtures/maersk-brief.ts';
import { maerskOnePager } from './fixtures/maersk-one-pager.ts';
import { canReadPdfs, pageTexts } from './fixtures/pdf-text.ts';
import { createRenderer } from './renderer.ts';

let renderer: Renderer;
beforeAll(() => {
  renderer = createRenderer();
});
afterAll(() => renderer.close());

const never = new AbortController().signal;
const long =
  'Die Zürcher Kantonalbank führt Zahlungsverkehr und Wertschriften zusammen, während alle jederzeit Auskunft erwarten. '
    .repeat(10)
    .trim();

const textOf = async (pdf: Uint8Array | undefined): Promise<string> => (await pageTexts(pdf)).join(' ');

test('a one-pager is one page, complete, and the HTML is the same document', async () => {
  const { html, pdf, pages, notes } = await renderer.onePager(maerskBrief(), maerskOnePager, never);
  expect(pages).toBe(1);
  expect(pdf && countPages(pdf)).toBe(1);
  expect(notes).toEqual([]);
  for (const step of maerskOnePager.nextSteps) expect(html).toContain(step);
});

test.skipIf(!canReadPdfs)('the PDF holds the text, its sources and the notice', async () => {
  const { pdf } = await renderer.onePager(maerskBrief({ sample: true }), maerskOnePager, never);
  const text = await textOf(pdf);
  for (const part of [
    'Sample data – invented for demonstration',
    'The challenge',
    'hl.co.uk',
    'Made with AI',
    'marks our own conclusion',
  ]) {
    expect(text).toContain(part);
  }
});

test.each([
  [
    'very long texts',
    smallOnePager({
      headline: 'Ä'.repeat(110),
      summary: proven(long, 'news.1'),
      challenge: [1, 2, 3].map(() => proven(long, 'news.1', 'news.2', 'financials.1')),
      marketProof: [1, 2, 3].map(() => proven(long, 'competitors.1')),
      solution: [1, 2, 3, 4].map(() => offered('x'.repeat(1200))),
      outcomes: [1, 2, 3].map(() => offered(long)),
      differentiators: [1, 2, 3].map(() => 'y'.repeat(160)),
      callToAction: 'z'.repeat(220),
      nextSteps: [1, 2, 3].map(() => 'w'.repeat(160)),
    }),
  ],
  ['hardly any text', smallOnePager()],
  [
    'hostile text',
    smallOnePager({ headline: hostileText, summary: offered(hostileText), outcomes: [offered(hostileText)] }),
  ],
])('%s: still exactly one page', async (_, onePager) => {
  const brief = maerskBrief({ seller: { ...testSeller, contact: long.slice(0, 200) }, sample: true });
  const { pages, html, notes } = await renderer.onePager(brief, onePager, never);
  expect(pages).toBe(1);
  expect(html).toContain('Sample data');
  expect(notes.some((note) => note.includes('shortened'))).toBe(onePager.headline.startsWith('Ä'));
});

test('a report has several pages, an outline and numbered feet', async () => {
  const { pdf, pages = 0, notes } = await renderer.report(maerskBrief({ sample: true }), never);
  expect(pages).toBeGreaterThan(2);
  expect(notes).toEqual([]);
  const raw = Buffer.from(pdf ?? []).toString('latin1');
  expect(raw).toContain('(Sources and what they say)');
});

test.skipIf(!canReadPdfs)('every page of a sample report says so, and has its number', async () => {
  const { pdf, pages = 0 } = await renderer.report(maerskBrief({ sample: true }), never);
  const texts = await pageTexts(pdf);
  expect(texts).toHaveLength(pages);
  for (const [index, text] of texts.entries()) {
    expect(text.match(/Sample data – invented for demonstration/g)).toHaveLength(1);
    expect(text).toMatch(new RegExp(` ${index + 1} ?/ ?${pages}$`));
  }
});

test.skipIf(!canReadPdfs)(
  'the charts of a report are on paper, and a reader of tagged PDF is told what they show',
  async () => {
    const { pdf } = await renderer.report(maerskBrief(), never);
    const text = await textOf(pdf);
    for (const part of ['Findings by topic.', 'Impact and feasibility.', 'Do first']) expect(text).toContain(part);
    expect(Buffer.from(pdf ?? []).toString('latin1')).toMatch(/\/Alt ?\(Impact and feasibility/);
  },
);

test('without a browser there is the HTML, and one line that says why there is no PDF', async () => {
  const without = createRenderer({ chromePath: '/nowhere/chrome' });
  try {
    const onePager = await without.onePager(maerskBrief(), maerskOnePager, never);
    expect(onePager.pdf).toBeUndefined();
    expect(onePager.html).toContain(maerskOnePager.headline);
    expect(onePager.notes).toEqual([
      'There is no PDF: the browser engine could not be started (the log says why). The HTML holds the same document.',
    ]);
    expect((await without.report(maerskBrief(), never)).html).toContain('Key facts');
  } finally {
    await without.close();
  }
});

test('a cancelled document is an error, not a document without its PDF', async () => {
  await expect(renderer.report(maerskBrief(), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
