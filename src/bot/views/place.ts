import type { Run } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { actions } from '../action-ids.ts';
import { isLostAccess } from '../slack-call.ts';
import { escapeText, type MessageContent, paragraph, plain } from './inert.ts';

const reasons: Record<string, string> = {
  not_in_channel: 'I’m not in that channel yet.',
  channel_not_found: 'I can’t see that conversation yet.',
  is_archived: 'That channel is archived.',
  maybe_missing: 'Slack did not confirm my first message there, so it may or may not be shown.',
};

/** What can be done, and with which buttons. */
function waysOn(code: string): { advice: string; retry: boolean; direct: boolean } {
  if (code === 'is_archived') return { advice: 'Take it in a direct message.', retry: false, direct: true };
  if (isLostAccess(code)) {
    return { advice: 'Once somebody has installed me again, press Try again.', retry: true, direct: false };
  }
  return {
    advice: 'Type /invite @Prospector there, then press Try again. Or take it in a direct message.',
    retry: true,
    direct: true,
  };
}

const reasonOf = (code: string): string =>
  reasons[code] ??
  (isLostAccess(code) ? `I have lost my access to this workspace (${code}).` : `I can’t post there (${code}).`);

/** For the requester of a run that cannot be shown where it was asked for. */
export function placeView(run: Run): MessageContent {
  const code = run.waiting?.for === 'place' ? run.waiting.reason : '';
  const company = cut(cleanLine(run.companyName), 255);
  const { advice, retry, direct } = waysOn(code);
  const lines = [`Research on ${company} is waiting. ${reasonOf(code)}`, advice, 'Nothing has been spent yet.'];
  return {
    text: escapeText(lines.join(' ')),
    blocks: [
      paragraph(lines.join('\n')),
      {
        type: 'actions',
        elements: [
          ...(retry
            ? [{ type: 'button' as const, action_id: actions.placeRetry, value: run.id, text: plain('Try again') }]
            : []),
          ...(direct
            ? [
                {
                  type: 'button' as const,
                  action_id: actions.placeDm,
                  value: run.id,
                  text: plain('Use a direct message'),
                },
              ]
            : []),
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
