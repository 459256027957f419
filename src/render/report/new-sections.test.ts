import { expect, test } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Feasibility } from '../../domain/feasibility.ts';
import type { OrgSignals } from '../../domain/org-signals.ts';
import type { Persona } from '../../domain/persona.ts';
import type { Play } from '../../domain/play.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { inferred, proven } from '../fixtures/brief-builder.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { reportMarkdown } from '../markdown/report-markdown.ts';
import { reportHtml } from './report-html.ts';

const signals: OrgSignals = {
  employeeSentiment: {
    ...{ overall: null, workLife: null, compensation: null, culture: null, management: null, recommendPct: null },
    ...{ positive: [], negative: [], trend: 'unknown' },
  },
  linkedin: { followers: null, engagement: 'unknown', headcountTrend: 'unknown', posts: [], changes: [] },
  social: [],
  jobs: {
    ...{ openings: null, departments: [{ name: 'Finance', count: null }], skills: ['SQL'], seniority: [] },
    ...{ urgency: unknownStatement(), insight: proven('About 1,000 positions go.', 'news.1') },
  },
  news: { sentiment: 'unknown', volume: 'unknown', topics: [], headlines: [] },
  insights: [],
  freshness: null,
  confidence: 0.2,
};
const feasibility: Feasibility = {
  useCaseId: 'u1',
  verdict: 'medium',
  score: 0.6,
  technicalComplexity: proven('The core runs on stored procedures.', 'technology.1'),
  dataAvailability: unknownStatement(),
  integrationComplexity: unknownStatement(),
  scalability: unknownStatement(),
  ...{ risks: [], mitigations: ['Start small'], prerequisites: [], dependencies: [], nextSteps: [] },
  recommendation: inferred('Go after a look at the data.', 'technology.1'),
  deprecatedTech: [{ name: 'Old Bus', instead: 'New Bus' }],
  version: 1,
  createdAt: '2026-11-23T09:00:00.000Z',
};
const play: Play = {
  useCaseId: 'u1',
  ...{ title: 'One case type at a time', elevatorPitch: 'You save; we show where.', valueProposition: 'Traceable.' },
  ...{ differentiators: [], targetPersona: 'Finance', targetVertical: 'transportation', companySize: 'Large' },
  discoveryQuestions: ['Which case costs the most time?'],
  objections: [{ objection: 'We have a programme.', response: 'Then we measure it.' }],
  ...{ proofPoints: [], positioning: '', nextSteps: [], metrics: [], status: 'draft', version: 1 },
  createdAt: '2026-11-23T09:00:00.000Z',
};
const persona: Persona = {
  ...{ name: 'The cost owner', title: 'Chief executive', department: 'Board', seniority: 'C-Level' },
  realPerson: 'Vincent Clerc',
  background: proven('In office since 1 January 2023.', 'leadership.1'),
  ...{ goals: [], challenges: [], motivations: ['Proof'], decisionCriteria: [], preferredCommunication: [] },
  ...{ objections: [], contentPreferences: [], keyMessages: [] },
};

const brief = (): Brief => {
  const base = maerskBrief();
  const gapId = base.gaps?.priorities[0] ?? '';
  return {
    ...base,
    orgSignals: signals,
    feasibility: [feasibility],
    plays: [play],
    personas: [persona],
    correlations: [
      {
        gapId,
        evidence: proven('About 1,000 positions go.', 'news.1'),
        stance: 'supporting',
        confidence: 0.6,
        implication: unknownStatement(),
      },
    ],
  };
};

const printed = { html: () => reportHtml(brief(), ''), markdown: () => Promise.resolve(reportMarkdown(brief())) };

test.each(Object.entries(printed))(
  '%s shows signals, correlations, feasibility, plays and personas',
  async (_, print) => {
    const text = await print();
    for (const part of [
      'The organisation from outside',
      'Signals confirm it, 6 of 10',
      'Feasibility',
      'Old Bus: New Bus',
      'How to sell it',
      'Which case costs the most time?',
      'Whom to win',
      'The cost owner – Vincent Clerc',
    ]) {
      expect(text.replaceAll('\\', '')).toContain(part);
    }
  },
);

test('defect "unknown metrics stored as 0, stable, medium" (DOMAIN.md §5): null is shown as unknown', async () => {
  const html = await reportHtml(brief(), '');
  const section = /<h2>The organisation from outside<\/h2>(.*?)<\/section>/s.exec(html)?.[1] ?? '';
  const shown = Object.fromEntries([...section.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)/g)].map(([, k, v]) => [k, v]));
  expect(shown).toMatchObject({
    'Employee rating': 'Unknown',
    'Would recommend': 'Unknown',
    'Sentiment trend': 'Unknown',
    'Open positions': 'Unknown',
    Departments: 'Finance',
    'LinkedIn followers': 'Unknown',
    Engagement: 'Unknown',
    Headcount: 'Unknown',
    'Tone of the news': 'Unknown, volume unknown',
    'As of': 'Unknown',
  });
  expect(section).not.toMatch(/\b(0 of 5|null|[Ss]table|[Mm]edium)\b/);
});
