import { describe, expect, it } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Run } from '../../domain/run.ts';
import type { Statement } from '../../domain/statement.ts';
import { brief, plan, run, stage } from '../fixtures/maersk.ts';
import { spoken } from '../fixtures/spoken.ts';
import { anchorView } from './anchor.ts';
import { help, statusList } from './answers.ts';
import { fileMessages } from './file-message.ts';
import type { MessageContent } from './inert.ts';
import { messageViolations, viewViolations } from './limits.ts';
import { modalView } from './modal.ts';
import { placeView } from './place.ts';
import { summaryView } from './summary.ts';
import { useCasesView } from './use-cases.ts';

const read = (content: MessageContent | undefined): string => {
  if (!content) return 'nothing';
  expect(messageViolations(content)).toEqual([]);
  return `${spoken(content.blocks)}\n\ntext:\n${content.text}`;
};

const running = [
  stage('identity', 'done', 'A.P. Moller - Maersk (maersk.com)'),
  stage('facet.profile', 'done', '6 findings from 4 sources'),
  stage('facet.news', 'running'),
  stage('facet.leadership', 'failed'),
];
const early: Brief = { ...brief, files: [] };
const done: Run = { ...run, status: 'partial', finishedAt: '2026-11-23T09:01:56.000Z' };

describe('the anchor', () => {
  it('reads as a live plan while the run goes on', () => {
    expect(read(anchorView({ run, plan, stages: running, brief: early }))).toMatchSnapshot();
  });

  it('is the same message while an agent is at work, whether a worker looks at it or not', () => {
    const line = 'The research agent is at work, 7 minutes so far';
    const stages = [stage('identity', 'done'), stage('facet.news', 'running', line)];
    const waits: Run = { ...run, status: 'queued', dueAt: '2026-11-23T09:08:00.000Z' };
    const shown = anchorView({ run: waits, plan, stages, brief: early });
    expect(shown).toEqual(anchorView({ run, plan, stages, brief: early }));
    expect(read(shown)).toContain(line);
  });

  it('says what is missing when the run is partly done', () => {
    const stages = plan.map((id) => stage(id, id === 'facet.leadership' ? 'failed' : 'done'));
    expect(read(anchorView({ run: done, plan, stages, brief: early }))).toMatchSnapshot();
  });

  it('says of a failure what was kept, what to do and the reference', () => {
    const failed: Run = {
      ...done,
      status: 'failed',
      error: { code: 'no_evidence', message: 'The web search found nothing about this company.', reference: 'ref-7' },
    };
    expect(read(anchorView({ run: failed, plan, stages: [stage('identity', 'done')] }))).toMatchSnapshot();
  });

  it('shows the companies a name may mean as buttons', () => {
    const waiting: Run = {
      ...run,
      companyName: 'Delta',
      status: 'waiting',
      waiting: {
        for: 'identity',
        until: '2026-11-24T09:00:00.000Z',
        candidates: [
          {
            name: 'Delta Air Lines',
            domain: 'delta.com',
            headquarters: 'Atlanta, United States',
            oneLine: 'Passenger airline.',
          },
          { name: 'Delta Electronics', domain: 'deltaww.com', oneLine: 'Power and thermal products.' },
        ],
      },
    };
    const content = anchorView({ run: waiting, plan, stages: [stage('identity', 'waiting')] });
    expect(read(content)).toMatchSnapshot();
    expect(JSON.stringify(content.blocks)).toContain('"value":"run-1:1"');
  });

  it('is the same for the same stored state, so that time alone edits nothing', () => {
    const input = { run, plan, stages: running, brief: early };
    expect(anchorView(input)).toEqual(anchorView(structuredClone(input)));
  });

  it('offers no cancel once the run has ended or is being stopped', () => {
    const labels = (given: Run) =>
      JSON.stringify(anchorView({ run: given, plan, stages: [] }).blocks).includes('run_cancel');
    expect(labels(run)).toBe(true);
    expect(labels(done)).toBe(false);
    expect(labels({ ...run, cancelRequested: { by: 'U1', at: run.createdAt } })).toBe(false);
  });

  it('offers to retry what is missing of a run that has ended, unless only the budget stood in the way', () => {
    const wanting: Run = {
      ...done,
      attempts: [{ no: 1, wanted: ['facet.leadership', 'report'], remake: [], status: 'partial' }],
    };
    const stages = [stage('facet.leadership', 'failed'), stage('report', 'done')];
    const offers = (given: Run, of = stages) =>
      JSON.stringify(anchorView({ run: given, plan, stages: of }).blocks).includes('run_retry');
    expect(offers(wanting)).toBe(true);
    expect(offers({ ...wanting, status: 'running' })).toBe(false);
    expect(offers({ ...wanting, status: 'cancelled' })).toBe(false);
    expect(offers(done, [...stages, stage('useCases', 'done')])).toBe(false);
    const unpaid = {
      ...stage('facet.leadership', 'skipped'),
      error: { code: 'budget_reached', message: 'The budget of this run ($2.00) is used up.', reference: 'r' },
    };
    const warned: Run = { ...wanting, warnings: ['Budget reached. Not made: Leadership.'] };
    expect(offers(warned, [unpaid, stage('report', 'done')])).toBe(false);
    expect(read(anchorView({ run: warned, plan, stages: [unpaid] }))).toContain('(Note: Budget reached.');
  });

  it('says of a step that it is made again, that it could not be, and that it is older than the report', () => {
    const report = stage('report', 'done', 'Written from 20 findings');
    const again = { ...report, again: { attempt: 2, startedAt: '2026-11-23T10:00:00.000Z' } };
    const text = read(anchorView({ run, plan, stages: [again] }));
    expect(text).toContain('Working on: Account report.');
    expect(text).toContain('Being made again. What is there stays until then.');
    const kept = { ...report, error: { code: 'model_quota', message: 'No quota is left.', reference: 'r' } };
    const stale = { ...early, stale: ['report'] };
    expect(read(anchorView({ run: done, plan, stages: [kept], brief: stale }))).toContain(
      'Account report: complete | Older than the report. Could not be made again: No quota is left.',
    );
  });

  it('counts the time of an attempt from its own start', () => {
    const second: Run = {
      ...done,
      status: 'completed',
      finishedAt: '2026-11-23T14:00:30.000Z',
      attempts: [
        ...done.attempts,
        { no: 2, wanted: ['report'], remake: [], status: 'completed', startedAt: '2026-11-23T14:00:00.000Z' },
      ],
    };
    expect(read(anchorView({ run: second, plan, stages: [] }))).toContain('Done in 30 s.');
  });

  it('offers to show again what Slack did not confirm', () => {
    const text = JSON.stringify(anchorView({ run: done, plan, stages: [], maybeMissing: ['the summary'] }));
    expect(text).toContain('the summary');
    expect(text).toContain('slot_again');
  });
});

describe('the summary', () => {
  it('says the point first, cites every line and lists the sources by their real domain', () => {
    expect(read(summaryView(brief))).toMatchSnapshot();
  });

  it('does not exist before the report', () => {
    const { report: _, ...without } = brief;
    expect(summaryView(without)).toBeUndefined();
  });
});

it('the use cases say why now, on what evidence, and how good they are', () => {
  expect(read(useCasesView(brief))).toMatchSnapshot();
});

it('what a use case does not have yet can be made once the run has ended, and what it has can be opened', () => {
  const values = (given: Brief) =>
    [...JSON.stringify(useCasesView(given)?.blocks).matchAll(/"action_id":"([^"]+)","value":"([^"]+)"/g)]
      .filter(([, action]) => action?.startsWith('asset_make'))
      .map(([, , value]) => value);
  const two = { useCases: (brief.useCases?.useCases ?? []).flatMap((one) => [one, { ...one, id: 'u2', rank: 2 }]) };
  const made = [{ id: 'onePager[u1]', status: 'done' as const }];
  const ended: Brief = { ...brief, useCases: two, status: 'completed', stages: made };
  expect(values(ended)).toEqual([
    'run-1:feasibility[u1]',
    'run-1:play[u1]',
    'run-1:feasibility[u2]',
    'run-1:play[u2]',
    'run-1:onePager[u2]',
    'run-1:accountPlan',
    'run-1:personas',
    'run-1:files[report]',
  ]);
  expect(values({ ...ended, status: 'running' })).toEqual([]);
  expect(read(useCasesView(ended))).toContain('[Feasibility] [Play] [Open one-pager] [Star] [More]');
});

it('a document is named for people', () => {
  expect(fileMessages(brief)).toMatchSnapshot();
});

it('delivers the page as HTML, with the reason, where no PDF could be printed', () => {
  const files = brief.files.map((entry) => ({
    ...entry,
    notes: ['No browser engine was found to print the PDF.'],
    files: entry.files.filter(({ mimeType }) => mimeType === 'text/html'),
  }));
  const [message] = fileMessages({ ...brief, files });
  expect(message?.title).toBe('A.P. Moller - Maersk – one-pager – 2026-11-23.html');
  expect(message?.comment).toContain('No browser engine');
});

it('every message of made-up data says so first', () => {
  const sample = { ...brief, sample: true };
  const messages = [
    anchorView({ run, plan, stages: running, brief: sample }),
    summaryView(sample),
    useCasesView(sample),
  ];
  for (const message of messages) {
    expect(message?.text).toMatch(/^SAMPLE DATA/);
    expect(spoken(message?.blocks.slice(0, 1) ?? [])).toMatch(/SAMPLE DATA/);
  }
  expect(fileMessages(sample)[0]?.comment).toMatch(/^SAMPLE DATA/);
  expect(fileMessages(sample)[0]?.altText).toMatch(/^SAMPLE DATA/);
});

it('the explanation where the app is not in the channel says how to go on', () => {
  const waiting: Run = {
    ...run,
    status: 'waiting',
    waiting: { for: 'place', reason: 'not_in_channel', until: '2026-11-24T09:00:00.000Z' },
  };
  expect(read(placeView(waiting))).toMatchSnapshot();
});

it('who lost the token is told that somebody has to install it again, not to invite it', () => {
  const lost: Run = {
    ...run,
    status: 'waiting',
    waiting: { for: 'place', reason: 'token_revoked', until: '2026-11-24T09:00:00.000Z' },
  };
  const { text, blocks } = placeView(lost);
  expect(text).toContain('Once somebody has installed me again, press Try again.');
  expect(text).not.toContain('/invite');
  expect(blocks.at(-1)).toMatchObject({ elements: [{ text: { text: 'Try again' } }] });
});

it('help and status read well', () => {
  expect(read(help())).toMatchSnapshot();
  const listed = [{ run, link: 'https://acme.slack.com/archives/C1/p1' }, { run: done }];
  expect(read(statusList(listed, new Date('2026-11-23T11:30:00.000Z')))).toMatchSnapshot();
});

it('a run that waits for its agent is listed as running', () => {
  const waits: Run = { ...run, status: 'queued', dueAt: '2026-11-23T09:08:00.000Z' };
  expect(statusList([{ run: waits }], new Date('2026-11-23T09:05:00.000Z')).text).toContain('running');
});

it('the form offers the deep mode with its time and cost', () => {
  const form = JSON.stringify(modalView({ metadata: '{}', mode: 'deep' }));
  expect(form).toMatch(/"initial_option":\{"value":"deep".*an hour and costs/);
});

it('the form stays within the limits of a modal', () => {
  expect(viewViolations(modalView({ metadata: '{}', mode: 'quick', companyName: 'x'.repeat(255) }))).toEqual([]);
});

describe('hostile text', () => {
  const evil = '<!channel> <@U123> <https://evil.example|maersk.com> *bold* & <b>';
  const statement: Statement = { text: evil, claims: ['news.1'], basis: 'evidence' };
  const poisoned: Brief = {
    ...brief,
    company: { ...brief.company, name: evil, aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] },
    sources: brief.sources.map((source) => ({ ...source, title: evil })),
    report: brief.report && { ...brief.report, overview: statement, talkingPoints: [statement] },
    useCases: {
      useCases: (brief.useCases?.useCases ?? []).map((useCase) => ({ ...useCase, title: evil, whyNow: statement })),
    },
  };
  const stages = [stage('identity', 'done', evil), stage('facet.news', 'failed')];
  const messages = [
    anchorView({ run: { ...run, companyName: evil, warnings: [evil] }, plan, stages, brief: poisoned, note: evil }),
    summaryView(poisoned),
    useCasesView(poisoned),
    placeView({ ...run, companyName: evil, waiting: { for: 'place', reason: 'x', until: run.createdAt } }),
    statusList([{ run: { ...run, companyName: evil } }], new Date(run.createdAt)),
  ];

  it('is escaped wherever Slack parses, and stands in elements that are not parsed', () => {
    for (const message of messages) {
      expect(message?.text).not.toMatch(/<(?!https:\/\/acme)/);
      expect(message?.text).toContain('&lt;!channel&gt;');
      expect(JSON.stringify(message?.blocks)).not.toContain('"mrkdwn"');
    }
    expect(fileMessages(poisoned)[0]?.comment).not.toContain('<');
    expect(fileMessages(poisoned)[0]?.title).not.toMatch(/[<>|/\\]/);
  });

  it('makes no link but to sources of the run, shown as their domain', () => {
    const known = new Map(brief.sources.map(({ url, domain }) => [url, domain]));
    const links = JSON.stringify(messages.map((message) => message?.blocks)).matchAll(
      /\{"type":"(?:link|url)","url":"([^"]+)","text":"([^"]+)"/g,
    );
    const found = [...links];
    expect(found.length).toBeGreaterThan(3);
    for (const [, url = '', text] of found) expect(known.get(url)).toBe(text);
  });
});
