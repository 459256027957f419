import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Project } from '../../domain/project.ts';
import type { PromptTemplate } from '../../domain/prompt-template.ts';
import type { RunMode } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { prospectModal, runProjectPick } from '../action-ids.ts';
import type { Field } from '../company-input.ts';
import { type MessageContent, plain } from './inert.ts';

export interface ModalInput {
  /** Ids only: the conversation the run belongs to. */
  metadata: string;
  mode: RunMode;
  companyName?: string;
  domain?: string;
  templates?: readonly Pick<PromptTemplate, 'id' | 'name'>[];
  /** Id of the template that is chosen unless somebody chooses another. */
  template?: string;
  /** The project that is chosen unless somebody chooses another. */
  project?: Pick<Project, 'id' | 'name'>;
  /** The form asks where the results go, with this conversation as a beginning. */
  place?: string;
}

/** Errors of a submission are keyed by these. */
export const blockIds: Record<Field | 'template' | 'project' | 'context' | 'assets' | 'place', string> = {
  companyName: 'company',
  domain: 'domain',
  mode: 'mode',
  salesHistory: 'sales_history',
  focus: 'focus',
  template: 'template',
  project: 'project',
  context: 'context',
  assets: 'assets',
  place: 'place',
};
export const inputAction = 'value';

const option = (value: string, text: string, description?: string): PlainTextOption => ({
  value,
  text: plain(cut(cleanLine(text), 75)),
  ...(description !== undefined && { description: plain(description) }),
});

const modes: PlainTextOption[] = [
  option('standard', 'Standard: all topics, about three minutes'),
  option('quick', 'Quick: four topics, about two minutes'),
  // Slack allows 75 characters here.
  option(
    'deep',
    'Deep: standard, and an agent that researches on its own',
    'Takes ten minutes to an hour and costs a few dollars more',
  ),
];

const contexts: PlainTextOption[] = [
  option('accumulate', 'Build on what the project knows'),
  option('fresh', 'Start fresh, as if nothing were known'),
];

/** What may be ticked besides the mode's own, and the outputs it stands for. */
export const extraAssets: Readonly<Record<string, { label: string; wanted: readonly string[] }>> = {
  personas: { label: 'Personas', wanted: ['personas'] },
  plan: { label: 'Account plan (PDF)', wanted: ['accountPlan', 'files[accountPlan]'] },
  play: { label: 'Sales play for the best use case', wanted: ['play[u1]'] },
  onePagers: {
    label: 'One-pagers for all three use cases (PDF)',
    wanted: ['onePager[u2]', 'files[onePager.u2]', 'onePager[u3]', 'files[onePager.u3]'],
  },
};

const textInput = (
  field: Field,
  label: string,
  hint: string,
  options: { multiline?: true; optional?: true; initial?: string | undefined; placeholder?: string } = {},
): InputBlock => ({
  type: 'input',
  block_id: blockIds[field],
  label: plain(label),
  hint: plain(hint),
  optional: options.optional ?? false,
  element: {
    type: 'plain_text_input',
    action_id: inputAction,
    ...(options.multiline && { multiline: true }),
    ...(options.initial !== undefined && { initial_value: options.initial }),
    ...(options.placeholder !== undefined && { placeholder: plain(options.placeholder) }),
  },
});

/** The form behind `/prospect`. */
export function modalView(input: ModalInput): ModalView {
  const { metadata, mode, companyName, domain } = input;
  const initial = modes.find(({ value }) => value === mode) ?? modes[0];
  return {
    type: 'modal',
    callback_id: prospectModal,
    private_metadata: metadata,
    title: plain('Research a company'),
    submit: plain('Start'),
    close: plain('Cancel'),
    blocks: [
      textInput('companyName', 'Company', 'As people say it. Required unless you give the domain.', {
        optional: true,
        placeholder: 'Acme',
        initial: companyName,
      }),
      textInput('domain', 'Domain', 'Says exactly which company is meant.', {
        optional: true,
        placeholder: 'acme.com',
        initial: domain,
      }),
      ...placeInput(input),
      {
        type: 'input',
        block_id: blockIds.mode,
        label: plain('How deep'),
        element: {
          type: 'radio_buttons',
          action_id: inputAction,
          options: modes,
          ...(initial && { initial_option: initial }),
        },
      },
      textInput('focus', 'Focus', 'What you want to know or offer.', { optional: true, multiline: true }),
      textInput(
        'salesHistory',
        'Sales history',
        'What happened with this account so far. Only this research reads it.',
        {
          optional: true,
          multiline: true,
        },
      ),
      ...projectInputs(input),
      ...templateInput(input),
      {
        type: 'input',
        block_id: blockIds.assets,
        label: plain('Make as well'),
        hint: plain('Everything here can also be made later, from the thread.'),
        optional: true,
        element: {
          type: 'checkboxes',
          action_id: inputAction,
          options: Object.entries(extraAssets).map(([value, { label }]) => option(value, label)),
        },
      },
    ],
  };
}

const placeInput = ({ place }: ModalInput): InputBlock[] =>
  place === undefined
    ? []
    : [
        {
          type: 'input',
          block_id: blockIds.place,
          label: plain('Where'),
          hint: plain('The plan, the brief and the files appear there.'),
          element: { type: 'conversations_select', action_id: inputAction, initial_conversation: place },
        },
      ];

function projectInputs({ project }: ModalInput): InputBlock[] {
  const [accumulate] = contexts;
  return [
    {
      type: 'input',
      block_id: blockIds.project,
      label: plain('Project'),
      hint: plain('Runs of a project are its iterations, and can be compared. Type to find one.'),
      optional: true,
      element: {
        type: 'external_select',
        action_id: runProjectPick,
        min_query_length: 0,
        placeholder: plain('No project'),
        ...(project && { initial_option: option(project.id, project.name) }),
      },
    },
    {
      type: 'input',
      block_id: blockIds.context,
      label: plain('Earlier research in the project'),
      optional: true,
      element: {
        type: 'static_select',
        action_id: inputAction,
        options: contexts,
        ...(accumulate && { initial_option: accumulate }),
      },
    },
  ];
}

/** A select takes a hundred options; the first by name are shown. */
function templateInput({ templates = [], template }: ModalInput): InputBlock[] {
  const options = templates.slice(0, 100).map(({ id, name }) => option(id, name));
  const chosen = options.find(({ value }) => value === template);
  if (options.length === 0) return [];
  return [
    {
      type: 'input',
      block_id: blockIds.template,
      label: plain('Template'),
      hint: plain('Your team’s own directive for research and writing.'),
      optional: true,
      element: {
        type: 'static_select',
        action_id: inputAction,
        options,
        ...(chosen && { initial_option: chosen }),
      },
    },
  ];
}

/** Takes the form's place once the run is stored. */
export const modalDone = ({ blocks }: Pick<MessageContent, 'blocks'>): ModalView => ({
  type: 'modal',
  title: plain('Research a company'),
  close: plain('Close'),
  blocks,
});
