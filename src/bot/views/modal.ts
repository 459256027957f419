import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { RunMode } from '../../domain/run.ts';
import { prospectModal } from '../action-ids.ts';
import type { Field } from '../company-input.ts';
import { type MessageContent, plain } from './inert.ts';

export interface ModalInput {
  /** Ids only: the conversation the run belongs to. */
  metadata: string;
  mode: RunMode;
  companyName?: string;
}

/** Errors of a submission are keyed by these. */
export const blockIds: Record<Field, string> = {
  companyName: 'company',
  domain: 'domain',
  mode: 'mode',
  salesHistory: 'sales_history',
  focus: 'focus',
};
export const inputAction = 'value';

const modes: PlainTextOption[] = [
  { value: 'standard', text: plain('Standard: all topics, about three minutes') },
  { value: 'quick', text: plain('Quick: four topics, about two minutes') },
  {
    value: 'deep',
    text: plain('Deep: standard, and an agent that researches on its own'),
    // Slack allows 75 characters here.
    description: plain('Takes ten minutes to an hour and costs a few dollars more'),
  },
];

const textInput = (
  field: Field,
  label: string,
  hint: string,
  options: { multiline?: true; optional?: true; initial?: string; placeholder?: string } = {},
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
export function modalView({ metadata, mode, companyName }: ModalInput): ModalView {
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
        ...(companyName !== undefined && { initial: companyName }),
      }),
      textInput('domain', 'Domain', 'Says exactly which company is meant.', {
        optional: true,
        placeholder: 'acme.com',
      }),
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
    ],
  };
}

/** Takes the form's place once the run is stored. */
export const modalDone = ({ blocks }: Pick<MessageContent, 'blocks'>): ModalView => ({
  type: 'modal',
  title: plain('Research a company'),
  close: plain('Close'),
  blocks,
});
