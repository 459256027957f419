import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { FormMetadata } from './home-state.ts';
import { plain } from './inert.ts';

export const inputAction = 'value';
/** Slack takes no longer text in an input. */
export const inputCharacters = 3000;

interface TextOptions {
  hint?: string;
  initial?: string;
  multiline?: true;
  optional?: true;
  max?: number;
}

const around = (block: string, label: string, { hint, optional }: Pick<TextOptions, 'hint' | 'optional'>) => ({
  type: 'input' as const,
  block_id: block,
  label: plain(label),
  optional: optional ?? false,
  ...(hint !== undefined && { hint: plain(hint) }),
});

export const textInput = (block: string, label: string, options: TextOptions = {}): InputBlock => ({
  ...around(block, label, options),
  element: {
    type: 'plain_text_input',
    action_id: inputAction,
    max_length: Math.min(options.max ?? inputCharacters, inputCharacters),
    ...(options.multiline && { multiline: true }),
    ...(options.initial !== undefined && options.initial !== '' && { initial_value: options.initial }),
  },
});

interface ChoiceOptions {
  hint?: string;
  optional?: true;
  chosen?: string | undefined;
}

export function choiceInput(
  block: string,
  label: string,
  options: readonly PlainTextOption[],
  { chosen, ...rest }: ChoiceOptions = {},
): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  return {
    ...around(block, label, rest),
    element: {
      type: 'static_select',
      action_id: inputAction,
      options: options.slice(0, 100),
      ...(initial && { initial_option: initial }),
    },
  };
}

export const peopleInput = (
  block: string,
  label: string,
  { hint, initial }: { hint: string; initial: readonly string[] },
): InputBlock => ({
  ...around(block, label, { hint, optional: true }),
  element: {
    type: 'multi_users_select',
    action_id: inputAction,
    ...(initial.length > 0 && { initial_users: [...initial] }),
  },
});

export const conversationInput = (
  block: string,
  label: string,
  { initial, ...rest }: { hint: string; optional?: true; initial?: string | undefined },
): InputBlock => ({
  ...around(block, label, rest),
  element: {
    type: 'conversations_select',
    action_id: inputAction,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(initial !== undefined && { initial_conversation: initial }),
  },
});

export const form = (
  callback: string,
  { title, submit, metadata }: { title: string; submit: string; metadata: FormMetadata },
  blocks: readonly KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: JSON.stringify(metadata),
  title: plain(title),
  submit: plain(submit),
  close: plain('Cancel'),
  blocks: [...blocks],
});
