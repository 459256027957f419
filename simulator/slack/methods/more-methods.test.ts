import { expect, test } from 'vitest';
import { refusal, rep, sales, workbench } from '../test-simulator.ts';

test('users.conversations: what the bot is in, or a person of what the bot can see', async () => {
  await using bench = await workbench();
  const names = async (args: object) =>
    (await bench.client.users.conversations(args)).channels?.map((channel) => channel.name ?? channel.id);
  expect(await names({})).toEqual(['sales']);
  expect(await names({ types: 'public_channel,private_channel' })).toEqual(['sales', 'deal-desk']);
  expect(await names({ user: rep, types: 'public_channel,private_channel,im' })).toEqual([
    'sales',
    'acme-account',
    'D0DIRECT01',
  ]);
  await bench.simulator.control.remove({ channel: 'deal-desk' });
  expect(await names({ user: 'U0MANAGER1', types: 'private_channel' })).toEqual([]);
  expect(await refusal(bench.client.users.conversations({ user: 'U0NOBODY01' }))).toBe('user_not_found');
  expect(await refusal(bench.client.users.conversations({ types: 'secret' }))).toBe('invalid_types');
});

test('members come in pages', async () => {
  await using bench = await workbench();
  const first = await bench.client.conversations.members({ channel: sales, limit: 3 });
  const cursor = String(first.response_metadata?.next_cursor);
  const rest = await bench.client.conversations.members({ channel: sales, limit: 3, cursor });
  expect([first.members?.length, rest.members?.length, rest.response_metadata?.next_cursor]).toEqual([3, 2, '']);
});

test('people say who they are: guests, admins, who has left', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  const info = async (user: string) => (await bench.client.users.info({ user })).user;
  expect(await info('U0GUEST001')).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
  await control.setUser({ user: { id: 'U0GUEST001', role: 'multi_channel_guest' } });
  expect(await info('U0GUEST001')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(await info('U0ADMIN001')).toMatchObject({ is_admin: true, is_owner: false, tz: 'Europe/Zurich' });
  await control.setUser({ user: { id: 'U0ADMIN001', role: 'owner' } });
  expect(await info('U0ADMIN001')).toMatchObject({ is_admin: true, is_owner: true });
  await control.setUser({ user: { id: rep, deleted: true } });
  expect(await info(rep)).toMatchObject({ deleted: true });
  await expect(control.message({ channel: sales, user: rep, text: 'x' })).rejects.toThrow('no such person');
});

test('group messages: made once, for their members', async () => {
  await using bench = await workbench();
  const opened = await bench.client.conversations.open({ users: `${rep},U0MANAGER1`, return_im: true });
  expect(opened.channel).toMatchObject({ is_mpim: true, name: 'mpdm-manager--prospector--rep-1' });
  const channel = String(opened.channel?.id);
  expect(await refusal(bench.client.chat.postMessage({ channel, text: 'x' }))).toBe('ok');
  expect((await bench.simulator.control.state('U0ADMIN001')).channels.map(({ id }) => id)).not.toContain(channel);
  expect(await refusal(bench.client.conversations.open({ users: `${rep},U0NOBODY01` }))).toBe('user_not_found');
});

test('an unfurl is laid under the message with its link', async () => {
  await using bench = await workbench();
  const said = await bench.simulator.control.message({
    channel: sales,
    user: rep,
    text: 'see https://runs.test/a?b&c',
  });
  const unfurl = (url: string, ts = String(said.ts)) =>
    bench.client.chat.unfurl({ channel: sales, ts, unfurls: { [url]: { text: 'A brief' } } } as never);
  expect(await refusal(unfurl('https://elsewhere.test'))).toBe('cannot_unfurl_url');
  expect(await refusal(unfurl('https://runs.test/a?b&c', '1700000000.000001'))).toBe('cannot_find_message');
  expect(await refusal(unfurl('https://runs.test/a?b&c'))).toBe('ok');
  expect(bench.simulator.state.messages[0]?.attachments).toMatchObject([{ text: 'A brief', is_app_unfurl: true }]);
});

test('a scheduled message comes when its time has come, unless it was taken back', async () => {
  await using bench = await workbench();
  const now = bench.clock.now().getTime() / 1000;
  const schedule = (text: string, post_at: number) =>
    bench.client.chat.scheduleMessage({ channel: sales, text, post_at });
  expect(await refusal(schedule('x', now - 1))).toBe('time_in_past');
  const kept = await schedule('kept', now + 60);
  const dropped = await schedule('dropped', now + 60);
  expect(kept.post_at).toBe(now + 60);
  const drop = () =>
    refusal(
      bench.client.chat.deleteScheduledMessage({
        channel: sales,
        scheduled_message_id: String(dropped.scheduled_message_id),
      }),
    );
  expect([await drop(), await drop()]).toEqual(['ok', 'invalid_scheduled_message_id']);
  bench.clock.advance(60_000);
  await Promise.resolve();
  await bench.client.auth.test();
  expect(bench.simulator.state.messages.map((message) => message.text)).toEqual(['kept']);
});
