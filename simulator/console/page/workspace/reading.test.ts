import { expect, test } from 'vitest';
import type { Message } from '../../../slack/entities.ts';
import { defaultSeed } from '../../../slack/seed.ts';
import { placeOfLink } from './permalink.ts';
import { unread } from './unread.ts';

const said = (channel: string, ts: string, user = 'U0PROSPECT', threadTs?: string): Message => ({
  channel,
  ts,
  user,
  text: 'x',
  byApp: true,
  revision: 0,
  ...(threadTs !== undefined && { threadTs }),
});

test('what others said after the last look is unread, one’s own words are not', () => {
  const messages = [said('C1', '10.5'), said('C1', '11.5'), said('C1', '12.5', 'U1'), said('C2', '9.5')];
  expect(unread({ messages, ephemerals: [] }, 'U1', { '': '9.9', C1: '10.5' })).toEqual(new Map([['C1', 1]]));
  expect(unread({ messages, ephemerals: [] }, 'U1', { '': '9' }).get('C2')).toBe(1);
});

test('links into the workspace lead to the thread of their message, others nowhere', () => {
  const { team } = defaultSeed;
  const channels = defaultSeed.channels.map((channel) => ({ ...channel, created: 0 }));
  const messages = [
    said('C0SALES001', '1795410326.512000'),
    said('C0SALES001', '1795410332.300000', 'U1', '1795410326.512000'),
  ];
  const place = (url: string) => placeOfLink({ team, channels, messages }, url);
  const thread = { channel: 'C0SALES001', thread: '1795410326.512000' };
  expect(place('https://local-workspace.slack.com/archives/C0SALES001/p1795410332300000')).toEqual(thread);
  const redirect = 'https://slack.com/app_redirect?channel=C0SALES001&message_ts=1795410326.512000';
  expect(place(`${redirect}&team=${team.id}`)).toEqual(thread);
  expect(place(`${redirect}&team=T0OTHER`)).toBeUndefined();
  expect(place('https://local-workspace.slack.com/archives/C0UNKNOWN/p1795410332300000')).toBeUndefined();
  expect(place('https://maersk.com')).toBeUndefined();
  expect(place('no address')).toBeUndefined();
});
