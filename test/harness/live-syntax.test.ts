import { expect, it } from 'vitest';
import type { Snapshot } from '../../simulator/slack/control/snapshot.ts';
import { liveSyntaxIn } from './live-syntax.ts';

const saying = (text: string, ...blocks: object[]) =>
  ({ messages: [{ byApp: true, text, blocks }], ephemerals: [], views: [], files: [] }) as unknown as Snapshot;

it.each([
  ['a broadcast', saying('<!channel>')],
  ['a mention', saying('so <@U1> said')],
  ['a masked link', saying('<https://a.example|b>')],
  ['mrkdwn in a block', saying('', { type: 'section', text: { type: 'mrkdwn', text: '<#C1>' } })],
  ['a mention in rich text', saying('', { type: 'rich_text', elements: [{ type: 'user', user_id: 'U1' }] })],
  ['an override of direction', saying('', { type: 'header', text: { type: 'plain_text', text: 'a\u202Eb' } })],
])('finds %s', (_what, state) => {
  expect(liveSyntaxIn(state)).toHaveLength(1);
});

it('lets inert text pass', () => {
  const plain = { type: 'section', text: { type: 'plain_text', text: '<!channel>' } };
  expect(liveSyntaxIn(saying('&lt;!channel&gt; 🚀 https://a.example', plain))).toEqual([]);
});
