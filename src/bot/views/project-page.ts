import type { HomeView, KnownBlock } from '@slack/types';
import type { NextBestAction } from '../../domain/next-best-action.ts';
import type { Annotation, Project, Target, WorkProduct } from '../../domain/project.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { homeActions } from '../action-ids.ts';
import { count, dollars } from './figures.ts';
import {
  button,
  buttons,
  confirmation,
  day,
  homeView,
  minute,
  option,
  person,
  row,
  runStatus,
  select,
  threadButton,
} from './home-blocks.ts';
import { pager, type ShownRun } from './home-front.ts';
import type { HomeState } from './home-state.ts';
import { context, header, paragraph } from './inert.ts';

export interface ProjectView {
  state: HomeState;
  project: Project;
  /** Newest first, one page of them. Those in conversations this person is not in have no run. */
  iterations: readonly (ShownRun | { hidden: number })[];
  /** Ended with a report, newest first: what can be compared. */
  comparable: readonly ShownRun[];
  stars: readonly WorkProduct[];
  notes: readonly Annotation[];
  next: NextBestAction;
  /** Of the newest iteration. */
  nextLink?: string;
  mayManage: boolean;
  user: string;
  now: Date;
}

const shownStars = 24;
const shownNotes = 12;

/** One account’s research in App Home. */
export const projectPage = (view: ProjectView): HomeView =>
  homeView(view.state, [
    ...buttons(button(homeActions.front, 'Back'), button(homeActions.refresh, 'Refresh')),
    header(view.project.name),
    ...about(view.project),
    ...nextBlocks(view),
    ...acts(view),
    ...iterations(view),
    ...compare(view),
    ...stars(view),
    ...notes(view),
    context(`Updated ${minute(view.now.toISOString())}.`),
  ]);

const contextModes = {
  accumulate: 'new research builds on what is known',
  fresh: 'new research starts from nothing',
  fork: 'new research starts from one earlier run',
} as const;

function about({ companyName, vertical, status, description, contextMode, tags, owner }: Project): KnownBlock[] {
  const facts = [
    cut(cleanLine(companyName), 255),
    vertical && verticalLabel(vertical),
    status,
    contextModes[contextMode],
  ];
  return [
    {
      ...row(facts.filter((part) => part !== undefined).join(' · ')),
      fields: [{ type: 'mrkdwn', text: `Owner: ${person(owner)}` }],
    },
    ...(description === '' ? [] : [paragraph(cut(description, 1500))]),
    ...(tags.length === 0 ? [] : [context(`Tags: ${tags.map(cleanLine).join(', ')}`)]),
  ];
}

function nextBlocks({ next, project, nextLink }: ProjectView): KnownBlock[] {
  const { act, run = '', stage = '' } = next;
  const press = {
    restore: [button(homeActions.projectRestore, 'Restore', { value: project.id })],
    run: [button(homeActions.iterate, 'Start an iteration', { value: project.id, style: 'primary' as const })],
    choose: [button(homeActions.front, 'Choose the company')],
    wait: [],
    retry: [button(homeActions.retry, 'Retry what is missing', { value: run, style: 'primary' as const })],
    make: [
      button(homeActions.make, 'Make it', { value: `${run}:${stage}`, style: 'primary' as const, label: next.reason }),
    ],
    promote: [button(homeActions.promote, 'Put it into the library', { value: `${run}:${stage}` })],
    none: [],
  }[act];
  const thread =
    nextLink === undefined || (act !== 'wait' && act !== 'none')
      ? []
      : [button(homeActions.link, 'Open its thread', { url: nextLink })];
  return [paragraph(`Next: ${next.reason}`), ...buttons(...press, ...thread)];
}

function acts({ project, mayManage }: ProjectView): KnownBlock[] {
  const { id, status, name } = project;
  const active = status === 'active';
  return buttons(
    ...(active ? [button(homeActions.iterate, 'New iteration', { value: id })] : []),
    button(homeActions.noteNew, 'Add note', { value: id }),
    ...(mayManage
      ? [
          button(homeActions.projectEdit, 'Edit', { value: id, label: `Edit the project ${name}` }),
          active
            ? button(homeActions.projectArchive, 'Archive', { value: id, label: `Archive the project ${name}` })
            : button(homeActions.projectRestore, 'Restore', { value: id, label: `Restore the project ${name}` }),
          button(homeActions.projectDelete, 'Delete …', {
            value: id,
            style: 'danger',
            label: `Delete the project ${name}`,
          }),
        ]
      : []),
  );
}

function iterations({ iterations: shown, state }: ProjectView): KnownBlock[] {
  return [
    header('Iterations'),
    ...(shown.length === 0 ? [paragraph('None yet. New iteration researches this account.')] : shown.map(iterationRow)),
    ...pager(state),
  ];
}

function iterationRow(shown: ProjectView['iterations'][number]): KnownBlock {
  if ('hidden' in shown) return row(`${shown.hidden}: in a private conversation that you are not in`);
  const { run, link } = shown;
  const facts = [
    runStatus(run),
    day(run.finishedAt ?? run.createdAt),
    run.mode,
    run.contextMode,
    dollars(run.usage.costUsd),
  ];
  return row(
    `${run.iteration ?? ''}: ${facts.filter((part) => part !== undefined).join(' · ')}`,
    threadButton(run, link)[0],
  );
}

function compare({ comparable, project }: ProjectView): KnownBlock[] {
  if (comparable.length < 2)
    return [context('Two iterations with a report can be compared: what is new, changed or no longer found.')];
  const options = comparable.map(({ run }) =>
    option(run.id, `Iteration ${run.iteration ?? '–'}, ${day(run.createdAt)}`),
  );
  return [
    header('Compare two'),
    {
      type: 'actions',
      block_id: `compare_${project.id}`,
      elements: [
        select(homeActions.compareEarlier, 'Earlier', options, comparable[1]?.run.id),
        select(homeActions.compareLater, 'Later', options, comparable[0]?.run.id),
        button(homeActions.compare, 'Compare'),
      ],
    },
  ];
}

const kinds: Record<Target['kind'], string> = {
  use_case: 'Use cases',
  play: 'Sales plays',
  one_pager: 'One-pagers',
  account_plan: 'Account plans',
  persona: 'Personas',
  case_study: 'Case studies',
  gap: 'Gaps',
  insight: 'Insights',
  other: 'Other',
};

function stars({ stars: all }: ProjectView): KnownBlock[] {
  if (all.length === 0)
    return [
      header('Starred'),
      paragraph('Nothing yet. Press Star under a use case, a play or a one-pager in a thread to keep it here.'),
    ];
  const shown = all.slice(0, shownStars);
  return [
    header('Starred'),
    ...Object.entries(kinds).flatMap(([kind, label]): KnownBlock[] => {
      const own = shown.filter(({ target }) => target.kind === kind);
      return own.length === 0
        ? []
        : [context(`${label} (${all.filter(({ target }) => target.kind === kind).length})`), ...own.map(starRow)];
    }),
    ...(all.length > shown.length ? [context(`${count(all.length - shown.length, 'older one')} not shown.`)] : []),
  ];
}

const starRow = ({ id, title, preview, notes }: WorkProduct): KnownBlock =>
  row(
    [
      cut(cleanLine(title), 160),
      cut(cleanLine(preview), 240),
      notes === '' ? '' : `Note: ${cut(cleanLine(notes), 150)}`,
    ]
      .filter((part) => part !== '')
      .join('\n'),
    button(homeActions.unstar, 'Un-star', { value: id, label: `Un-star ${title}` }),
  );

function notes({ notes: all, user, mayManage }: ProjectView): KnownBlock[] {
  return [
    header('Notes'),
    ...(all.length === 0
      ? [paragraph('None yet. Add note writes down what the next iteration should know.')]
      : all.slice(0, shownNotes).map((note) => noteRow(note, mayManage || note.createdBy === user))),
    ...(all.length > shownNotes ? [context(`${count(all.length - shownNotes, 'older note')} not shown.`)] : []),
  ];
}

const noteRow = ({ id, text, createdBy, createdAt }: Annotation, mayDelete: boolean): KnownBlock => ({
  ...row(
    cut(text, 500),
    mayDelete
      ? button(homeActions.noteDelete, 'Delete', {
          value: id,
          label: `Delete the note of ${day(createdAt)}`,
          confirm: confirmation('Delete this note?', 'It cannot be brought back.', 'Delete'),
        })
      : undefined,
  ),
  fields: [{ type: 'mrkdwn', text: `${person(createdBy)}, ${day(createdAt)}` }],
});
