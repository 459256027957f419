import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { RunMode } from '../../domain/run.ts';
import { exportFormats } from '../../domain/task.ts';
import { type VerticalName, verticalLabel, verticals } from '../../domain/vertical.ts';
import { threadForms } from '../action-ids.ts';
import { context, paragraph, plain } from './inert.ts';
import { option, type ThreadMetadata } from './thread-buttons.ts';

/** The one input of each block. */
export const inputAction = 'value';

/** Errors of a submission are keyed by these. */
export const threadFields = {
  format: 'format',
  mode: 'mode',
  reason: 'reason',
  step: 'step',
  vertical: 'vertical',
} as const;

interface Form {
  callback: string;
  metadata: ThreadMetadata;
  title: string;
  submit: string;
  blocks: KnownBlock[];
}

export const formView = ({ callback, metadata, title, submit, blocks }: Form): ModalView => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: JSON.stringify(metadata),
  title: plain(title),
  submit: plain(submit),
  close: plain('Cancel'),
  blocks,
});

export const selectInput = (
  block_id: string,
  label: string,
  options: PlainTextOption[],
  initial?: PlainTextOption,
): InputBlock => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: {
    type: 'static_select',
    action_id: inputAction,
    options,
    ...(initial && { initial_option: initial }),
  },
});

export const textInput = (
  block_id: string,
  label: string,
  options: { hint?: string; optional?: boolean; initial?: string; max?: number; multiline?: boolean } = {},
): InputBlock => ({
  type: 'input',
  block_id,
  label: plain(label),
  optional: options.optional ?? false,
  ...(options.hint !== undefined && { hint: plain(options.hint) }),
  element: {
    type: 'plain_text_input',
    action_id: inputAction,
    multiline: options.multiline ?? true,
    max_length: options.max ?? 3000,
    ...(options.initial !== undefined && options.initial !== '' && { initial_value: options.initial }),
  },
});

export function verticalForm(metadata: ThreadMetadata, present: VerticalName | undefined): ModalView {
  const options = verticals.map((vertical) => option(vertical, verticalLabel(vertical)));
  const initial = options.find(({ value }) => value === present);
  return formView({
    callback: threadForms.vertical,
    metadata,
    title: 'Correct the vertical',
    submit: 'Correct it',
    blocks: [
      selectInput(threadFields.vertical, 'The company is in', options, initial),
      context(
        'Peers, gaps, use cases and what was made from them are made again for the right vertical; that costs about half a research. Earlier versions are kept.',
      ),
    ],
  });
}

export const retryForm = (metadata: ThreadMetadata, steps: readonly PlainTextOption[]): ModalView =>
  formView({
    callback: threadForms.retry,
    metadata,
    title: 'Retry a step',
    submit: 'Retry',
    blocks: [
      selectInput(threadFields.step, 'Step', steps.slice(0, 100), steps[0]),
      context('Everything else that is missing is tried along. What is there stays until there is something better.'),
    ],
  });

const modeTexts: Record<RunMode, string> = {
  standard: 'Standard: all topics, about three minutes',
  quick: 'Quick: four topics, about two minutes',
  deep: 'Deep: standard, and an agent, up to an hour',
};

export function rerunForm(metadata: ThreadMetadata, company: string, mode: RunMode): ModalView {
  const options = (['standard', 'quick', 'deep'] as const).map((value) => option(value, modeTexts[value]));
  return formView({
    callback: threadForms.rerun,
    metadata,
    title: 'Research again',
    submit: 'Start',
    blocks: [
      paragraph(`${company} is researched anew, in a thread of its own. What is known already is taken along.`),
      selectInput(
        threadFields.mode,
        'How deep',
        options,
        options.find(({ value }) => value === mode),
      ),
    ],
  });
}

const formatTexts: Record<(typeof exportFormats)[number], string> = {
  pdf: 'PDF: the documents',
  html: 'HTML: the documents for a browser',
  markdown: 'Markdown: the report as text',
  json: 'JSON: everything, with its evidence',
  csv: 'CSV: the use cases as a table',
};

export const exportForm = (metadata: ThreadMetadata): ModalView =>
  formView({
    callback: threadForms.export,
    metadata,
    title: 'Export',
    submit: 'Export',
    blocks: [
      {
        type: 'input',
        block_id: threadFields.format,
        label: plain('Formats'),
        element: {
          type: 'checkboxes',
          action_id: inputAction,
          options: exportFormats.map((format) => option(format, formatTexts[format])),
          initial_options: [option('pdf', formatTexts.pdf)],
        },
      },
      context('The files come into the thread of this research, for everybody who sees it.'),
    ],
  });

export const feedbackForm = (metadata: ThreadMetadata): ModalView =>
  formView({
    callback: threadForms.feedback,
    metadata,
    title: 'What was not useful?',
    submit: 'Send',
    blocks: [
      textInput(threadFields.reason, 'What should be better?', {
        hint: 'Whoever looks after Prospector in this workspace reads it.',
      }),
    ],
  });
