import { expect, it } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Feasibility } from '../../domain/feasibility.ts';
import type { Statement } from '../../domain/statement.ts';
import { brief } from '../fixtures/maersk.ts';
import { spoken } from '../fixtures/spoken.ts';
import { assetMessages } from './asset-message.ts';
import { assetView } from './asset-modal.ts';
import { messageViolations, viewViolations } from './limits.ts';
import { sourcesView } from './sources-modal.ts';
import { exportForm, feedbackForm, rerunForm, retryForm, verticalForm } from './thread-forms.ts';
import { noteForm, saveForm } from './thread-project.ts';
import { sharedSummary, shareForm, shareWiderForm } from './thread-share.ts';
import { whyView } from './why-modal.ts';
import { statementsOf } from './why-statements.ts';

const at = { run: 'run-1' };
const evil = '<!channel> <@U123> <https://evil.example|maersk.com> *bold*';
const said = (text: string, ...claims: string[]): Statement => ({ text, claims, basis: 'evidence' });

const feasibility = (text: string): Feasibility => ({
  useCaseId: 'u1',
  verdict: 'medium',
  score: 0.6,
  technicalComplexity: said(text, 'news.1'),
  dataAvailability: said(text, 'news.1'),
  integrationComplexity: said(text, 'news.1'),
  scalability: said(text, 'news.1'),
  risks: Array.from({ length: 6 }, () => said(text, 'news.2')),
  mitigations: [text],
  prerequisites: [text],
  dependencies: [],
  nextSteps: [text],
  recommendation: said(text, 'news.1'),
  deprecatedTech: [],
  version: 2,
  createdAt: brief.createdAt,
});
const withFeasibility = (text: string): Brief => ({
  ...brief,
  status: 'completed',
  feasibility: [feasibility(text)],
  stages: [{ id: 'feasibility[u1]', status: 'done' }],
  stale: ['feasibility[u1]'],
});

it('every window of a thread stays within the limits of a view', () => {
  const views = [
    ...[0, 1, 99].map((page) => sourcesView(brief, { ...at, page })),
    whyView(brief, at),
    ...statementsOf(brief).map(({ id }) => whyView(brief, at, id)),
    ...['report', 'useCases[u1]', 'feasibility[u1]'].map((stage) =>
      assetView(withFeasibility('x'.repeat(1200)), { ...at, stage }),
    ),
    verticalForm(at, 'retail'),
    retryForm(at, [{ value: 'report', text: { type: 'plain_text', text: 'Report' } }]),
    rerunForm(at, 'x'.repeat(255), 'deep'),
    exportForm(at),
    feedbackForm(at),
    saveForm(at, 'x'.repeat(255)),
    noteForm(at, 'x'.repeat(255), undefined),
    shareForm(at, 'x'.repeat(255)),
    shareWiderForm(at, true),
  ];
  for (const view of views) expect(viewViolations(view)).toEqual([]);
});

it('an asset in the thread fits into one message, says its version and that it is older than the report', () => {
  const [message] = assetMessages(withFeasibility('word '.repeat(240)));
  expect(message?.place).toBe('feasibility.u1');
  expect(messageViolations(message?.content ?? { text: '', blocks: [] })).toEqual([]);
  const words = spoken(message?.content.blocks ?? []);
  expect(words).toMatch(/\(Version 2\. Written by AI.*Older than the report/s);
  expect(words).toContain('[Open] [Edit] [New version] [Why?]');
});

it('a statement is explained by its basis: quoted, inferred, from people, or unknown', () => {
  const words = (id: string, given = brief) => spoken(whyView(given, at, id).blocks);
  const quote = brief.claims.find(({ id }) => id === 'news.1')?.text ?? 'none';
  expect(words('gaps.capability.0.statement')).toMatch(/An inference: .* It was drawn from 2 pieces of evidence/);
  expect(words('gaps.capability.0.statement')).toContain(`“${quote}”`);
  const report = brief.report && {
    ...brief.report,
    revenue: { text: 'Not found.', claims: [], basis: 'unknown' as const },
    employees: { text: 'They told us 40.', claims: [], basis: 'input' as const },
  };
  const other: Brief = { ...brief, ...(report && { report }) };
  expect(words('report.revenue', other)).toContain('Unknown: nothing in the evidence says it');
  expect(words('report.employees', other)).toContain('From your own side');
});

it('hostile text is nowhere live', () => {
  const poisoned: Brief = {
    ...withFeasibility(evil),
    sources: brief.sources.map((source) => ({ ...source, title: evil })),
    claims: brief.claims.map((claim) => ({ ...claim, text: evil })),
    ...(brief.report && { report: { ...brief.report, talkingPoints: [said(evil, 'news.1')] } }),
  };
  const shown = [
    ...assetMessages(poisoned).map(({ content }) => content),
    sharedSummary(poisoned, 'https://acme.slack.com/archives/C1/p1'),
    sourcesView(poisoned, at),
    whyView(poisoned, at),
    assetView(poisoned, { ...at, stage: 'report' }),
  ];
  for (const one of shown) {
    expect(JSON.stringify(one?.blocks)).not.toContain('"mrkdwn"');
    if (one && 'text' in one) expect(one.text).not.toContain('<!channel>');
  }
});
