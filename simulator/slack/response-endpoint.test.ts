import { expect, test } from 'vitest';
import { rep, sales, type Workbench, workbench } from './test-simulator.ts';

async function responseUrl(bench: Workbench, channel = sales): Promise<string> {
  await bench.simulator.control.command({ channel, user: rep, text: '/prospect x' });
  return String(new URLSearchParams(bench.app.received.at(-1)?.body).get('response_url'));
}

const respond = async (url: string, body: object) =>
  (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }))
    .status;

test('works five times, also where the app is no member', async () => {
  await using bench = await workbench();
  const url = await responseUrl(bench, 'C0ACCOUNT1');
  const statuses = [];
  for (let use = 1; use <= 6; use += 1) statuses.push(await respond(url, { text: `${use}` }));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 410]);
  const { ephemerals } = await bench.simulator.control.state(rep);
  expect(ephemerals.map((line) => line.text)).toEqual(['1', '2', '3', '4', '5']);
});

test('works for thirty minutes', async () => {
  await using bench = await workbench();
  const url = await responseUrl(bench);
  bench.clock.advance(30 * 60_000);
  expect(await respond(url, { text: 'in time' })).toBe(200);
  bench.clock.advance(1);
  expect(await respond(url, { text: 'late' })).toBe(410);
  expect(await respond(`${url}x`, { text: 'guessed' })).toBe(404);
});

test('replaces and deletes what it said, and speaks to the channel when asked', async () => {
  await using bench = await workbench();
  const url = await responseUrl(bench);
  const { state } = bench.simulator;
  await respond(url, { text: 'working' });
  await respond(url, { text: 'done', replace_original: true });
  expect(state.ephemerals.map((line) => line.text)).toEqual(['done']);
  await respond(url, { delete_original: true });
  expect(state.ephemerals).toEqual([]);
  await respond(url, { text: 'for all', response_type: 'in_channel' });
  expect(state.messages.map((line) => line.text)).toEqual(['for all']);
});

test('refuses what Slack refuses', async () => {
  await using bench = await workbench();
  const url = await responseUrl(bench);
  expect(await respond(url, { blocks: [{ type: 'section' }] })).toBe(400);
  expect(await respond(url, {})).toBe(500);
});
