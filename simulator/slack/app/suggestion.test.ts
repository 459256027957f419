import { expect, test } from 'vitest';
import { payloadOf } from '../test-app.ts';
import { rep, sales, type Workbench, workbench } from '../test-simulator.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(`Company ${value}`), value });
const menu = (more = {}) => ({ type: 'external_select' as const, action_id: 'company', min_query_length: 2, ...more });
const blocks = (more = {}) => [{ type: 'actions' as const, block_id: 'pick', elements: [menu(more)] }];

async function postMenu(bench: Workbench, more = {}) {
  const sent = await bench.client.chat.postMessage({ channel: sales, text: 'x', blocks: blocks(more) });
  const place = { channel: sales, messageTs: String(sent.ts), user: rep, actionId: 'company' };
  return { place, ask: (value: string) => bench.simulator.control.options({ ...place, value }) };
}

test('typing into a menu asks the app, and what is chosen carries the text it was offered with', async () => {
  await using bench = await workbench();
  const { place, ask } = await postMenu(bench);
  bench.app.answer(() => ({ json: { options: [option('maersk'), option('msc')] } }));
  expect(await ask('m')).toMatchObject({ ok: true, options: [] });
  expect(bench.app.received).toHaveLength(0);
  expect((await ask('ma')).options).toEqual([option('maersk'), option('msc')]);
  const payload = payloadOf(bench.app.received[0]);
  expect(payload).toMatchObject({
    type: 'block_suggestion',
    action_id: 'company',
    block_id: 'pick',
    value: 'ma',
    user: { id: rep },
    container: { type: 'message', message_ts: place.messageTs },
    channel: { id: sales },
  });
  expect(payload).not.toHaveProperty('response_url');
  bench.app.answer(() => ({}));
  await bench.simulator.control.action({ ...place, value: 'maersk' });
  expect(payloadOf(bench.app.received[1])).toMatchObject({ actions: [{ selected_option: option('maersk') }] });
});

test('in a modal, with groups', async () => {
  await using bench = await workbench();
  await bench.simulator.control.command({ channel: sales, user: rep, text: '/prospect' });
  const trigger_id = String(new URLSearchParams(bench.app.received[0]?.body).get('trigger_id'));
  const element = { ...menu(), type: 'multi_external_select' as const };
  const input = { type: 'input' as const, block_id: 'pick', label: plain('Companies'), element };
  const view = { type: 'modal' as const, title: plain('t'), submit: plain('s'), blocks: [input] };
  const viewId = String((await bench.client.views.open({ trigger_id, view })).view?.id);
  const option_groups = [
    { label: plain('Recent'), options: [option('a')] },
    { label: plain('All'), options: [option('b')] },
  ];
  bench.app.answer(() => ({ json: { option_groups } }));
  const asked = await bench.simulator.control.options({ user: rep, viewId, actionId: 'company', value: 'co' });
  expect(asked).toMatchObject({ ok: true, groups: option_groups, options: [option('a'), option('b')] });
  bench.app.answer(() => ({}));
  await bench.simulator.control.submitView({ viewId, user: rep, values: { pick: ['b', 'a'] } });
  expect(payloadOf(bench.app.received.at(-1))).toMatchObject({
    view: { state: { values: { pick: { company: { selected_options: [option('b'), option('a')] } } } } },
  });
});

test.each([
  [
    'more than a hundred',
    { options: Array.from({ length: 101 }, (_, index) => option(`${index}`)) },
    'no more than 100',
  ],
  ['both kinds', { options: [], option_groups: [] }, 'exactly one of'],
  ['neither', {}, 'exactly one of'],
  ['an option without text', { options: [{ value: 'a' }] }, 'missing required field: text [json-pointer:/options/0]'],
  ['a text too long', { options: [{ text: plain('x'.repeat(76)), value: 'a' }] }, 'must be less than 76 characters'],
])('an answer with %s is no answer', async (_what, json, error) => {
  await using bench = await workbench();
  const { ask } = await postMenu(bench);
  bench.app.answer(() => ({ json }));
  expect(await ask('ma')).toMatchObject({ ok: false, error: expect.stringContaining(error), options: [] });
});

test('a late answer is none, and menus with their own options do not ask', async () => {
  await using bench = await workbench();
  const { ask } = await postMenu(bench);
  bench.app.answer(() => undefined);
  const late = ask('ma');
  await bench.app.requests(1);
  bench.clock.advance(3000);
  expect(await late).toMatchObject({ ok: false, error: 'operation_timeout', options: [] });
  const own = await postMenu(bench, { type: 'static_select', min_query_length: undefined, options: [option('a')] });
  await expect(own.ask('ma')).rejects.toThrow('has its options itself');
});
