import type { HomeView, KnownBlock } from '@slack/types';
import type { Project } from '../../domain/project.ts';
import { budgetWarning, type Run } from '../../domain/run.ts';
import { hasRole, type Role } from '../../domain/team-settings.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { verticalLabel, verticals } from '../../domain/vertical.ts';
import { homeActions } from '../action-ids.ts';
import { buttonText } from './candidates.ts';
import { count, dollars } from './figures.ts';
import {
  button,
  buttons,
  companyOf,
  homeView,
  minute,
  option,
  person,
  row,
  runStatus,
  select,
  threadButton,
} from './home-blocks.ts';
import type { HomeState } from './home-state.ts';
import { context, header, paragraph } from './inert.ts';

export interface ShownRun {
  run: Run;
  /** Of its thread. */
  link?: string;
}

export interface Front {
  state: HomeState;
  role: Role;
  now: Date;
  attention: readonly ShownRun[];
  running: readonly ShownRun[];
  mine: readonly Project[];
  team: readonly Project[];
  recent: readonly ShownRun[];
}

/** The first page of App Home: what needs somebody, what is going on, what there is. */
export const homeFront = (front: Front): HomeView =>
  homeView(front.state, [
    ...navigation(front.role),
    ...attention(front.attention),
    ...running(front.running),
    ...mine(front.mine),
    ...team(front),
    ...recent(front.recent),
    context(`Updated ${minute(front.now.toISOString())}.`),
  ]);

const navigation = (role: Role): KnownBlock[] => [
  ...buttons(
    button(homeActions.start, 'Research a company', { style: 'primary' }),
    button(homeActions.projectNew, 'New project'),
    button(homeActions.memory, 'Memory and plays'),
    ...(hasRole(role, 'manager') ? [button(homeActions.usage, 'Usage')] : []),
    button(homeActions.settings, 'Settings'),
    button(homeActions.refresh, 'Refresh'),
  ),
];

const attention = (shown: readonly ShownRun[]): KnownBlock[] =>
  shown.length === 0 ? [] : [header('Needs attention'), ...shown.flatMap(needing)];

function needing({ run, link }: ShownRun): KnownBlock[] {
  const company = companyOf(run);
  const thread = threadButton(run, link);
  if (run.waiting?.for === 'identity') {
    return [
      paragraph(
        `${company}: the name fits several companies. Which one is meant? Nothing further is spent until then.`,
      ),
      ...buttons(
        select(
          homeActions.choose,
          'Choose the company',
          run.waiting.candidates.map((candidate, index) => option(`${run.id}:${index}`, buttonText(candidate))),
        ),
        ...thread,
      ),
    ];
  }
  if (run.waiting?.for === 'place') {
    return [
      paragraph(
        `${company}: I cannot post where this was asked for. Type /invite @Prospector there; nothing was spent.`,
      ),
      ...buttons(cancelButton(run), ...thread),
    ];
  }
  const overBudget = run.warnings.find((warning) => warning.startsWith(budgetWarning));
  return [
    paragraph(
      overBudget !== undefined
        ? `${company}: ${cut(cleanLine(overBudget), 300)} What was found is kept.`
        : `${company}: ${runStatus(run)} on ${minute(run.finishedAt ?? run.createdAt)}. ${run.error?.message ?? 'Some of what was asked for is missing.'}`,
    ),
    ...buttons(
      ...(overBudget !== undefined
        ? []
        : [
            button(homeActions.retry, 'Retry what is missing', {
              value: run.id,
              label: `Retry what is missing on ${company}`,
            }),
          ]),
      ...thread,
    ),
  ];
}

const cancelButton = (run: Run) =>
  button(homeActions.cancel, 'Cancel', { value: run.id, label: `Cancel the research on ${companyOf(run)}` });

const running = (shown: readonly ShownRun[]): KnownBlock[] =>
  shown.length === 0
    ? []
    : [
        header('Running now'),
        ...shown.flatMap(({ run, link }) => [
          paragraph(`${companyOf(run)}: ${runStatus(run)}, ${run.mode}, asked ${minute(run.createdAt)}`),
          ...buttons(...(run.cancelRequested ? [] : [cancelButton(run)]), ...threadButton(run, link)),
        ]),
      ];

const mine = (projects: readonly Project[]): KnownBlock[] => [
  header('My projects'),
  ...(projects.length === 0
    ? [
        paragraph(
          'You own no project yet. A project keeps an account’s research together and says what changed: press New project, or Save to project under a finished research.',
        ),
      ]
    : projects.map((project) => projectRow(project))),
];

function projectRow(project: Project, withOwner = false): KnownBlock {
  const { name, companyName, vertical, iterations, stars, status, owner, id } = project;
  const facts = [
    cut(cleanLine(companyName), 120),
    vertical && verticalLabel(vertical),
    count(iterations, 'iteration'),
    stars > 0 ? `${stars} starred` : undefined,
    status === 'archived' ? 'archived' : undefined,
  ].filter((part) => part !== undefined);
  return {
    ...row(
      `${cut(cleanLine(name), 160)}\n${facts.join(' · ')}`,
      button(homeActions.project, 'Open', { value: id, label: `Open the project ${name}` }),
    ),
    ...(withOwner && { fields: [{ type: 'mrkdwn' as const, text: `Owner: ${person(owner)}` }] }),
  };
}

const all = 'all';

function team({ team: projects, state }: Front): KnownBlock[] {
  const filtered = state.owner !== undefined || state.vertical !== undefined || state.status !== undefined;
  return [
    header('Team projects'),
    {
      type: 'actions',
      block_id: `filters_${[state.owner, state.vertical, state.status].map((part) => part ?? all).join('_')}`,
      elements: [
        {
          type: 'users_select',
          action_id: homeActions.filterOwner,
          placeholder: { type: 'plain_text', text: 'Any owner' },
          ...(state.owner !== undefined && { initial_user: state.owner }),
        },
        select(
          homeActions.filterVertical,
          'Any vertical',
          [option(all, 'Any vertical'), ...verticals.map((vertical) => option(vertical, verticalLabel(vertical)))],
          state.vertical,
        ),
        select(
          homeActions.filterStatus,
          'Active and archived',
          [option(all, 'Active and archived'), option('active', 'Active'), option('archived', 'Archived')],
          state.status,
        ),
        ...(filtered || state.after !== undefined
          ? [button(homeActions.firstPage, 'Show all', { value: 'clear' })]
          : []),
      ],
    },
    ...(projects.length === 0
      ? [
          paragraph(
            filtered
              ? 'No project fits these filters. Show all takes them away.'
              : 'There is no project yet. New project makes the first one.',
          ),
        ]
      : projects.map((project) => projectRow(project, true))),
    ...pager(state),
  ];
}

/** First and next page of a list, where there are any. */
export const pager = ({ after, next }: Pick<HomeState, 'after' | 'next'>): KnownBlock[] =>
  buttons(
    ...(after === undefined ? [] : [button(homeActions.firstPage, 'First page')]),
    ...(next === undefined ? [] : [button(homeActions.nextPage, 'Next page')]),
  );

const recent = (shown: readonly ShownRun[]): KnownBlock[] => [
  header('Recent research'),
  ...(shown.length === 0
    ? [paragraph('Nothing has been researched yet. Press Research a company, or type /prospect Acme in a channel.')]
    : shown.map(({ run, link }) =>
        row(
          `${companyOf(run)}: ${runStatus(run)}, ${run.mode}, ${minute(run.finishedAt ?? run.createdAt)}, ${dollars(run.usage.costUsd)}`,
          threadButton(run, link)[0],
        ),
      )),
];
