import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { payloadOf } from '../test-app.ts';
import { refusal, rep, sales, signingSecret, type Workbench, workbench } from '../test-simulator.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = (actionId: string, value = 'v') => ({
  type: 'button' as const,
  action_id: actionId,
  text: plain('Go'),
  value,
});
const formOf = (bench: Workbench, index = 0) => new URLSearchParams(bench.app.received[index]?.body ?? '');
const command = (bench: Workbench, text = '/prospect Maersk', channel = sales) =>
  bench.simulator.control.command({ channel, user: rep, text });

const modal = {
  type: 'modal' as const,
  callback_id: 'start',
  title: plain('Research'),
  submit: plain('Start'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'company',
      label: plain('Company'),
      element: { type: 'plain_text_input' as const, action_id: 'name', max_length: 255 },
    },
    {
      type: 'input' as const,
      block_id: 'mode',
      optional: true,
      label: plain('Mode'),
      element: {
        type: 'static_select' as const,
        action_id: 'mode',
        options: [
          { text: plain('Quick'), value: 'quick' },
          { text: plain('Deep'), value: 'deep' },
        ],
      },
    },
  ],
};

describe('commands', () => {
  test('are signed as Slack signs and sent with its exact content type', async () => {
    await using bench = await workbench();
    const outcome = await command(bench, '/prospect Zürcher Kantonalbank & <b>');
    expect(outcome).toMatchObject({ ok: true, status: 200 });
    const [request] = bench.app.received;
    const timestamp = request?.headers['x-slack-request-timestamp'];
    const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${request?.body}`).digest('hex');
    expect(request?.headers['x-slack-signature']).toBe(`v0=${digest}`);
    expect(Number(timestamp)).toBe(bench.clock.now().getTime() / 1000);
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(formOf(bench))).toMatchObject({
      command: '/prospect',
      text: 'Zürcher Kantonalbank & <b>',
      channel_id: sales,
      channel_name: 'sales',
      user_id: rep,
      team_id: 'T0SALES001',
    });
  });

  test('an answer is shown to the asker only, and a late one is operation_timeout', async () => {
    await using bench = await workbench();
    bench.app.answer(() => ({ json: { text: 'On it.' } }));
    await command(bench);
    const seen = await bench.simulator.control.state(rep);
    expect(seen.ephemerals).toMatchObject([{ text: 'On it.', ephemeralFor: rep, byApp: true }]);
    bench.app.answer(() => undefined);
    const slow = command(bench);
    await bench.app.requests(2);
    bench.clock.advance(3000);
    const userSees = '/prospect failed with the error "operation_timeout"';
    expect(await slow).toMatchObject({ ok: false, error: 'operation_timeout', elapsedMs: 3000, userSees });
    bench.app.answer(() => ({ status: 500 }));
    expect(await command(bench)).toMatchObject({ ok: false, error: 'dispatch_failed', status: 500 });
    bench.app.answer(() => ({ json: [1] }));
    expect(await command(bench)).toMatchObject({ ok: false, error: 'invalid_command_response' });
    expect((await bench.simulator.control.state(rep)).ephemerals.map((line) => line.text)).toContain(userSees);
  });

  test('cannot be sent from a private channel that the person is not in', async () => {
    await using bench = await workbench();
    await expect(command(bench, '/prospect x', 'deal-desk')).rejects.toThrow('no such conversation');
    expect(bench.app.received).toHaveLength(0);
  });
});

describe('trigger ids', () => {
  test('live as long as is set when they are issued', async () => {
    await using bench = await workbench();
    const open = (trigger_id: string) => refusal(bench.client.views.open({ trigger_id, view: modal }));
    await command(bench);
    await bench.simulator.control.triggerLife({ milliseconds: 0 });
    await command(bench);
    await bench.simulator.control.triggerLife({});
    await command(bench);
    expect(await open(String(formOf(bench, 1).get('trigger_id')))).toBe('expired_trigger_id');
    expect(await open(String(formOf(bench).get('trigger_id')))).toBe('ok');
    expect(await open(String(formOf(bench, 2).get('trigger_id')))).toBe('ok');
  });

  test('open one modal within three seconds', async () => {
    await using bench = await workbench();
    const open = (trigger_id: string) => refusal(bench.client.views.open({ trigger_id, view: modal }));
    await command(bench);
    const first = String(formOf(bench).get('trigger_id'));
    bench.clock.advance(3000);
    expect(await open(first)).toBe('ok');
    expect(await open(first)).toBe('exchanged_trigger_id');
    await command(bench);
    bench.clock.advance(3001);
    expect(await open(String(formOf(bench, 1).get('trigger_id')))).toBe('expired_trigger_id');
    expect(await open('nonsense')).toBe('invalid_trigger_id');
  });

  test('are not used up by a view that is refused', async () => {
    await using bench = await workbench();
    await command(bench);
    const trigger_id = String(formOf(bench).get('trigger_id'));
    const { submit: _submit, ...without } = modal;
    const call = bench.client.views.open({ trigger_id, view: without });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] missing required field: submit [json-pointer:/view]'] },
      },
    });
    expect(await refusal(bench.client.views.open({ trigger_id, view: modal }))).toBe('ok');
  });
});

async function openModal(bench: Workbench, view: typeof modal = modal) {
  await command(bench);
  const trigger_id = String(formOf(bench, bench.app.received.length - 1).get('trigger_id'));
  return String((await bench.client.views.open({ trigger_id, view })).view?.id);
}

describe('modals', () => {
  test('the client refuses empty required fields, the app hears of the rest in Slack’s shape', async () => {
    await using bench = await workbench();
    const viewId = await openModal(bench);
    const { control } = bench.simulator;
    const empty = await control.submitView({ viewId, user: rep });
    expect(empty).toMatchObject({ ok: false, fieldErrors: { company: expect.stringContaining('required') } });
    expect(bench.app.received).toHaveLength(1);
    expect(await control.submitView({ viewId, user: rep, values: { company: 'Maersk', mode: 'deep' } })).toMatchObject({
      ok: true,
    });
    expect(payloadOf(bench.app.received[1])).toMatchObject({
      type: 'view_submission',
      user: { id: rep },
      view: {
        id: viewId,
        callback_id: 'start',
        state: {
          values: {
            company: { name: { type: 'plain_text_input', value: 'Maersk' } },
            mode: { mode: { type: 'static_select', selected_option: { value: 'deep' } } },
          },
        },
      },
    });
    expect((await control.state(rep)).views).toEqual([]);
  });

  test('errors stand at input blocks; at anything else they are trouble connecting', async () => {
    await using bench = await workbench();
    const viewId = await openModal(bench);
    const submit = () => bench.simulator.control.submitView({ viewId, user: rep, values: { company: 'x' } });
    bench.app.answer(() => ({ json: { response_action: 'errors', errors: { company: 'Too short' } } }));
    expect(await submit()).toMatchObject({ ok: true, fieldErrors: { company: 'Too short' } });
    bench.app.answer(() => ({ json: { response_action: 'errors', errors: { nowhere: 'Too short' } } }));
    expect(await submit()).toMatchObject({ ok: false, error: 'invalid_response_errors' });
    expect((await bench.simulator.control.state(rep)).views).toHaveLength(1);
  });

  test('update, push up to three, clear, and the hash that guards updates', async () => {
    await using bench = await workbench();
    const viewId = await openModal(bench);
    const { control } = bench.simulator;
    const top = async () => (await control.state(rep)).views.at(-1);
    const submit = async () =>
      control.submitView({ viewId: (await top())?.id ?? '', user: rep, values: { company: 'x' } });
    bench.app.answer(() => ({ json: { response_action: 'update', view: { ...modal, title: plain('Second') } } }));
    await submit();
    expect((await top())?.view).toMatchObject({ id: viewId, title: { text: 'Second' } });
    bench.app.answer(() => ({ json: { response_action: 'push', view: modal } }));
    expect([(await submit()).ok, (await submit()).ok]).toEqual([true, true]);
    expect(await submit()).toMatchObject({ ok: false, error: 'push_limit_reached' });
    expect((await top())?.view).toMatchObject({ root_view_id: viewId });
    const hash = String((await top())?.view.hash);
    const update = (given: string) => refusal(bench.client.views.update({ view_id: viewId, hash: given, view: modal }));
    expect(await update(hash)).toBe('hash_conflict');
    bench.app.answer(() => ({ json: { response_action: 'clear' } }));
    await submit();
    expect((await control.state(rep)).views).toEqual([]);
    expect(await update(hash)).toBe('not_found');
  });

  test('closing tells the app only when it asked', async () => {
    await using bench = await workbench();
    const viewId = await openModal(bench);
    await bench.simulator.control.closeView({ viewId, user: rep });
    expect(bench.app.received).toHaveLength(1);
    const asked = await openModal(bench, { ...modal, notify_on_close: true } as typeof modal);
    await bench.simulator.control.closeView({ viewId: asked, user: rep });
    expect(payloadOf(bench.app.received.at(-1))).toMatchObject({ type: 'view_closed', is_cleared: false });
  });

  test('a home tab is published, shown to its person, and its hash guards it', async () => {
    await using bench = await workbench();
    const view = { type: 'home' as const, blocks: [{ type: 'actions' as const, elements: [button('begin')] }] };
    const first = await bench.client.views.publish({ user_id: rep, view });
    const hash = String(first.view?.hash);
    expect(await refusal(bench.client.views.publish({ user_id: rep, view, hash }))).toBe('ok');
    expect(await refusal(bench.client.views.publish({ user_id: rep, view, hash }))).toBe('hash_conflict');
    await bench.simulator.control.action({ user: rep, viewId: String(first.view?.id), actionId: 'begin' });
    expect(payloadOf(bench.app.received[0])).toMatchObject({
      container: { type: 'view', view_id: first.view?.id },
      actions: [{ action_id: 'begin', value: 'v' }],
    });
  });
});

describe('actions in messages', () => {
  test('buttons, menus and feedback in every place that holds them', async () => {
    await using bench = await workbench();
    const options = [
      { text: plain('One'), value: '1' },
      { text: plain('Two'), value: '2' },
    ];
    const blocks = [
      { type: 'section', text: plain('a'), accessory: { type: 'static_select', action_id: 'menu', options } },
      { type: 'actions', block_id: 'row', elements: [button('cancel', 'run-1')] },
      { type: 'card', title: { type: 'mrkdwn', text: 'card' }, actions: [button('star', 'u1')] },
      {
        type: 'carousel',
        elements: ['u2', 'u3'].map((id) => ({
          type: 'card',
          block_id: id,
          title: { type: 'mrkdwn', text: id },
          actions: [button('star', id)],
        })),
      },
      {
        type: 'context_actions',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'feedback',
            positive_button: { text: plain('Good'), value: 'good' },
            negative_button: { text: plain('Bad'), value: 'bad' },
          },
        ],
      },
    ];
    const sent = (await bench.client.apiCall('chat.postMessage', { channel: sales, text: 'x', blocks })) as {
      ts?: string;
    };
    const messageTs = String(sent.ts);
    const use = async (input: { actionId: string; blockId?: string; value?: string }) => {
      await bench.simulator.control.action({ channel: sales, user: rep, messageTs, ...input });
      return payloadOf(bench.app.received.at(-1));
    };
    expect(await use({ actionId: 'cancel' })).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: messageTs, channel_id: sales, is_ephemeral: false },
      channel: { id: sales, name: 'sales' },
      message: { ts: messageTs, bot_id: 'B0PROSPECT' },
      actions: [{ action_id: 'cancel', block_id: 'row', type: 'button', value: 'run-1' }],
      response_url: expect.stringContaining('/actions/response/'),
    });
    expect(await use({ actionId: 'menu', value: '2' })).toMatchObject({
      actions: [{ selected_option: { value: '2' } }],
    });
    expect(await use({ actionId: 'star', blockId: 'u3' })).toMatchObject({ actions: [{ value: 'u3' }] });
    expect(await use({ actionId: 'feedback', value: 'negative' })).toMatchObject({ actions: [{ value: 'bad' }] });
    await expect(use({ actionId: 'menu', value: '3' })).rejects.toThrow('no such option');
    await expect(use({ actionId: 'nowhere' })).rejects.toThrow('no element');
  });

  test('a click that nobody answers shows a warning after three seconds', async () => {
    await using bench = await workbench();
    const blocks = [{ type: 'actions' as const, elements: [button('go')] }];
    const sent = await bench.client.chat.postMessage({ channel: sales, text: 'x', blocks });
    bench.app.answer(() => undefined);
    const click = bench.simulator.control.action({
      channel: sales,
      user: rep,
      messageTs: String(sent.ts),
      actionId: 'go',
    });
    await bench.app.requests(1);
    bench.clock.advance(3000);
    expect(await click).toMatchObject({ ok: false, error: 'operation_timeout', userSees: expect.any(String) });
  });
});

test('shortcuts, global and on a message', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  await control.shortcut({ user: rep, callbackId: 'research' });
  expect(payloadOf(bench.app.received[0])).toMatchObject({ type: 'shortcut', callback_id: 'research' });
  const said = await control.message({ channel: sales, user: rep, text: 'Maersk looks good' });
  await control.shortcut({ user: rep, callbackId: 'research_this', channel: sales, messageTs: String(said.ts) });
  expect(payloadOf(bench.app.received[1])).toMatchObject({
    type: 'message_action',
    message_ts: said.ts,
    message: { text: 'Maersk looks good' },
  });
});
