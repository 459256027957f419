import { describe, expect, it } from 'vitest';
import { canonicalUrl, domainIn, isRedirect, mergeSources, sourceId, sourceOf } from './sources.ts';

const at = '2026-11-23T08:00:00.000Z';
const redirect = 'https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC_dEf==';

describe('canonical addresses', () => {
  it.each([
    ['https://Forbes.com:443/a/b?utm_source=x&id=7#top', 'https://forbes.com/a/b?id=7'],
    ['http://example.org:80/?fbclid=1', 'http://example.org'],
    ['https://user:secret@maersk.com/news/', 'https://maersk.com/news/'],
    ['https://www.google.com/search?q=weather in Zürich', 'https://www.google.com/search?q=weather+in+Z%C3%BCrich'],
    ['https://freshfruitportal.com/?p=570227', 'https://freshfruitportal.com/?p=570227'],
    ['https://site.example/story?ref=12&page=2', 'https://site.example/story?ref=12&page=2'],
  ])('%s → %s', (address, expected) => {
    expect(canonicalUrl(address)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example/x',
    'maersk.com',
    '',
    'https://',
    `https://a.example/${'x'.repeat(2100)}`,
  ])('is none for %s', (address) => {
    expect(canonicalUrl(address)).toBeUndefined();
  });

  it('gives one id to the ways of writing one page, and another to another page', () => {
    const same = ['https://www.maersk.com/news/', 'http://maersk.com/news', 'https://maersk.com/news?utm_medium=mail'];
    const ids = same.map((address) => sourceId(canonicalUrl(address) ?? ''));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^s[0-9a-f]{12}$/);
    expect(sourceId('https://maersk.com/news?page=2')).not.toBe(ids[0]);
  });
});

describe('sources of chunks', () => {
  it.each([
    [{ uri: redirect, title: 'accuweather.com' }, 'accuweather.com'],
    [{ uri: redirect, title: 'A long headline', domain: 'www.forbes.com' }, 'forbes.com'],
    [{ uri: redirect, title: 'Data sheet v2.0' }, 'vertexaisearch.cloud.google.com'],
    [{ uri: 'https://www.zkb.ch/de', title: 'blick.ch' }, 'zkb.ch'],
    [{ uri: redirect, title: 'fjordline.example' }, 'fjordline.example'],
  ])('%j is of %s', (chunk, domain) => {
    expect(sourceOf(chunk, 'facet.news', at)).toMatchObject({ domain, facets: ['facet.news'], retrievedAt: at });
  });

  it('cleans the title and falls back to the domain', () => {
    expect(sourceOf({ uri: 'https://a.com/x', title: ' Big\n\u202Enews ' }, 's', at)?.title).toBe('Big news');
    expect(sourceOf({ uri: 'https://a.com/x' }, 's', at)?.title).toBe('a.com');
  });

  it('knows a redirect by host and path', () => {
    expect(isRedirect(redirect)).toBe(true);
    expect(isRedirect('https://vertexaisearch.cloud.google.com.evil.example/grounding-api-redirect/x')).toBe(false);
    expect(isRedirect('https://vertexaisearch.cloud.google.com/other')).toBe(false);
  });

  it.each([
    ['weather.gov', 'weather.gov'],
    ['www.blick.ch', 'blick.ch'],
    ['Node.js', undefined],
    ['Version 2.0', undefined],
    ['report.pdf', undefined],
    [undefined, undefined],
  ])('the domain in %s is %s', (text, expected) => {
    expect(domainIn(text)).toBe(expected);
  });

  it.each([
    'http://127.0.0.1/admin',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'http://localhost:3000/',
    'https://8.8.8.8/',
    'http://2130706433/',
    'http://nas.local/',
    'http://router/',
  ])('%s is nobody’s evidence', (uri) => {
    expect(sourceOf({ uri, title: 'a.com' }, 's', at)).toBeUndefined();
  });

  it('merges one page of two stages, and keeps the telling title', () => {
    const a = sourceOf({ uri: 'https://www.a.com/x' }, 'facet.news', at);
    const b = sourceOf({ uri: 'https://a.com/x/', title: 'What A did' }, 'facet.cloud', at);
    expect(mergeSources([a, b].flatMap((source) => source ?? []))).toMatchObject([
      { url: 'https://www.a.com/x', title: 'What A did', facets: ['facet.news', 'facet.cloud'] },
    ]);
  });
});
