import { expect, test } from 'vitest';
import { clientWith, refusal, rep, sales, type Workbench, workbench } from './test-simulator.ts';

const appToken = 'xapp-1-of-a-test';

/** The runtime's own client, and what it hears. */
async function connect(bench: Workbench, url?: string) {
  const address = url ?? String((await clientWith(bench, appToken).apps.connections.open()).url);
  const socket = new WebSocket(address);
  const heard: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    heard.push(JSON.parse(String(data)));
    for (const wake of waiting.splice(0)) wake();
  });
  const next = async (count: number) => {
    while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return heard[count - 1] ?? {};
  };
  return { socket, next };
}

test('says hello, sends envelopes instead of requests, and takes answers in acknowledgements', async () => {
  await using bench = await workbench({ appToken });
  const { socket, next } = await connect(bench);
  expect(await next(1)).toMatchObject({ type: 'hello', num_connections: 1 });
  const typed = bench.simulator.control.command({ channel: sales, user: rep, text: `/prospect ${'ü'.repeat(70_000)}` });
  const envelope = await next(2);
  expect(envelope).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { command: '/prospect', user_id: rep },
  });
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'a'.repeat(200) } }));
  expect(await typed).toMatchObject({ ok: true });
  expect((await bench.simulator.control.state(rep)).ephemerals[0]?.text).toHaveLength(200);
  expect(bench.app.received).toHaveLength(0);
  socket.close();
});

test('what is not acknowledged in three seconds is sent again with its number', async () => {
  await using bench = await workbench({ appToken });
  const { socket, next } = await connect(bench);
  await next(1);
  const opened = bench.simulator.control.openHome({ user: rep });
  expect(await next(2)).toMatchObject({ type: 'events_api', retry_attempt: 0, accepts_response_payload: false });
  bench.clock.advance(3000);
  expect(await opened).toMatchObject({ ok: false, error: 'operation_timeout' });
  const again = await next(3);
  expect(again).toMatchObject({ retry_attempt: 1, payload: { event: { type: 'app_home_opened' } } });
  socket.send(JSON.stringify({ envelope_id: again.envelope_id }));
  socket.close();
});

test('tickets are for one connection; Slack says before it ends one', async () => {
  await using bench = await workbench({ appToken });
  const opened = await clientWith(bench, appToken).apps.connections.open();
  const { socket, next } = await connect(bench, opened.url);
  await next(1);
  const second = new WebSocket(String(opened.url));
  await new Promise((resolve) => second.addEventListener('error', resolve));
  await bench.simulator.control.disconnectSockets({ reason: 'warning' });
  expect(await next(2)).toMatchObject({ type: 'disconnect', reason: 'warning' });
  const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
  socket.close();
  await closed;
  expect(await refusal(bench.simulator.control.openHome({ user: rep }))).toBe('ok');
  expect(bench.app.received).toHaveLength(1);
});
