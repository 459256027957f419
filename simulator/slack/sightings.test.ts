import { expect, test } from 'vitest';
import { createControlClient } from './control/client.ts';
import { rep, sales, type Workbench, workbench } from './test-simulator.ts';

const manager = 'U0MANAGER1';
const admin = 'U0ADMIN001';
const guest = 'U0GUEST001';
const everybody = [rep, manager, admin, guest];

/** Who was ever sent this text. */
async function viewersOf(bench: Workbench, canary: string): Promise<string[]> {
  const { control } = bench.simulator;
  const all = await Promise.all(everybody.map(async (user) => ({ user, seen: await control.seenBy(user) })));
  return all.filter(({ seen }) => seen.some(({ text }) => text.includes(canary))).map(({ user }) => user);
}

test('a message is seen by who could see its conversation, also after it was changed or deleted', async () => {
  await using bench = await workbench();
  const sent = await bench.client.chat.postMessage({ channel: 'C0PRIVATE1', text: 'canary-private' });
  await bench.client.chat.update({ channel: 'C0PRIVATE1', ts: String(sent.ts), text: 'changed' });
  await bench.client.chat.delete({ channel: 'C0PRIVATE1', ts: String(sent.ts) });
  expect(await viewersOf(bench, 'canary-private')).toEqual([manager, admin]);
  await bench.client.chat.postMessage({ channel: sales, text: 'canary-public' });
  expect(await viewersOf(bench, 'canary-public')).toEqual(everybody);
  await bench.simulator.control.invite({ channel: 'acme-account' });
  await bench.client.chat.postMessage({ channel: 'C0ACCOUNT1', text: 'canary-open' });
  expect(await viewersOf(bench, 'canary-open')).toEqual([rep, manager, admin]);
});

test('who comes later reads what stands there; who left reads no more', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  await bench.client.chat.postMessage({ channel: 'C0PRIVATE1', text: 'canary-before' });
  await control.invite({ channel: 'deal-desk', user: rep });
  await control.remove({ channel: 'deal-desk', user: manager });
  await bench.client.chat.postMessage({ channel: 'C0PRIVATE1', text: 'canary-after' });
  expect(await viewersOf(bench, 'canary-before')).toEqual([rep, manager, admin]);
  expect(await viewersOf(bench, 'canary-after')).toEqual([rep, admin]);
});

test('ephemerals, homes, modals and direct messages are for one person; files go with their conversations', async () => {
  await using bench = await workbench();
  const { client, simulator } = bench;
  await client.chat.postEphemeral({ channel: sales, user: rep, text: 'canary-ephemeral' });
  await client.chat.postMessage({ channel: manager, text: 'canary-direct' });
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'canary-home' } }];
  await client.views.publish({ user_id: rep, view: { type: 'home', blocks } });
  await client.filesUploadV2({ channel_id: 'C0PRIVATE1', content: 'canary-content', filename: 'canary-name.txt' });
  expect(await viewersOf(bench, 'canary-ephemeral')).toEqual([rep]);
  expect(await viewersOf(bench, 'canary-direct')).toEqual([manager]);
  expect(await viewersOf(bench, 'canary-home')).toEqual([rep]);
  expect(await viewersOf(bench, 'canary-name')).toEqual([manager, admin]);
  expect(await viewersOf(bench, 'canary-content')).toEqual([manager, admin]);
  const overHttp = await createControlClient(simulator.url).seenBy(rep);
  expect(overHttp).toEqual(await simulator.control.seenBy(rep));
  expect(overHttp.map(({ kind }) => kind)).toEqual(['ephemeral', 'home']);
});

test('what the app offers in a menu is seen by who typed into it', async () => {
  await using bench = await workbench();
  const element = { type: 'external_select' as const, action_id: 'run', min_query_length: 0 };
  const blocks = [{ type: 'actions' as const, elements: [element] }];
  const { ts } = await bench.client.chat.postMessage({ channel: sales, text: 'x', blocks });
  const options = [{ text: { type: 'plain_text', text: 'canary-option' }, value: '1' }];
  bench.app.answer(() => ({ json: { options } }));
  const place = { channel: sales, messageTs: String(ts), actionId: 'run' };
  await bench.simulator.control.options({ ...place, user: rep, value: '' });
  expect(await viewersOf(bench, 'canary-option')).toEqual([rep]);
});

test('metadata and values count as sent: clients and other apps can read them', async () => {
  await using bench = await workbench();
  const metadata = { event_type: 'run', event_payload: { id: 'canary-metadata' } };
  await bench.client.chat.postMessage({ channel: sales, text: 'x', metadata });
  expect(await viewersOf(bench, 'canary-metadata')).toEqual(everybody);
});
