import { expect, test } from 'vitest';
import { bot, rep, sales, workbench } from '../test-simulator.ts';

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
