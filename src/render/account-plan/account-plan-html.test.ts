import { expect, test } from 'vitest';
import type { AccountPlan } from '../../domain/account-plan.ts';
import { inferred, offered, proven } from '../fixtures/brief-builder.ts';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { accountPlanHtml } from './account-plan-html.ts';

const plan = (parts: Partial<AccountPlan> = {}): AccountPlan => ({
  summary: inferred('The saving target is a reason to talk.', 'news.1'),
  overview: proven('Revenue was $54bn in 2025.', 'financials.1'),
  objectives: ['Win a first process'],
  stakeholders: [
    {
      name: 'Vincent Clerc',
      title: 'Chief executive',
      role: 'Unknown',
      approach: 'Through finance.',
      why: proven('In office since 1 January 2023.', 'leadership.1'),
    },
  ],
  opportunities: [{ name: 'Exception desk', value: 'To be sized', timeline: 'First half', probability: 0.4 }],
  landscape: offered('Others serve them too.'),
  swot: { strengths: [offered('We know the field.')], weaknesses: [], opportunities: [], threats: [] },
  engagement: 'One process first.',
  valuePropositions: ['A saving that can be traced'],
  actions: [{ action: 'Ask for an hour', owner: 'Account executive', due: '2027-01-15', status: 'open' }],
  metrics: ['Meetings held'],
  milestones: [{ name: 'Pilot agreed', date: '2027-03-01', criteria: 'Signed' }],
  timeline: 'First this, then that.',
  status: 'draft',
  version: 2,
  createdAt: '2026-11-23T09:00:00.000Z',
  ...parts,
});

test('the plan has its parts in order, its days readable, its version and state', async () => {
  const html = await accountPlanHtml(maerskBrief(), plan(), '');
  expect([...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map((match) => match[1])).toEqual([
    'Summary',
    'Stakeholders',
    'Opportunities',
    'Our position',
    'How we engage',
    'Actions',
    'Milestones',
    'Sources and what they say',
  ]);
  expect(html).toContain('<td class="short">15 January 2027</td>');
  expect(html).toContain('version 2, draft');
  expect(html).toContain('Chief executive, stance unknown');
  expect(html.match(/Nothing in the evidence\./g)).toHaveLength(3);
});

test('it lists the sources that it cites, and no others', async () => {
  const brief = maerskBrief();
  const html = await accountPlanHtml(brief, plan(), '');
  const listed = [...html.matchAll(/id="source-(\d+)"/g)].map((match) => match[1]);
  const cited = new Set([...html.matchAll(/href="#source-(\d+)"/g)].map((match) => match[1]));
  expect(new Set(listed)).toEqual(cited);
  expect(listed.length).toBeLessThan(brief.sources.length);
});

test('parts that a plan does not have leave no heading behind', async () => {
  const html = await accountPlanHtml(
    maerskBrief(),
    plan({
      ...{ stakeholders: [], opportunities: [], milestones: [], metrics: [], timeline: '', engagement: '' },
      ...{ valuePropositions: [], swot: { strengths: [], weaknesses: [], opportunities: [], threats: [] } },
    }),
    '',
  );
  for (const gone of ['Stakeholders', 'Opportunities', 'How we engage', 'Milestones', 'Strengths']) {
    expect(html).not.toContain(gone);
  }
});

test('foreign text stays text', async () => {
  const html = await accountPlanHtml(
    maerskBrief({ sample: true }),
    plan({
      objectives: [hostileText],
      engagement: hostileText,
      actions: [{ action: hostileText, owner: hostileText, due: '2027-01-15', status: 'open' }],
    }),
    '',
  );
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('Sample data');
});
