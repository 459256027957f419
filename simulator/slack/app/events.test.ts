import { expect, test } from 'vitest';
import { bot, clientWith, refusal, rep, sales, workbench } from '../test-simulator.ts';

const bodies = (received: { body: string }[]) => received.map((request) => JSON.parse(request.body));

test('a mention comes as event_callback with authorizations, in JSON', async () => {
  await using bench = await workbench();
  const said = await bench.simulator.control.message({
    channel: sales,
    user: rep,
    text: '@Prospector <acme.com> & co',
  });
  expect(bench.app.received[0]?.headers['content-type']).toBe('application/json');
  expect(bodies(bench.app.received)).toMatchObject([
    {
      type: 'event_callback',
      team_id: 'T0SALES001',
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ team_id: 'T0SALES001', user_id: bot, is_bot: true }],
      event: {
        type: 'app_mention',
        ts: said.ts,
        channel: sales,
        user: rep,
        text: `<@${bot}> &lt;acme.com&gt; &amp; co`,
      },
    },
  ]);
});

test('only what was subscribed to is sent, and nothing from where the app is not', async () => {
  await using bench = await workbench({ events: ['message.channels', 'message.im'] });
  const { control } = bench.simulator;
  await control.message({ channel: sales, user: rep, text: 'hello' });
  await control.message({ channel: 'C0ACCOUNT1', user: rep, text: '@Prospector hello' });
  await control.message({ channel: 'D0DIRECT01', user: rep, text: 'hi' });
  await control.openHome({ user: rep });
  const events = bodies(bench.app.received).map((body) => body.event);
  expect(events).toMatchObject([
    { type: 'message', channel_type: 'channel', text: 'hello' },
    { type: 'message', channel_type: 'im', text: 'hi' },
  ]);
});

test('unanswered events are sent again at once, after a minute and after five', async () => {
  await using bench = await workbench();
  bench.app.answer(() => ({ status: 500 }));
  const { control } = bench.simulator;
  await control.openHome({ user: rep });
  await bench.app.requests(2);
  await bench.clock.sleeping(60_000);
  bench.clock.advance(60_000);
  await bench.app.requests(3);
  await bench.clock.sleeping(300_000);
  bench.app.answer(() => ({}));
  bench.clock.advance(300_000);
  const received = await bench.app.requests(4);
  expect(received.map((request) => request.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(bodies(received).map((body) => body.event_id)).size).toBe(1);
});

test('a redelivery can be played, and an address is verified by its challenge', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  const event = { type: 'app_uninstalled' };
  await control.event({ event, eventId: 'Ev0SAME' });
  await control.event({ event, eventId: 'Ev0SAME' });
  expect(bodies(bench.app.received).map((body) => body.event_id)).toEqual(['Ev0SAME', 'Ev0SAME']);
  expect(await control.verifyUrl()).toMatchObject({ ok: false, error: 'challenge_failed' });
  bench.app.answer((request) => ({ json: { challenge: JSON.parse(request.body).challenge } }));
  expect(await control.verifyUrl()).toMatchObject({ ok: true });
});

test('comings and goings are told where the app is, and to whom they happen', async () => {
  const events = ['member_joined_channel', 'member_left_channel', 'group_left'];
  await using bench = await workbench({ events });
  const { control } = bench.simulator;
  await control.invite({ channel: 'deal-desk', user: rep });
  await control.invite({ channel: 'deal-desk', user: rep });
  await control.remove({ channel: 'deal-desk', user: rep });
  await control.remove({ channel: 'acme-account', user: rep });
  await control.remove({ channel: 'deal-desk' });
  expect(bodies(bench.app.received).map((body) => body.event)).toMatchObject([
    { type: 'member_joined_channel', user: rep, channel: 'C0PRIVATE1', channel_type: 'G', team: 'T0SALES001' },
    { type: 'member_left_channel', user: rep, channel: 'C0PRIVATE1' },
    { type: 'group_left', channel: 'C0PRIVATE1' },
  ]);
});

test('threads: a mention, and a reply in a direct message and in a group message', async () => {
  await using bench = await workbench({ events: ['app_mention', 'message.im', 'message.mpim', 'message.groups'] });
  const { control } = bench.simulator;
  const root = String((await bench.client.chat.postMessage({ channel: sales, text: 'brief' })).ts);
  await control.message({ channel: sales, user: rep, text: '@Prospector why?', threadTs: root });
  const group = await bench.client.conversations.open({ users: `${rep},U0MANAGER1` });
  expect(await bench.client.conversations.open({ users: `U0MANAGER1,${rep}` })).toMatchObject({
    channel: { id: group.channel?.id },
  });
  await control.message({ channel: String(group.channel?.id), user: rep, text: 'hello' });
  const own = bodies(bench.app.received).map((body) => body.event);
  expect(own).toMatchObject([
    { type: 'app_mention', thread_ts: root, parent_user_id: bot },
    { type: 'message', channel_type: 'mpim', text: 'hello' },
  ]);
});

test('duplicates, with the same id and with another, and events out of order', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  await control.openHome({ user: rep });
  await control.redeliver({});
  await control.redeliver({ newEventId: true });
  const ids = bodies(bench.app.received).map((body) => body.event_id);
  expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
  await control.holdEvents();
  await control.openHome({ user: rep, tab: 'home' });
  await control.openHome({ user: rep, tab: 'messages' });
  expect(bench.app.received).toHaveLength(3);
  await control.releaseEvents({ order: 'reversed' });
  expect(bodies(bench.app.received.slice(3)).map((body) => body.event.tab)).toEqual(['messages', 'home']);
});

test('a step of a workflow: its token works until it ends, and it ends once', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  const { executionId } = await control.runFunction({ callbackId: 'research', inputs: { company: 'Maersk' } });
  const { event } = bodies(bench.app.received)[0];
  expect(event).toMatchObject({
    type: 'function_executed',
    function: { callback_id: 'research', app_id: 'A0PROSPECT' },
    inputs: { company: 'Maersk' },
    function_execution_id: executionId,
  });
  const step = clientWith(bench, event.bot_access_token);
  const complete = () =>
    refusal(step.functions.completeSuccess({ function_execution_id: executionId, outputs: { brief: 'done' } }));
  expect(await refusal(step.functions.completeError({ function_execution_id: 'Fx0NONE', error: 'x' }))).toBe(
    'function_execution_not_found',
  );
  expect(await complete()).toBe('ok');
  expect(await complete()).toBe('token_revoked');
  const again = bench.client.functions.completeError({ function_execution_id: executionId, error: 'x' });
  expect(await refusal(again)).toBe('execution_not_in_running_state');
  expect((await control.state()).executions).toEqual([
    {
      id: executionId,
      callbackId: 'research',
      inputs: { company: 'Maersk' },
      status: 'completed',
      outputs: { brief: 'done' },
    },
  ]);
});

test('edits and deletions come as messages with a subtype, as apps must be able to ignore them', async () => {
  await using bench = await workbench({ events: ['message.channels', 'app_mention'] });
  const { control } = bench.simulator;
  const said = await control.message({ channel: sales, user: rep, text: 'hello' });
  const place = { channel: sales, user: rep, ts: String(said.ts) };
  await control.editMessage({ ...place, text: '@Prospector hello' });
  await expect(control.deleteMessage({ ...place, user: 'U0ADMIN001' })).rejects.toThrow('only who wrote');
  await control.deleteMessage(place);
  expect(bodies(bench.app.received).map((body) => body.event)).toMatchObject([
    { type: 'message', text: 'hello' },
    {
      subtype: 'message_changed',
      message: { ts: said.ts, text: `<@${bot}> hello`, edited: { user: rep } },
      previous_message: { text: 'hello' },
    },
    { subtype: 'message_deleted', deleted_ts: said.ts, channel_type: 'channel' },
  ]);
  expect(bench.simulator.state.messages).toEqual([]);
});
