import type { Snapshot } from '../../simulator/slack/control/snapshot.ts';
import { nodesIn } from '../../simulator/slack/json.ts';

/** Elements of rich text that mention somebody or address everybody. */
const calling = new Set(['user', 'usergroup', 'channel', 'broadcast', 'team', 'date', 'color']);
/** Mentions, commands to everybody, links with or without a label: what Slack reads in mrkdwn. */
const live = /<[!@#][^>]*>|<[a-z]+:[^>]*>/i;
/** Marks that reorder or hide text, and control characters. */
const deceptive = /[^\P{Cc}\n\t]|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

/** Whatever in the app's messages and modals would come alive in a reader's Slack, or look like what it is not. */
export function liveSyntaxIn(state: Snapshot): string[] {
  const said = [...state.messages, ...state.ephemerals].filter(({ byApp }) => byApp);
  const parts = [
    ...said.flatMap(({ text, blocks }) => [{ type: 'mrkdwn', text }, ...nodesIn(blocks)]),
    ...state.views.flatMap(({ view }) => nodesIn(view.blocks)),
    ...state.files.map(({ title, altText }) => ({ type: 'plain_text', text: `${title} ${altText ?? ''}` })),
  ];
  return parts.flatMap(({ type, text }) => {
    if (calling.has(String(type))) return [JSON.stringify({ type, text })];
    if (typeof text !== 'string') return [];
    return deceptive.test(text) || (type === 'mrkdwn' && live.test(text)) ? [text] : [];
  });
}
