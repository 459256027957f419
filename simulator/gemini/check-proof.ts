import type { z } from 'zod';
import type { Claim, Source } from '../../src/domain/evidence.ts';
import { defaultSellerProfile } from '../../src/domain/seller.ts';
import { readContext } from '../../src/pipeline/evidence/gate/context.ts';
import { runChecks } from '../../src/pipeline/evidence/gate/findings.ts';
import { readScope } from '../../src/pipeline/evidence/gate/scope.ts';
import type { BundledCompany } from './company-facts.ts';

const retrievedAt = '2026-11-23T00:00:00.000Z';

export type Proof = <S extends z.ZodType>(schema: S, value: z.infer<S>) => string[];

/** What the app's own proof gate says about answers whose claims are the company's facts themselves. */
export function proofOf(company: BundledCompany): Proof {
  const grounds = readContext({
    claims: company.facts.map(asClaim),
    sources: company.sources.map(asSource),
    company: { ...company.company, confidence: 1, decidedBy: 'only_match', claims: [] },
    input: { companyName: company.company.name, domain: company.company.domain, focus: '', salesHistory: '' },
    seller: defaultSellerProfile,
  });
  return (schema, value) =>
    runChecks(readScope(schema, value, grounds)).map(({ path, message, text }) => `${path}: ${message} (${text})`);
}

/** A fact as the claim that a search would give. */
export const asClaim = ({ id, topic, text, sources, asOf }: BundledCompany['facts'][number]): Claim => ({
  id,
  stage: topic,
  text,
  answerId: topic,
  part: 0,
  byteStart: 0,
  byteEnd: 0,
  sourceIds: sources,
  ...(asOf !== undefined && { asOf }),
});

const asSource = ({ id, url, title, publisher, published }: BundledCompany['sources'][number]): Source => ({
  id,
  kind: 'web',
  url,
  domain: new URL(url).hostname.replace(/^www\./, ''),
  title,
  ...(publisher !== undefined && { publisher }),
  ...(published !== undefined && { publishedAt: published }),
  retrievedAt,
  facets: [],
});
