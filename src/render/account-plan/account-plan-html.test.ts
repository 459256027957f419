import { expect, test } from 'vitest';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskAccountPlan } from '../fixtures/maersk-account-plan.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { accountPlanHtml } from './account-plan-html.ts';

test('the plan has its parts in order, its days readable, its version and state', async () => {
  const html = await accountPlanHtml(maerskBrief(), maerskAccountPlan(), '');
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
  const html = await accountPlanHtml(brief, maerskAccountPlan(), '');
  const listed = [...html.matchAll(/id="source-(\d+)"/g)].map((match) => match[1]);
  const cited = new Set([...html.matchAll(/href="#source-(\d+)"/g)].map((match) => match[1]));
  expect(new Set(listed)).toEqual(cited);
  expect(listed.length).toBeLessThan(brief.sources.length);
});

test('parts that a plan does not have leave no heading behind', async () => {
  const html = await accountPlanHtml(
    maerskBrief(),
    maerskAccountPlan({
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
    maerskAccountPlan({
      objectives: [hostileText],
      engagement: hostileText,
      actions: [{ action: hostileText, owner: hostileText, due: '2027-01-15', status: 'open' }],
    }),
    '',
  );
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('Sample data');
});
