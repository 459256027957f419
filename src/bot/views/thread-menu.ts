import type { KnownBlock } from '@slack/types';
import { threadActions } from '../action-ids.ts';
import { plain } from './inert.ts';
import { button, option } from './thread-buttons.ts';

/** What stands behind the three dots: at most five (https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element). */
export const moreWords = {
  note: 'Add a note',
  rerun: 'Research again',
  edit: 'Read or edit the report',
  vertical: 'Correct the vertical',
  retry: 'Retry a step',
} as const;

/** The row under the summary: what people do with a research. */
export function summaryMenu(run: string, company: string): KnownBlock[] {
  return [
    {
      type: 'actions',
      block_id: 'research',
      elements: [
        button(threadActions.sources, `${run}:0`, 'Sources', `Every source of the research on ${company}`),
        button(threadActions.why, run, 'Why?', `What the sentences about ${company} rest on`),
        button(threadActions.save, run, 'Save to project', `Save the research on ${company} to a project`),
        button(threadActions.share, run, 'Share', `Share the summary on ${company} to another channel`),
        button(threadActions.export, run, 'Export', `Export the research on ${company}`),
        {
          type: 'overflow',
          action_id: threadActions.more,
          options: Object.entries(moreWords).map(([word, text]) => option(`${run}:${word}`, text)),
        },
      ],
    },
    {
      type: 'context_actions',
      block_id: 'feedback',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: threadActions.feedback,
          positive_button: {
            text: plain('Useful'),
            value: `${run}:good`,
            accessibility_label: 'This research is useful',
          },
          negative_button: {
            text: plain('Not useful'),
            value: `${run}:bad`,
            accessibility_label: 'This research is not useful',
          },
        },
      ],
    },
  ];
}
