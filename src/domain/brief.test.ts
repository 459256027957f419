import { expect, test } from 'vitest';
import { assembleBrief } from './brief.ts';
import { noUsage } from './evidence.ts';
import type { RunMarks } from './marks.ts';
import { Run } from './run.ts';
import { defaultSellerProfile } from './seller.ts';
import type { StageRecord } from './stage.ts';

const at = '2026-11-23T09:00:00.000Z';
const said = (text: string) => ({ text, claims: [], basis: 'inference' });

const run = Run.parse({
  ...{ id: 'R1', team: 'T1', channel: 'C1', visibility: 'team', createdBy: 'U1', companyName: 'Acme' },
  ...{ createdAt: at, updatedAt: at, schemaVersion: 1, status: 'completed', lastToken: 1, usage: noUsage() },
  attempts: [{ no: 1, wanted: ['report'], remake: [], status: 'completed' }],
  warnings: [],
});

const done = (id: string, output: unknown): StageRecord => ({
  ...{ id, status: 'done', attempt: 1, fingerprint: 'f', output, usage: noUsage(), models: [], warnings: [] },
});

const useCase = (id: string) => ({
  ...{ id, title: id, problem: said('p'), whyNow: said('w'), solution: said('s'), benefits: [], roi: null },
  ...{ timeToValue: null, technologies: [], dataRequirements: [], integrationPoints: [], priority: 'high' },
  ...{ impact: 1, feasibility: 1, status: 'draft', rank: 1 },
});
const play = {
  ...{ useCaseId: 'u1', title: 'Play', elevatorPitch: '', valueProposition: '', differentiators: [], objections: [] },
  ...{ targetPersona: 'CIO', targetVertical: 'retail', companySize: 'Large', discoveryQuestions: [], proofPoints: [] },
  ...{ positioning: '', nextSteps: [], metrics: [], status: 'draft', version: 1, createdAt: at },
};
const onePager = {
  ...{ useCaseId: 'u1', headline: 'Less', summary: said('s'), challenge: [], marketProof: [], solution: [] },
  ...{ outcomes: [], differentiators: [], callToAction: '', nextSteps: [], status: 'draft', version: 1, createdAt: at },
};
const accountPlan = {
  ...{ summary: said('s'), overview: said('o'), objectives: [], stakeholders: [], opportunities: [] },
  ...{ landscape: said('l'), swot: { strengths: [], weaknesses: [], opportunities: [], threats: [] } },
  ...{ engagement: '', valuePropositions: [], actions: [], metrics: [], milestones: [], timeline: '' },
  ...{ status: 'draft', version: 1, createdAt: at },
};
const source = (id: string) => ({
  ...{ id, kind: 'web', url: `https://acme.com/${id}`, domain: 'acme.com', title: id, retrievedAt: at, facets: [] },
});

const stages = [
  done('facet.news', { answerIds: [], claims: [], sources: [source('s1'), source('s2')] }),
  done('useCases', { useCases: [useCase('u1'), useCase('u2')] }),
  done('play[u1]', play),
  done('onePager[u1]', onePager),
  done('accountPlan', accountPlan),
];
const mark = (status: string) => ({ status, by: 'U1', at });
const brief = (marks?: RunMarks) =>
  assembleBrief({ run, stages, evidence: [], seller: defaultSellerProfile, ...(marks && { marks }) });
const claim = (id: string, sourceId: string, asOf?: string) => ({
  ...{ id, stage: 'facet.news', text: id, answerId: 'a', byteStart: 0, byteEnd: 1, part: 0 },
  ...{ sourceIds: [sourceId], ...(asOf && { asOf }) },
});

test('what people said stands in place of what the stages said', () => {
  const verified = { s2: { by: 'U2', at } };
  const {
    useCases,
    plays,
    onePagers,
    accountPlan: plan,
    sources,
  } = brief({
    statuses: {
      u2: mark('approved'),
      'play[u1]': mark('active'),
      'onePager[u1]': mark('shared'),
      accountPlan: mark('reviewed'),
    },
    verified,
  });
  expect(useCases?.useCases.map(({ status }) => status)).toEqual(['draft', 'approved']);
  expect(plays).toMatchObject([{ status: 'active', title: 'Play' }]);
  expect(onePagers).toMatchObject([{ status: 'shared' }]);
  expect(plan).toMatchObject({ status: 'reviewed' });
  expect(sources.map((one) => one.verified)).toEqual([undefined, verified.s2]);
});

test('a status that a thing cannot have, or for what is not there, changes nothing', () => {
  const statuses = {
    u1: mark('shared'),
    u9: mark('approved'),
    'play[u1]': mark('validated'),
    accountPlan: mark('<b>'),
  };
  expect(brief({ statuses, verified: { s9: { by: 'U1', at } } })).toEqual(brief());
});

test('a page is as new as its newest finding, and undated when that is old and another has no date', () => {
  const dated = (...dates: (string | undefined)[]) => {
    const claims = dates.map((asOf, index) => claim(`news.${index + 1}`, 's1', asOf));
    const news = done('facet.news', { answerIds: [], claims, sources: [source('s1')] });
    return assembleBrief({ run, stages: [news], evidence: [], seller: defaultSellerProfile }).sources[0]?.asOf;
  };
  expect(dated('1943', '2026-02')).toBe('2026-02');
  expect(dated('2026-02', undefined)).toBe('2026-02');
  expect(dated('1943')).toBe('1943');
  expect(dated('1943', undefined)).toBeUndefined();
});
