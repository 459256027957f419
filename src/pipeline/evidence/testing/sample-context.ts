import type { Claim, Source } from '../../../domain/evidence.ts';
import { defaultSellerProfile } from '../../../domain/seller.ts';
import type { Statement } from '../../../domain/statement.ts';
import type { GateContext } from '../gate/context.ts';
import { sourceId } from '../sources.ts';

const retrievedAt = '2026-11-23T08:00:00.000Z';

export const sampleSource = (url: string, title: string, more: Partial<Source> = {}): Source => ({
  id: sourceId(url),
  kind: 'web',
  url,
  domain: new URL(url).hostname.replace(/^www\./, ''),
  title,
  retrievedAt,
  facets: ['facet.news'],
  ...more,
});

const press = sampleSource('https://www.maersk.com/news/annual-report', 'Maersk annual report');
const trade = sampleSource('https://container-news.com/maersk-2025', 'Maersk in 2025');

export const sampleClaim = (id: string, text: string, more: Partial<Claim> = {}): Claim => ({
  id,
  stage: 'facet.news',
  text,
  answerId: 'facet.news.answer',
  part: 0,
  byteStart: 0,
  byteEnd: text.length,
  sourceIds: [press.id],
  ...more,
});

/** A run on a container line, with texts of our own on its facts. */
export const sampleContext = (more: Partial<GateContext> = {}): GateContext => ({
  claims: [
    sampleClaim('profile.1', 'Maersk counted 105,908 employees for 2023.'),
    sampleClaim(
      'news.1',
      'On 5 February 2026 Maersk said about 1,000 of its roughly 6,000 corporate positions, some 15%, would go.',
    ),
    sampleClaim('news.2', 'The job cuts are meant to save around $180 million a year.', { asOf: '2026-02' }),
    sampleClaim('leadership.1', 'Vincent Clerc became chief executive on 1 January 2023, following Søren Skou.'),
    sampleClaim(
      'leadership.2',
      'Robert Erni was named to replace Patrick Jany as chief financial officer from February 2026.',
    ),
    sampleClaim('technology.1', 'Maersk moved 500 SAP servers to Microsoft Azure within three weeks.', {
      sourceIds: [trade.id],
    }),
    sampleClaim('financials.1', 'Full-year 2025 revenue was $54bn, down from **$55.5bn**, with EBITDA of $9.5bn.', {
      sourceIds: [trade.id],
    }),
    sampleClaim('financials.2', 'Management guided 2026 EBITDA to $4.5–7bn.'),
    sampleClaim(
      'news.3',
      'The Gemini Cooperation with Hapag-Lloyd reported reliability above its 90% target in June 2025.',
    ),
  ],
  sources: [press, trade],
  company: {
    name: 'A.P. Moller - Maersk',
    legalName: 'A.P. Møller - Mærsk A/S',
    domain: 'maersk.com',
    headquarters: 'Copenhagen, Denmark',
    aliases: ['Maersk Group'],
    confidence: 0.9,
    decidedBy: 'domain_given',
    claims: ['profile.1'],
  },
  input: {
    companyName: 'Maersk',
    domain: 'maersk.com',
    focus: 'Exception handling in customer service',
    salesHistory: 'Met Karin Ortega in May 2026 about 40 seats.',
  },
  seller: { ...defaultSellerProfile, name: 'Fjordline Data', website: 'https://fjordline.example' },
  ...more,
});

export const evidence = (text: string, ...claims: string[]): Statement => ({ text, claims, basis: 'evidence' });
export const inference = (text: string, ...claims: string[]): Statement => ({ text, claims, basis: 'inference' });
