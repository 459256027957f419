import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startSlackSimulator } from '../simulator/slack/start-slack-simulator.ts';

const signingSecret = 'signing-secret-of-a-test';

test('Bolt works over Socket Mode: commands, actions, events, and a connection that Slack renews', async () => {
  await using slack = await simulator();
  const { control } = slack;
  const heard: string[] = [];
  const clientOptions = { slackApiUrl: slack.apiUrl };
  // Short, because the client waits as long before it comes back.
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-test',
    clientPingTimeout: 50,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: 'xoxb-test', receiver, logLevel: LogLevel.ERROR, clientOptions });
  app.command('/prospect', async ({ ack, command }) => {
    heard.push(command.text);
    await ack({ text: `On it: ${command.text}` });
  });
  app.event('app_mention', async ({ event, say }) => {
    heard.push(event.type);
    await say({ text: 'Hello', thread_ts: event.ts });
  });
  await app.start();
  try {
    const place = { channel: 'C0SALES001', user: 'U0REP00001' };
    expect(await control.command({ ...place, text: '/prospect Maersk' })).toMatchObject({ ok: true });
    expect((await control.state(place.user)).ephemerals.map((message) => message.text)).toEqual(['On it: Maersk']);
    expect(await control.message({ ...place, text: '@Prospector hello' })).toMatchObject({ ok: true });
    const back = new Promise((resolve) => receiver.client.once('connected', resolve));
    await control.disconnectSockets({});
    await back;
    expect(await control.command({ ...place, text: '/prospect Delta' })).toMatchObject({ ok: true });
    expect(heard).toEqual(['Maersk', 'app_mention', 'Delta']);
  } finally {
    await app.stop();
  }
});

async function simulator() {
  const slack = await startSlackSimulator({ signingSecret, botToken: 'xoxb-test', appToken: 'xapp-test' });
  return { ...slack, [Symbol.asyncDispose]: () => slack.close() };
}
