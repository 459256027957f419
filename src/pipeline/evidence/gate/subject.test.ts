import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { evidence, sampleClaim, sampleContext } from '../testing/sample-context.ts';
import type { GateContext } from './context.ts';
import { runCheck } from './scope.ts';
import { subject } from './subject.ts';

const One = z.object({ statement: Statement });
const company = {
  name: 'Delta Air Lines',
  domain: 'delta.com',
  aliases: ['Delta'],
  confidence: 1,
  decidedBy: 'domain_given' as const,
  claims: [],
};
const claims = [
  sampleClaim('profile.1', 'Delta Air Lines flies from nine hubs.', { stage: 'facet.profile' }),
  sampleClaim('news.1', 'Delta Electronics opened a plant in Thailand in 2025.'),
  sampleClaim('news.2', 'Delta opened a lounge in 2025, and Delta Electronics supplied its power.'),
  sampleClaim('news.3', 'Sky Trading AG reported a plant fire.'),
  sampleClaim('news.4', 'United reported that it hired 200 mechanics.'),
  sampleClaim('news.5', 'The cuts are to save $180 million.'),
  sampleClaim('competitors.1', 'United holds flights for connections by rule.', { stage: 'competitors' }),
  sampleClaim('competitors.2', 'Alaska Airlines plans routes with AI.', { stage: 'competitors' }),
];
const found = (text: string, claim: string, more: Partial<GateContext> = {}) =>
  runCheck(
    subject,
    One,
    { statement: evidence(text, claim) },
    sampleContext({ claims, company, input: { companyName: 'Delta', focus: '', salesHistory: '' }, ...more }),
  ).map(({ message }) => /"(.*)"/.exec(message)?.[1]);

describe('whom the evidence speaks of', () => {
  it('is another company of the same name: told of it, or told by its trade', () => {
    expect(found('Delta opened a plant in 2025.', 'news.1')).toEqual(['delta electronics']);
    expect(found('A plant burnt.', 'news.3', { others: ['Sky Trading AG'] })).toEqual(['sky trading ag']);
    expect(found('A plant burnt.', 'news.3')).toEqual([]);
  });

  it('is this company when it is named too, or nobody is', () => {
    expect(found('Delta opened a lounge in 2025.', 'news.2')).toEqual([]);
    expect(found('The cuts are to save $180 million.', 'news.5')).toEqual([]);
    expect(found('Delta Air Lines has nine hubs.', 'profile.1')).toEqual([]);
  });

  it('is a peer: a page about it proves nothing about this company', () => {
    expect(found('Delta hired 200 mechanics.', 'news.4')).toEqual(['united']);
    expect(found('United hired 200 mechanics.', 'news.4')).toEqual([]);
    expect(found('Peers hold flights by rule.', 'competitors.1')).toEqual([]);
  });

  it('is not swapped in the writing', () => {
    expect(found('Delta Electronics has nine hubs.', 'profile.1')).toEqual(['delta electronics']);
    expect(found('Alaska Airlines has nine hubs.', 'profile.1')).toEqual(['alaska airlines']);
    expect(found('In united effort nine hubs are served.', 'profile.1')).toEqual([]);
  });
});
