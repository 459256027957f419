import { expect, test } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { OnePager } from '../../domain/one-pager.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { inferred, offered, proven, smallOnePager, testSeller } from '../fixtures/brief-builder.ts';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { maerskOnePager } from '../fixtures/maersk-one-pager.ts';
import { onePagerHtml } from './one-pager-html.ts';

const page = (brief: Brief, onePager: OnePager, sourcesPerClaim = Infinity) =>
  onePagerHtml(brief, onePager, { scale: 1, sourcesPerClaim, fontFaces: '' });

const attribute = (html: string, name: string) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

test('every sentence that states a fact has numbers that lead to a footnote and on to a claim', async () => {
  const brief = maerskBrief();
  const html = await page(brief, maerskOnePager);
  const sentences = [
    ...html.matchAll(/data-basis="(evidence|inference)" data-claims="([^"]*)"[^>]*>[^<]*<\/span><sup>(.*?)<\/sup>/g),
  ];
  const { summary, challenge, marketProof, solution, outcomes } = maerskOnePager;
  const factual = [summary, ...challenge, ...marketProof, ...solution, ...outcomes].filter(
    ({ claims }) => claims.length > 0,
  );
  expect(factual).toHaveLength(8);
  expect(sentences).toHaveLength(factual.length);
  for (const [, , claims = '', marks = ''] of sentences) {
    const numbers = [...marks.matchAll(/href="#source-(\d+)"/g)].map((match) => Number(match[1]));
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      expect(html).toContain(`<li id="source-${number}">`);
      const source = brief.sources.find((candidate) => candidate.number === number);
      const behind = brief.claims.filter((claim) => claim.sourceIds.includes(source?.id ?? ''));
      expect(behind.some((claim) => claims.split(' ').includes(claim.id))).toBe(true);
    }
  }
});

test('a footnote holds number, title, real domain, date and a link', async () => {
  const html = await page(maerskBrief(), maerskOnePager);
  expect(html).toContain(
    '<li id="source-2"><b>2</b><span><a href="https://www.hl.co.uk/shares/stock-market-news/company--news/maersk-slashes-guidance,-cuts-jobs" rel="noopener noreferrer nofollow">Maersk slashes guidance, cuts jobs</a> – hl.co.uk, 5\u00a0February\u00a02026</span></li>',
  );
  expect(html).toContain('container-news.com, ');
  expect(html).not.toContain('<li id="source-1">');
});

test('our own conclusion is marked as one, an offer is not', async () => {
  const html = await page(
    maerskBrief(),
    smallOnePager({ outcomes: [inferred('Less work.', 'news.1'), offered('Quick.')] }),
  );
  expect(html.match(/title="our inference">†</g)).toHaveLength(1);
  expect(html).toContain('† marks our own conclusion'.replace('†', '<span class="inference">†</span>'));
});

test('the unknown is left out, and a section without content with it', async () => {
  const html = await page(
    maerskBrief(),
    smallOnePager({ summary: unknownStatement('NOT KNOWN 1'), challenge: [unknownStatement('NOT KNOWN 2')] }),
  );
  expect(html).not.toContain('NOT KNOWN');
  expect(html).not.toMatch(
    /The challenge|What peers|Our answer|What it brings|Why Fjordlys|class="sources"|class="summary"/,
  );
});

test('sample data is said to be sample data, real data is not', async () => {
  expect(await page(maerskBrief({ sample: true }), maerskOnePager)).toContain(
    'Sample data – invented for demonstration',
  );
  expect(await page(maerskBrief(), maerskOnePager)).not.toContain('Sample data');
});

test('the seller is there: name, contact, colours, or the logo', async () => {
  const html = await page(maerskBrief(), maerskOnePager);
  expect(html).toContain(
    'Fjordlys Consulting · maritime@fjordlys.example · fjordlys.example'.replaceAll(' · ', '  ·  '),
  );
  expect(html).toContain('background: #12355b');
  const logo = 'data:image/png;base64,iVBORw0KGgo=';
  const branded = await page(maerskBrief({ seller: { ...testSeller, logo } }), maerskOnePager);
  expect(branded).toContain(`<img class="logo" src="${logo}" alt="Fjordlys Consulting">`);
});

test('it says that it was made with AI, and when', async () => {
  expect(await page(maerskBrief(), maerskOnePager)).toContain('Made with AI on 22 November 2026');
});

test('hostile text stays text, and nothing is linked but sources', async () => {
  const brief = maerskBrief({
    seller: { ...testSeller, name: hostileText, contact: hostileText, logo: 'data:image/png;base64,"><script>' },
    company: { name: hostileText, aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] },
  });
  const [first] = brief.sources;
  const sources = first ? [{ ...first, title: hostileText }, ...brief.sources.slice(1)] : [];
  const html = await page(
    { ...brief, sources },
    smallOnePager({
      headline: hostileText,
      summary: proven(hostileText, 'profile.1'),
      differentiators: [hostileText],
      nextSteps: [hostileText],
      callToAction: hostileText,
    }),
  );
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(html).not.toMatch(/<script|<img src="http/);
  const known = new Set(sources.map((source) => source.url.replaceAll('&', '&amp;')));
  for (const href of attribute(html, 'href')) expect(href.startsWith('#source-') || known.has(href)).toBe(true);
});

test('with fewer numbers, each fact still has one', async () => {
  const html = await page(maerskBrief(), smallOnePager({ challenge: [proven('Jobs go.', 'news.1')] }), 1);
  expect(html.match(/href="#source-/g)).toHaveLength(1);
});
