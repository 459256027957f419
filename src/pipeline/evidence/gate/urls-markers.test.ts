import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { url } from '../../../domain/text.ts';
import { evidence, sampleClaim, sampleContext } from '../testing/sample-context.ts';
import { markers, markersIn, withoutMarkers } from './markers.ts';
import { references } from './references.ts';
import { runCheck } from './scope.ts';
import { urls } from './urls.ts';

const Page = z.object({ website: url().nullable(), note: z.string() });
const strangeUrls = (website: string | null, note = '') =>
  runCheck(urls, Page, { website, note }, sampleContext()).length;

describe('addresses', () => {
  it.each([
    ['https://www.maersk.com/news/annual-report'],
    ['https://maersk.com/news/annual-report/?utm_source=x'],
    ['https://www.maersk.com'],
    ['https://fjordline.example'],
    [null],
  ])('knows %s', (address) => {
    expect(strangeUrls(address)).toBe(0);
  });

  it.each(['https://www.maersk.com/invented', 'https://maersk.com.evil.example/', 'http://contoso.com'])(
    'does not know %s',
    (address) => {
      expect(strangeUrls(address)).toBe(1);
    },
  );

  it.each([
    'See container-news.com.',
    'Runs on Node.js and ASP.NET.',
    'Sold e.g. to a U.S. firm.',
    'See https://www.maersk.com/news/annual-report.',
  ])('accepts in a text: %s', (note) => {
    expect(strangeUrls(null, note)).toBe(0);
  });

  it.each(['See contoso.com.', 'See https://contoso.com/a.', 'Write mailto:a@b.example', 'Open javascript:alert(1)'])(
    'refuses in a text: %s',
    (note) => {
      expect(strangeUrls(null, note)).toBe(1);
    },
  );
});

describe('markers', () => {
  it.each([
    'It fell [3].',
    'It fell [1, 2].',
    'It fell 【12†source】.',
    'It fell (source: forbes.com).',
    'It fell (Sources 1 and 2).',
    'It fell [citation needed].',
    'It fell [news.3].',
    'As news.3 says, it fell.',
    'It fell <claim>x</claim>.',
    'It fell {{footnote}}.',
  ])('found in: %s', (text) => {
    expect(markersIn(text).length).toBeGreaterThan(0);
    expect(markersIn(withoutMarkers(text))).toEqual([]);
  });

  it.each([
    'The breach at [24]7.ai.',
    'It rose (in euros).',
    'The source of truth is one system.',
    'Claims are handled (claims handling) by hand.',
    'News. 3 ships.',
    'Open-source tools (open source).',
  ])('not found in: %s', (text) => {
    expect(markersIn(text)).toEqual([]);
  });

  it('finds the ids of the run, and takes them out cleanly', () => {
    const text = 'It fell [special.4], and rose (news.1, news.2).';
    expect(withoutMarkers(text, ['special.4'])).toBe('It fell, and rose.');
    const One = z.object({ s: Statement });
    const context = sampleContext({ claims: [sampleClaim('special.4', 'It fell.')] });
    expect(runCheck(markers, One, { s: evidence('It fell special.4', 'special.4') }, context)).toHaveLength(1);
  });
});

describe('references', () => {
  const One = z.object({ s: Statement });
  it.each<[Statement, number]>([
    [{ text: 'A.', claims: ['news.1'], basis: 'evidence' }, 0],
    [{ text: 'A.', claims: [], basis: 'evidence' }, 1],
    [{ text: 'A.', claims: ['news.99'], basis: 'evidence' }, 1],
    [{ text: 'A.', claims: [], basis: 'inference' }, 1],
    [{ text: 'A.', claims: [], basis: 'input' }, 0],
    [{ text: 'A.', claims: [], basis: 'unknown' }, 0],
    [{ text: 'A.', claims: ['news.1'], basis: 'unknown' }, 1],
    [{ text: ' ', claims: ['news.1'], basis: 'evidence' }, 1],
  ])('%j has %i findings', (s, count) => {
    expect(runCheck(references, One, { s }, sampleContext())).toHaveLength(count);
  });
});
