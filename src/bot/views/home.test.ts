import type { View } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import type { ClientProfile, MemoryEntry, PlayLibraryItem } from '../../domain/memory.ts';
import type { Annotation, Project, WorkProduct } from '../../domain/project.ts';
import type { Run } from '../../domain/run.ts';
import { defaultSellerProfile } from '../../domain/seller.ts';
import { defaultTeamSettings } from '../../domain/team-settings.ts';
import { brief, run } from '../fixtures/maersk.ts';
import { spoken } from '../fixtures/spoken.ts';
import { clicks, submissions } from '../listeners/table.ts';
import { comparisonMessage, comparisonModal } from './comparison-modal.ts';
import { type Front, homeFront } from './home-front.ts';
import { inputAction } from './home-inputs.ts';
import { libraryPage } from './library-page.ts';
import { messageViolations, viewViolations } from './limits.ts';
import { deleteProjectForm, iterationForm, newProjectForm } from './project-forms.ts';
import { type ProjectView, projectPage } from './project-page.ts';
import { defaultsForm, limitsForm, peopleForm, sellerForm, templateForm } from './settings-forms.ts';
import { auditPage, type SettingsView, settingsPage } from './settings-page.ts';
import { usagePage } from './usage-page.ts';

const now = new Date('2026-11-23T10:00:00.000Z');
const front = { page: 'front' as const };
type Node = Record<string, unknown>;
const nodesIn = (value: unknown): Node[] =>
  Array.isArray(value)
    ? value.flatMap(nodesIn)
    : typeof value === 'object' && value !== null
      ? [value as Node, ...Object.values(value).flatMap(nodesIn)]
      : [];

const kept = {
  team: 'T1',
  createdBy: 'U1',
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  schemaVersion: 1 as const,
};
const hostile = '<!channel> <@U1> *x* `y` ~z~ \u202Eevil https://bad.example '.repeat(4).slice(0, 250);

/** Fits into Slack, and everything in it that can be used is listened to. */
const read = (view: View): string => {
  expect(viewViolations(view)).toEqual([]);
  for (const { action_id } of nodesIn(view.blocks)) {
    if (typeof action_id === 'string' && action_id !== inputAction) expect(Object.keys(clicks)).toContain(action_id);
  }
  if (view.callback_id !== undefined) expect(Object.keys(submissions)).toContain(view.callback_id);
  return spoken(view.blocks);
};

const project: Project = {
  ...kept,
  id: 'p1',
  name: 'Maersk renewal',
  companyName: 'A.P. Moller - Maersk',
  companyKey: 'maersk.com',
  vertical: 'transportation',
  description: 'Renewal in May.',
  contextMode: 'accumulate',
  tags: ['shipping'],
  owner: 'U1',
  visibility: 'team',
  status: 'active',
  iterations: 3,
  stars: 1,
  notes: 1,
};
const ended = (change: Partial<Run>): Run => ({
  ...run,
  status: 'completed',
  finishedAt: '2026-11-23T09:02:00.000Z',
  ...change,
});
const choosing = ended({
  id: 'run-2',
  companyName: 'Delta',
  status: 'waiting',
  waiting: {
    for: 'identity',
    until: '2026-11-24T09:00:00.000Z',
    candidates: [{ name: 'Delta Air Lines', domain: 'delta.com' }, { name: 'Delta Electronics' }],
  },
});
const thread = 'https://slack.com/app_redirect?team=T1&channel=C1&message_ts=1.2';

const manager: Front = {
  state: { ...front, status: 'active', next: 'p1' },
  role: 'manager',
  now,
  attention: [
    { run: choosing },
    {
      run: ended({
        status: 'failed',
        error: { code: 'no_evidence', message: 'The web search found nothing.', reference: 'r' },
      }),
      link: thread,
    },
    {
      run: ended({
        status: 'partial',
        warnings: ['Budget reached. The budget of this run ($2.00) is used up. Not made: One-pager.'],
      }),
      link: thread,
    },
  ],
  running: [{ run, link: thread }],
  mine: [project],
  team: [
    project,
    { ...project, id: 'p2', name: 'Old account', status: 'archived', owner: 'U2', stars: 0, iterations: 1 },
  ],
  recent: [{ run: ended({}), link: thread }],
};

describe('the front of App Home', () => {
  it('shows what needs somebody first', () => {
    expect(read(homeFront(manager))).toMatchSnapshot();
  });

  it('tells a newcomer what to do', () => {
    const empty = { attention: [], running: [], mine: [], team: [], recent: [] };
    expect(read(homeFront({ ...empty, state: front, role: 'rep', now }))).toMatchSnapshot();
  });

  it('stays within what Slack takes, whatever things are called', () => {
    const bad = { ...project, name: hostile, companyName: hostile };
    const badRun = { ...choosing, companyName: hostile };
    const many = <T>(thing: T, count: number) => Array.from({ length: count }, () => thing);
    const full = homeFront({
      ...manager,
      attention: many({ run: badRun, link: thread }, 5),
      running: many({ run: { ...run, companyName: hostile }, link: thread }, 5),
      mine: many(bad, 6),
      team: many(bad, 10),
      recent: many({ run: ended({ companyName: hostile }), link: thread }, 8),
    });
    expect(viewViolations(full)).toEqual([]);
    expect(full.blocks.length).toBeLessThan(100);
    expect(JSON.stringify(full).length).toBeLessThan(50_000);
    const live = JSON.stringify(full).match(/"type":"mrkdwn","text":"[^"]*/g) ?? [];
    expect(new Set(live)).toEqual(new Set(['"type":"mrkdwn","text":"Owner: <@U1>']));
    expect(JSON.stringify(full)).not.toContain('\u202E');
  });
});

const target = { run: 'run-1', kind: 'use_case' as const, id: 'u1', version: 1 };
const star: WorkProduct = {
  ...kept,
  id: 's1',
  project: 'p1',
  target,
  title: 'Fewer empty miles',
  preview: 'Plan with forecasts.',
  notes: '',
};
const note: Annotation = { ...kept, id: 'n1', project: 'p1', text: 'They renew in May.' };
const page: ProjectView = {
  state: { page: 'project', project: 'p1' },
  project,
  iterations: [
    { run: ended({ iteration: 3, contextMode: 'accumulate', status: 'partial' }), link: thread },
    { run: ended({ id: 'run-0', iteration: 2, createdAt: '2026-10-23T09:00:00.000Z' }), link: thread },
    { hidden: 1 },
  ],
  comparable: [
    { run: ended({ iteration: 3 }) },
    { run: ended({ id: 'run-0', iteration: 2, createdAt: '2026-10-23T09:00:00.000Z' }) },
  ],
  stars: [star],
  notes: [note],
  next: {
    act: 'retry',
    run: 'run-1',
    reason: 'Iteration 3 lacks part of the research (1 missing). Retry what failed.',
  },
  mayManage: true,
  user: 'U1',
  now,
};

describe('a project', () => {
  it('reads from the next best action to the notes', () => {
    expect(read(projectPage(page))).toMatchSnapshot();
  });

  it('offers nothing to somebody who may not manage it', () => {
    const words = read(projectPage({ ...page, mayManage: false, user: 'U2' }));
    for (const offer of ['[Edit]', '[Archive]', '[Delete …]', '[Delete]']) expect(words).not.toContain(offer);
  });

  it('stays within what Slack takes', () => {
    const full = projectPage({
      ...page,
      stars: Array.from({ length: 200 }, (_, index) => ({
        ...star,
        id: `s${index}`,
        title: hostile,
        preview: hostile.repeat(4),
      })),
      notes: Array.from({ length: 200 }, (_, index) => ({ ...note, id: `n${index}`, text: hostile.repeat(10) })),
    });
    expect(viewViolations(full)).toEqual([]);
    expect(full.blocks.length).toBeLessThan(100);
    expect(spoken(full.blocks)).toContain('not shown');
  });

  it('is made, iterated and deleted in forms that say what happens', () => {
    const metadata = { home: front, id: 'p1' };
    const forms = [
      newProjectForm(metadata),
      iterationForm(project, { earlier: [ended({ iteration: 3 })], channel: 'C1' }, metadata),
      deleteProjectForm(project, metadata),
    ];
    expect(forms.map(read).join('\n\n')).toMatchSnapshot();
  });
});

const play: PlayLibraryItem = {
  ...kept,
  id: 'm1',
  visibility: 'team',
  kind: 'pitch',
  title: 'Ports first',
  content: 'Begin with the terminals.',
  whenToUse: 'Shipping',
  vertical: 'transportation',
  usageCount: 4,
  won: 1,
  lost: 2,
  status: 'retired',
};
const entry: MemoryEntry = {
  ...kept,
  id: 'm2',
  visibility: 'team',
  kind: 'deal_outcome',
  title: 'Lost on price',
  content: 'They took the cheaper one.',
  tags: [],
};
const client: ClientProfile = {
  ...kept,
  id: 'm3',
  visibility: 'team',
  companyKey: 'maersk.com',
  companyName: 'Maersk',
  vertical: 'transportation',
  contacts: [],
  summary: 'Container shipping.',
  origin: 'run-1',
};

it('the memory shows plays with what became of them, and only buttons that work', () => {
  const held = { mayManage: true };
  const library = {
    state: { page: 'memory' as const },
    now,
    plays: [{ ...play, ...held }],
    entries: [{ ...entry, mayManage: false }],
    clients: [{ ...client, ...held }],
  };
  expect(read(libraryPage(library))).toMatchSnapshot();
  const full = {
    ...library,
    plays: Array.from({ length: 60 }, () => ({ ...play, ...held, title: hostile })),
    entries: Array.from({ length: 60 }, () => ({ ...entry, ...held })),
    clients: Array.from({ length: 60 }, () => ({ ...client, ...held })),
  };
  expect(viewViolations(libraryPage(full))).toEqual([]);
});

it('usage is counted by week and by person', () => {
  const usage = { ...noUsage(), searchQueries: 30, costUsd: 0.5 };
  const day = (date: string, user: string) => ({ day: date, runs: 1, usage, users: { [user]: { runs: 1, usage } } });
  const days = [day('2026-11-15', 'U1'), day('2026-11-16', 'U1'), day('2026-11-22', 'U2'), day('2026-11-23', 'U1')];
  expect(read(usagePage({ state: { page: 'usage' }, days, limits: { costPerRunUsd: 2 }, now }))).toMatchSnapshot();
});

const settings: SettingsView = {
  state: { page: 'settings' },
  role: 'admin',
  digest: true,
  timeZone: 'Europe/Zurich',
  seller: defaultSellerProfile,
  templates: [
    {
      ...kept,
      id: 't1',
      name: 'Ports',
      versions: [
        { no: 1, content: 'Ask {{company}}.', author: 'U1', at: kept.createdAt, note: '' },
        { no: 2, content: 'Ask {{company}} in {{vertical}}.', author: 'U1', at: kept.updatedAt, note: 'by vertical' },
      ],
      defaultVersion: 2,
    },
  ],
  settings: { ...defaultTeamSettings('T1'), admins: ['U9'], retentionDays: 90 },
  limits: { concurrentRuns: 3 },
  now,
};

describe('settings', () => {
  it('show an admin everything and everybody their own', () => {
    expect(read(settingsPage(settings))).toMatchSnapshot();
    expect(read(settingsPage({ ...settings, role: 'manager', digest: false }))).toMatchSnapshot();
  });

  it('are changed in forms', () => {
    const metadata = { home: front };
    const forms = [
      sellerForm(defaultSellerProfile, metadata),
      templateForm(settings.templates[0], metadata),
      limitsForm({ concurrentRuns: 2 }, { concurrentRuns: 3 }, metadata),
      peopleForm(settings.settings, metadata),
      defaultsForm({ mode: 'quick' }, { templates: settings.templates, projects: [project] }, true, metadata),
    ];
    expect(forms.map(read).join('\n\n')).toMatchSnapshot();
  });

  it('leave a trail of ids and names of fields', () => {
    const event = {
      id: 'a1',
      team: 'T1',
      by: 'U9',
      act: 'settings.save' as const,
      on: 'settings',
      from: 'home' as const,
      detail: 'limits, admins',
      visibility: 'team',
      at: '2026-11-23T09:30:00.000Z',
    };
    expect(read(auditPage({ state: { page: 'audit', next: 'a1' }, events: [event], now }))).toMatchSnapshot();
  });
});

describe('a comparison', () => {
  const said = (claim: string, text: string, value: string) => ({ claim, text, value });
  const [first, second] = brief.claims;
  const input = {
    comparison: {
      from: { run: 'run-0', date: '2026-10-23' },
      to: { run: 'run-1', date: '2026-11-23' },
      differences: [
        {
          kind: 'changed' as const,
          entity: 'Maersk',
          attribute: 'employees' as const,
          period: '2026',
          before: said(first?.id ?? '', 'It has 100,000.', '100,000'),
          after: said(second?.id ?? '', 'It has 90,000.', '90,000'),
        },
        {
          kind: 'new' as const,
          entity: 'Maersk',
          attribute: 'other' as const,
          period: '',
          after: said(second?.id ?? '', 'It moved <!here> to a new cloud.', 'x'),
        },
        {
          kind: 'withdrawn' as const,
          entity: 'Maersk',
          attribute: 'ceo' as const,
          period: '',
          before: said('gone.1', 'It is led by nobody.', 'nobody'),
        },
        {
          kind: 'unchanged' as const,
          entity: 'Maersk',
          attribute: 'founding' as const,
          period: '',
          before: said('a.1', 'Since 1904.', '1904'),
          after: said('a.1', 'Since 1904.', '1904'),
        },
      ],
      leftOut: [{ stage: 'signal.jobs', missingIn: 'run-1', findings: 2 }],
    },
    earlier: brief,
    later: brief,
    iterations: { earlier: 2, later: 3 },
  };

  it('shows old and new values with their sources', () => {
    expect(read(comparisonModal(input))).toMatchSnapshot();
  });

  it('is the same in a thread, where nothing is live', () => {
    const message = comparisonMessage(input);
    expect(messageViolations(message)).toEqual([]);
    expect(message.text).toMatchSnapshot();
  });

  it('says when nothing has changed', () => {
    const same = {
      ...input,
      comparison: { ...input.comparison, differences: input.comparison.differences.slice(3), leftOut: [] },
    };
    expect(read(comparisonModal(same))).toContain('Nothing has changed.');
  });
});
