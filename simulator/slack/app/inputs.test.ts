import { expect, test } from 'vitest';
import { payloadOf } from '../test-app.ts';
import { rep, sales, type Workbench, workbench } from '../test-simulator.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['1', '2', '3'].map((value) => ({ text: plain(value), value }));
const input = (id: string, element: object, more = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: id, ...element },
  ...more,
});

const everyKind = [
  input('text', { type: 'plain_text_input' }),
  input('rich', { type: 'rich_text_input' }),
  input('mail', { type: 'email_text_input' }),
  input('link', { type: 'url_text_input' }),
  input('number', { type: 'number_input', is_decimal_allowed: false, max_value: '10' }),
  input('one', { type: 'static_select', options }),
  input('many', { type: 'multi_static_select', options, max_selected_items: 2 }),
  input('person', { type: 'users_select' }),
  input('people', { type: 'multi_users_select' }),
  input('place', {
    type: 'conversations_select',
    default_to_current_conversation: true,
    response_url_enabled: true,
  }),
  input('channel', { type: 'channels_select' }),
  input('boxes', { type: 'checkboxes', options }),
  input('radio', { type: 'radio_buttons', options }),
  input('date', { type: 'datepicker' }),
  input('time', { type: 'timepicker' }),
  input('moment', { type: 'datetimepicker' }),
  input('file', { type: 'file_input', max_files: 1 }),
];

async function openModal(bench: Workbench, blocks: object[]): Promise<string> {
  await bench.simulator.control.command({ channel: sales, user: rep, text: '/prospect' });
  const trigger_id = String(new URLSearchParams(bench.app.received.at(-1)?.body).get('trigger_id'));
  const view = { type: 'modal', title: plain('t'), submit: plain('s'), blocks };
  return String((await bench.client.views.open({ trigger_id, view } as never)).view?.id);
}

const entered = {
  text: 'Maersk',
  rich: 'bold words',
  mail: 'a@b.test',
  link: 'https://maersk.com',
  number: '7',
  one: '2',
  many: ['1', '3'],
  person: rep,
  people: [rep, 'U0ADMIN001'],
  channel: sales,
  boxes: ['2'],
  radio: '3',
  date: '2026-11-23',
  time: '09:30',
  moment: '1795392000',
};

test('every kind of input arrives in the form that Slack gives it', async () => {
  await using bench = await workbench();
  const { control } = bench.simulator;
  const { fileId } = await control.upload({ user: rep, name: 'notes.txt', base64: btoa('notes') });
  const viewId = await openModal(bench, everyKind);
  const submitted = await control.submitView({ viewId, user: rep, values: { ...entered, file: fileId } });
  expect(submitted).toMatchObject({ ok: true });
  const { view, response_urls } = payloadOf(bench.app.received.at(-1)) as {
    view: { state: { values: Record<string, Record<string, unknown>> } };
    response_urls: unknown;
  };
  const values = Object.fromEntries(Object.entries(view.state.values).map(([id, value]) => [id, value[id]]));
  expect(values).toMatchObject({
    text: { type: 'plain_text_input', value: 'Maersk' },
    rich: { rich_text_value: { type: 'rich_text' } },
    mail: { value: 'a@b.test' },
    link: { value: 'https://maersk.com' },
    number: { value: '7' },
    one: { selected_option: options[1] },
    many: { selected_options: [options[0], options[2]] },
    person: { selected_user: rep },
    people: { selected_users: [rep, 'U0ADMIN001'] },
    place: { selected_conversation: sales },
    channel: { selected_channel: sales },
    boxes: { selected_options: [options[1]] },
    radio: { selected_option: options[2] },
    date: { selected_date: '2026-11-23' },
    time: { selected_time: '09:30' },
    moment: { selected_date_time: 1795392000 },
    file: { type: 'file_input', files: [{ id: fileId, name: 'notes.txt' }] },
  });
  expect(response_urls).toMatchObject([
    { block_id: 'place', action_id: 'place', channel_id: sales, response_url: expect.stringContaining('/actions/') },
  ]);
});

test('the client refuses what does not fit before the app hears of it', async () => {
  await using bench = await workbench();
  const viewId = await openModal(bench, everyKind);
  const heard = bench.app.received.length;
  const wrong = { mail: 'nobody', link: 'maersk', number: '11', many: ['1', '2', '3'], date: 'today', time: '25:00' };
  const { fieldErrors } = await bench.simulator.control.submitView({
    viewId,
    user: rep,
    values: { ...entered, ...wrong },
  });
  expect(Object.keys(fieldErrors ?? {}).sort()).toEqual(['date', 'file', 'link', 'mail', 'many', 'number', 'time']);
  expect(bench.app.received).toHaveLength(heard);
});

test('an input speaks before submission only where it was asked to', async () => {
  await using bench = await workbench();
  const quiet = input('quiet', { type: 'static_select', options });
  const loud = input('loud', { type: 'static_select', options }, { dispatch_action: true });
  const viewId = await openModal(bench, [quiet, loud]);
  const use = (actionId: string) => bench.simulator.control.action({ user: rep, viewId, actionId, value: '2' });
  await expect(use('quiet')).rejects.toThrow('before it is submitted');
  await use('loud');
  expect(payloadOf(bench.app.received.at(-1))).toMatchObject({
    type: 'block_actions',
    actions: [{ action_id: 'loud', selected_option: { value: '2' } }],
    view: { state: { values: { loud: { loud: { selected_option: { value: '2' } } } } } },
  });
});
