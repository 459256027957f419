import type { AccountPlan } from '../../domain/account-plan.ts';
import type { Brief } from '../../domain/brief.ts';
import { isKnown } from '../../domain/statement.ts';
import { readableDate } from '../dates.ts';
import { entries, fact, facts, headed, joined, knownOnly, list, section, table, tenths } from '../report/blocks.ts';
import type { Block, ReportDocument } from '../report/document.ts';

/** An account plan in reading order: where we stand, whom we win, what is done by when. */
export function accountPlanDocument(brief: Brief, plan: AccountPlan): ReportDocument {
  return {
    title: brief.company?.name ?? brief.request.companyName,
    subtitle: [
      'Account plan',
      `${brief.seller.name}, ${readableDate(plan.createdAt)}, version ${plan.version}, ${plan.status}`,
    ],
    notices: [],
    sections: [
      ...section(
        'Summary',
        { kind: 'lead', content: plan.summary },
        ...headed('Where the company stands', list([plan.overview])),
        ...headed('Objectives', list(plan.objectives)),
      ),
      ...section('Stakeholders', stakeholders(plan)),
      ...section('Opportunities', opportunities(plan)),
      ...section('Our position', ...headed('Landscape', list([plan.landscape])), swot(plan)),
      ...section(
        'How we engage',
        ...(plan.engagement === '' ? [] : [{ kind: 'note', text: plan.engagement } satisfies Block]),
        ...headed('What we offer', list(plan.valuePropositions)),
      ),
      ...section(
        'Actions',
        table(
          ['By', 'Action', 'Owner', 'Status'],
          plan.actions.map(({ due, action, owner, status }) => [readableDate(due), action, owner, status]),
        ),
      ),
      ...section(
        'Milestones',
        table(
          ['On', 'Milestone', 'Reached when'],
          plan.milestones.map(({ date, name, criteria }) => [readableDate(date), name, criteria]),
        ),
        facts(
          ...(plan.timeline === '' ? [] : [fact('Timeline', plan.timeline)]),
          ...joined('We measure', plan.metrics),
        ),
      ),
    ],
  };
}

const stakeholders = (plan: AccountPlan): Block | undefined =>
  entries(
    plan.stakeholders.map(({ name, title, role, approach, why }) => ({
      title: name,
      detail: role === 'Unknown' ? `${title}, stance unknown` : `${title}, ${role.toLowerCase()}`,
      lines: [...knownOnly(why), ...(approach === '' ? [] : [fact('Approach', approach)])],
    })),
  );

const opportunities = (plan: AccountPlan): Block | undefined =>
  table(
    ['Opportunity', 'Value', 'Timeline', 'Probability'],
    plan.opportunities.map(({ name, value, timeline, probability }) => [name, value, timeline, tenths(probability)]),
  );

function swot({ swot: { strengths, weaknesses, opportunities: chances, threats } }: AccountPlan): Block | undefined {
  const cells = [
    { title: 'Strengths', items: strengths.filter(isKnown) },
    { title: 'Weaknesses', items: weaknesses.filter(isKnown) },
    { title: 'Opportunities', items: chances.filter(isKnown) },
    { title: 'Threats', items: threats.filter(isKnown) },
  ];
  return cells.some(({ items }) => items.length > 0) ? { kind: 'quadrants', cells } : undefined;
}
