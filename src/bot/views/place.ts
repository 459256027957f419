import type { Run } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { actions } from '../action-ids.ts';
import { escapeText, type MessageContent, paragraph, plain } from './inert.ts';

const reasons: Record<string, string> = {
  not_in_channel: 'I’m not in that channel yet.',
  channel_not_found: 'I can’t see that conversation yet.',
  is_archived: 'That channel is archived.',
  maybe_missing: 'Slack did not confirm my first message there, so it may or may not be shown.',
};

/** For the requester of a run that cannot be shown where it was asked for. */
export function placeView(run: Run): MessageContent {
  const code = run.waiting?.for === 'place' ? run.waiting.reason : '';
  const company = cut(cleanLine(run.companyName), 255);
  const why = reasons[code] ?? `I can’t post there (${code}).`;
  const archived = code === 'is_archived';
  const lines = [
    `Research on ${company} is waiting. ${why}`,
    archived
      ? 'Take it in a direct message.'
      : 'Type /invite @Prospector there, then press Try again. Or take it in a direct message.',
    'Nothing has been spent yet.',
  ];
  return {
    text: escapeText(lines.join(' ')),
    blocks: [
      paragraph(lines.join('\n')),
      {
        type: 'actions',
        elements: [
          ...(archived
            ? []
            : [{ type: 'button' as const, action_id: actions.placeRetry, value: run.id, text: plain('Try again') }]),
          { type: 'button', action_id: actions.placeDm, value: run.id, text: plain('Use a direct message') },
        ],
      },
    ],
  };
}

/** For the requester of a run whose conversation was lost on the way. */
export function lostPlaceView(run: Run, code: string): MessageContent {
  const company = cut(cleanLine(run.companyName), 255);
  const lines = [
    `I can no longer post the research on ${company} where you asked for it. ${reasons[code] ?? `Slack says: ${code}.`}`,
    'What was found is kept.',
    `To see it, invite me there again, or ask here: /prospect ${company}`,
    `Reference: ${run.id}`,
  ];
  return { text: escapeText(lines.join(' ')), blocks: [paragraph(lines.join('\n'))] };
}
