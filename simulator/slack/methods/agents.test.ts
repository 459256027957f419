import { expect, test } from 'vitest';
import { refusal, rep, sales, type Workbench, workbench } from '../test-simulator.ts';

const thread = async ({ client }: Workbench) => ({
  channel_id: sales,
  thread_ts: String((await client.chat.postMessage({ channel: sales, text: 'brief' })).ts),
});

test('a session is made by its first status, renamed, and stopped by a person without changing', async () => {
  await using bench = await workbench({ events: ['agent_session_stopped'] });
  const { client, simulator } = bench;
  const place = await thread(bench);
  expect(await refusal(client.agents.sessions.rename({ ...place, title: 'x' }))).toBe('session_not_found');
  expect(await client.agents.sessions.setStatus({ ...place, status: 'processing', title: 'Maersk' })).toMatchObject({
    status: 'processing',
    title: 'Maersk',
  });
  await client.agents.sessions.rename({ ...place, title: 'Maersk 2026' });
  const stop = () => simulator.control.stopAgent({ user: rep, channel: sales, threadTs: place.thread_ts });
  await stop();
  expect(JSON.parse(bench.app.received[0]?.body ?? '').event).toMatchObject({
    type: 'agent_session_stopped',
    channel: sales,
    thread_ts: place.thread_ts,
    streaming_message_ts: [],
    user: rep,
  });
  expect((await simulator.control.state(rep)).sessions).toMatchObject([{ status: 'processing', title: 'Maersk 2026' }]);
  await client.agents.sessions.setStatus({ ...place, status: 'active' });
  await expect(stop()).rejects.toThrow('no Stop button');
});

test('refusals: no agent, no such thread or status; a warning without the event', async () => {
  await using bench = await workbench({ agent: false });
  const place = await thread(bench);
  const set = (more = {}) => bench.client.agents.sessions.setStatus({ ...place, status: 'processing', ...more });
  expect(await refusal(set())).toBe('not_authorized');
  await using agent = await workbench();
  const there = await thread(agent);
  const given = (more = {}) => agent.client.agents.sessions.setStatus({ ...there, status: 'processing', ...more });
  expect((await given()).warning).toBe('missing_agent_session_stopped_event_subscription');
  expect(await refusal(given({ status: 'busy' }))).toBe('invalid_status');
  expect(await refusal(given({ thread_ts: '1700000000.000001' }))).toBe('thread_not_found');
  expect(await refusal(given({ channel_id: 'C0NOWHERE1' }))).toBe('channel_not_found');
});

test('the methods that stood there before still answer', async () => {
  await using bench = await workbench();
  const place = await thread(bench);
  const { threads } = bench.client.assistant;
  await threads.setStatus({ ...place, status: 'is looking…' });
  await threads.setTitle({ ...place, title: 'Maersk' });
  const prompts = [{ title: 'Compare', message: 'Compare with last year' }];
  await threads.setSuggestedPrompts({ ...place, prompts: prompts as [(typeof prompts)[0]] });
  expect((await bench.simulator.control.state(rep)).sessions[0]?.legacy).toEqual({
    status: 'is looking…',
    title: 'Maersk',
    prompts,
  });
  const five = Array.from({ length: 5 }, () => prompts[0]) as [(typeof prompts)[0]];
  expect(await refusal(threads.setSuggestedPrompts({ ...place, prompts: five }))).toBe('invalid_arguments');
});
