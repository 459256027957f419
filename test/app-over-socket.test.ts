import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../simulator/slack/manual-clock.ts';
import { type SlackSimulatorOptions, startSlackSimulator } from '../simulator/slack/start-slack-simulator.ts';
import { createSocketReceiver } from '../src/bot/socket-receiver.ts';
import { systemClock } from '../src/clock.ts';
import { silentLog } from '../src/domain/log.ts';
import { first, startManyWorkspaces } from './harness/many-workspaces.ts';

const env = { SLACK_APP_TOKEN: 'xapp-a-token-for-tests', SLACK_SIGNING_SECRET: '' };
const ready = async (url: string) => (await fetch(`${url}/ready`)).json();
const place = { channel: 'C0SALES001', user: 'U0REP00001' };

/** Slack and the door to it, without the app behind. */
async function startDoor(options: Partial<SlackSimulatorOptions> = {}) {
  const slack = await startSlackSimulator({
    signingSecret: 's',
    botToken: 'xoxb-t',
    appToken: 'xapp-t',
    appUrl: 'http://127.0.0.1:9/',
    ...options,
  });
  const { apiUrl: slackApiUrl } = slack;
  const door = createSocketReceiver({
    appToken: 'xapp-t',
    slackApiUrl,
    routes: [],
    clock: systemClock,
    log: silentLog,
  });
  return { slack, door };
}

describe('the app over a socket', () => {
  it('takes commands without a public address or a signature, and still serves the routes', async () => {
    await using app = await startManyWorkspaces({ env });
    await app.install();
    expect((await app.command(first)).ok).toBe(true);
    expect(await app.toldTo(first)).toContain('Research on Maersk begins');
    expect(await app.repositories.runs.recent(first, { limit: 5 })).toHaveLength(1);
    expect(await (await fetch(`${app.url}/health`)).json()).toEqual({ status: 'ok' });
    expect(await ready(app.url)).toEqual({ ready: true, checks: { socket: true } });
    expect((await fetch(`${app.url}/slack/events`, { method: 'POST', body: 'command=/prospect' })).status).toBe(404);
    for (const secret of app.secrets) expect(app.lines.join('\n')).not.toContain(secret);
  });

  it('answers a command that it cannot carry out', async () => {
    await using app = await startManyWorkspaces({ env: { ...env, ALLOWED_TEAMS: 'T0ELSE' } });
    await app.command(first);
    expect(await app.toldTo(first)).toContain('Prospector is not installed in this workspace');
  });

  it('comes back at once when Slack ends the connection', async () => {
    await using app = await startManyWorkspaces({ env });
    await app.install();
    const opened = async () => (await app.slack.control.log()).filter(({ what }) => what === 'apps.connections.open');
    await app.slack.control.disconnectSockets({ reason: 'refresh_requested' });
    await vi.waitFor(async () => expect(await opened()).toHaveLength(2));
    await vi.waitFor(async () => expect(await ready(app.url)).toMatchObject({ checks: { socket: true } }));
    expect((await app.command(first)).ok).toBe(true);
  });

  it('starts while Slack cannot be reached, and says so', async () => {
    const { slack, door } = await startDoor();
    await slack.control.fault({ method: 'apps.connections.open', kind: 'http_500', count: 1 });
    door.receiver.init({ processEvent: vi.fn() } as never);
    await door.start(0, '127.0.0.1');
    expect(door.connected()).toBe(false);
    await vi.waitFor(() => expect(door.connected()).toBe(true));
    await door.stop();
    await slack.close();
  });

  it('does not start with a token that Slack refuses, and names it', async () => {
    const { slack, door } = await startDoor({ appToken: 'xapp-another' });
    await expect(door.start(0, '127.0.0.1')).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: 'SLACK_APP_TOKEN: Slack refuses it (invalid_auth).',
    });
    await slack.close();
  });

  it('ends after what is under way was answered, and takes nothing new meanwhile', async () => {
    const clock = manualClock();
    const { slack, door } = await startDoor({ clock });
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const processEvent = vi.fn(async ({ ack }: { ack: (answer: unknown) => Promise<void> }) => {
      begun.resolve();
      await finish.promise;
      await ack({ text: 'answered' });
    });
    door.receiver.init({ processEvent } as never);
    await door.start(0, '127.0.0.1');
    const command = slack.control.command({ ...place, text: '/prospect Maersk' });
    await begun.promise;
    const stopped = door.stop();
    const late = slack.control.command({ ...place, text: '/prospect Delta' });
    finish.resolve();
    expect((await command).ok).toBe(true);
    expect(JSON.stringify(await slack.control.state(place.user))).toContain('answered');
    await stopped;
    expect(door.connected()).toBe(false);
    clock.advance(3000);
    await late;
    expect(processEvent).toHaveBeenCalledTimes(1);
    await slack.close();
  });
});
