import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createControlClient } from './control/client.ts';
import { secondSeed } from './seed.ts';
import { payloadOf } from './test-app.ts';
import { botToken, clientWith, refusal, rep, sales, workbench } from './test-simulator.ts';

const secondToken = 'xoxb-of-the-second-team';
const second = { ...secondSeed, botToken: secondToken };
const team = secondSeed.team.id;
const repThere = 'U0REP00002';
const salesThere = 'C0SALES002';

describe('two workspaces', () => {
  test('a token opens its own only, and what is posted in one is not in the other', async () => {
    await using bench = await workbench({ otherTeams: [second] });
    const there = clientWith(bench, secondToken);
    expect((await there.auth.test()).team_id).toBe(team);
    expect((await bench.client.auth.test()).team_id).toBe('T0SALES001');
    await there.chat.postMessage({ channel: salesThere, text: 'only there' });
    expect(await refusal(bench.client.chat.postMessage({ channel: salesThere, text: 'x' }))).toBe('channel_not_found');
    expect(await refusal(there.users.info({ user: rep }))).toBe('user_not_found');
    const { control } = bench.simulator;
    expect((await control.state(undefined, team)).messages.map((message) => message.text)).toEqual(['only there']);
    expect((await control.state()).messages).toEqual([]);
  });

  test('people of both reach the same app, each under their team', async () => {
    await using bench = await workbench({ otherTeams: [second] });
    const control = createControlClient(bench.simulator.url);
    await control.command({ team, channel: salesThere, user: repThere, text: '/prospect Maersk' });
    await control.message({ team, channel: salesThere, user: repThere, text: '@Prospector hello' });
    await control.command({ channel: sales, user: rep, text: '/prospect Maersk' });
    const [command, mention, own] = bench.app.received;
    expect(new URLSearchParams(command?.body).get('team_id')).toBe(team);
    expect(JSON.parse(mention?.body ?? '')).toMatchObject({
      team_id: team,
      authorizations: [{ team_id: team, user_id: 'U0PROSPEC2' }],
    });
    expect(new URLSearchParams(own?.body).get('team_id')).toBe('T0SALES001');
    await expect(control.command({ team: 'T0NOWHERE1', channel: sales, user: rep, text: '/x' })).rejects.toThrow(
      'no such team',
    );
  });

  test('a workspace can be added while it runs', async () => {
    await using bench = await workbench();
    const control = createControlClient(bench.simulator.url);
    await control.addTeam({ seed: second, scopes: ['chat:write'] });
    const there = clientWith(bench, secondToken);
    expect(await refusal(there.chat.postMessage({ channel: salesThere, text: 'x' }))).toBe('ok');
    expect(await refusal(there.users.list({}))).toBe('missing_scope');
    await expect(control.addTeam({ seed: second })).rejects.toThrow('there already');
  });
});

test('all workspaces and the tokens issued in them outlive the simulator', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slack-simulator-'));
  try {
    const options = { dataFile: join(folder, 'workspaces.json'), otherTeams: [second] };
    let issued = '';
    {
      await using bench = await workbench(options);
      await clientWith(bench, secondToken).chat.postMessage({ channel: salesThere, text: 'kept' });
      issued = (await bench.simulator.control.issueToken({ team })).token;
    }
    await using again = await workbench(options);
    expect((await clientWith(again, issued).auth.test()).team_id).toBe(team);
    expect(await refusal(clientWith(again, secondToken).auth.test())).toBe('ok');
    const seen = await again.simulator.control.seenBy(repThere, team);
    expect(seen.some(({ text }) => text.includes('kept'))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('tokens', () => {
  test('expired, revoked and of the wrong kind', async () => {
    await using bench = await workbench({ appToken: 'xapp-1-of-a-test' });
    const { control } = bench.simulator;
    const { token, expiresAt } = await control.issueToken({ rotating: true });
    expect(expiresAt).toBe(bench.clock.now().getTime() / 1000 + 43_200);
    const rotating = clientWith(bench, token);
    expect(await refusal(rotating.auth.test())).toBe('ok');
    bench.clock.advance(43_200_000);
    expect(await refusal(rotating.auth.test())).toBe('token_expired');
    expect(await refusal(clientWith(bench, 'xapp-1-of-a-test').auth.test())).toBe('not_allowed_token_type');
    expect(await refusal(bench.client.apps.connections.open())).toBe('not_allowed_token_type');
    expect(await refusal(bench.client.auth.revoke({ test: true }))).toBe('ok');
    expect(await bench.client.auth.revoke()).toMatchObject({ revoked: true });
    expect(await refusal(bench.client.auth.test())).toBe('token_revoked');
  });

  test('taking the app out ends its tokens and tells it', async () => {
    await using bench = await workbench({ events: ['tokens_revoked', 'app_uninstalled'] });
    await bench.simulator.control.uninstall({});
    const received = await bench.app.requests(2);
    expect(received.map((request) => JSON.parse(request.body).event)).toMatchObject([
      { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0PROSPECT'] } },
      { type: 'app_uninstalled' },
    ]);
    expect(await refusal(bench.client.auth.test())).toBe('token_revoked');
    const { control } = bench.simulator;
    await expect(control.command({ channel: sales, user: rep, text: '/prospect x' })).rejects.toThrow('not installed');
    await control.message({ channel: sales, user: rep, text: '@Prospector hello' });
    expect(bench.app.received).toHaveLength(2);
  });

  test('the app can take itself out, with its client’s secret', async () => {
    const oauth = { clientId: '1.2', clientSecret: 'a-client-secret' };
    await using bench = await workbench({ oauth });
    const uninstall = (client_secret: string) =>
      refusal(bench.client.apps.uninstall({ client_id: '1.2', client_secret }));
    expect(await uninstall('wrong')).toBe('bad_client_secret');
    expect(await uninstall(oauth.clientSecret)).toBe('ok');
    expect(await uninstall(oauth.clientSecret)).toBe('token_revoked');
  });

  test('no token stands in the log, wherever it came from', async () => {
    await using bench = await workbench();
    await bench.simulator.control.runFunction({ callbackId: 'research', inputs: {} });
    expect(bench.app.received[0]?.body).toContain('xwfp-');
    expect(JSON.stringify(await bench.simulator.control.log())).not.toMatch(/xwfp-\d/);
    expect(botToken).toMatch(/^xoxb-/);
  });
});

test('a revoked token opens nothing until the revocation is taken back', async () => {
  await using bench = await workbench();
  const post = () => refusal(bench.client.chat.postMessage({ channel: sales, text: 'x' }));
  const trouble = async () => (await fetch(`${bench.simulator.url}/console/faults`)).json();
  await bench.simulator.control.changeTokens({ revoked: true });
  expect([await post(), await trouble()]).toMatchObject(['token_revoked', { tokenRevoked: true }]);
  await bench.simulator.control.changeTokens({ revoked: false });
  expect([await post(), await trouble()]).toMatchObject(['ok', { tokenRevoked: false, triggersExpired: false }]);
});

describe('scopes', () => {
  test('a method without its scope says what it needs and what was granted', async () => {
    await using bench = await workbench({ scopes: ['chat:write', 'im:history'] });
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: 'x' }))).toBe('ok');
    await expect(bench.client.users.info({ user: rep })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write,im:history' },
    });
    const history = (channel: string) => bench.client.conversations.history({ channel });
    expect(await refusal(history('D0DIRECT01'))).toBe('ok');
    await expect(history(sales)).rejects.toMatchObject({ data: { needed: 'channels:history' } });
    await expect(bench.client.conversations.list({ types: 'im,mpim' })).rejects.toMatchObject({
      data: { needed: 'im:read' },
    });
    await bench.simulator.control.changeTokens({ scopes: ['users:read'] });
    expect(await refusal(bench.client.users.info({ user: rep }))).toBe('ok');
  });
});

describe('Enterprise Grid and Slack Connect', () => {
  const enterprise = { id: 'E0SALES001', name: 'Organization' };

  test('payloads of a grid workspace name its organization', async () => {
    const { team: plain, ...rest } = second;
    await using bench = await workbench({ otherTeams: [{ ...rest, team: { ...plain, enterprise } }] });
    const { control } = bench.simulator;
    await control.shortcut({ team, user: repThere, callbackId: 'research' });
    expect(payloadOf(bench.app.received[0])).toMatchObject({
      enterprise,
      is_enterprise_install: false,
      team: { id: team, enterprise_id: enterprise.id },
    });
    await control.openHome({ team, user: repThere });
    expect(JSON.parse(bench.app.received[1]?.body ?? '')).toMatchObject({
      enterprise_id: enterprise.id,
      context_enterprise_id: enterprise.id,
      authorizations: [{ enterprise_id: enterprise.id, team_id: team, is_enterprise_install: false }],
    });
  });

  test('somebody from elsewhere in a shared channel: their team on the outside, ours in the authorization', async () => {
    await using bench = await workbench();
    const { control } = bench.simulator;
    const stranger = 'U0STRANGE1';
    const home = 'T0ELSEWHER';
    await control.setUser({ user: { id: stranger, name: 'partner', realName: 'Partner', homeTeam: home } });
    expect((await bench.client.users.info({ user: stranger })).user).toMatchObject({
      is_stranger: true,
      team_id: home,
    });
    const bot = 'U0PROSPECT';
    const { id } = await control.addChannel({
      name: 'shared',
      kind: 'public',
      members: [rep, stranger, bot],
      sharedWith: [home],
    });
    expect((await bench.client.users.info({ user: stranger })).user?.is_stranger).toBe(false);
    expect((await bench.client.conversations.info({ channel: id })).channel?.is_ext_shared).toBe(true);
    await control.message({ channel: id, user: stranger, text: '@Prospector hello' });
    expect(JSON.parse(bench.app.received[0]?.body ?? '')).toMatchObject({
      team_id: home,
      context_team_id: 'T0SALES001',
      is_ext_shared_channel: true,
      authorizations: [{ team_id: 'T0SALES001' }],
      event: { type: 'app_mention', user: stranger, user_team: home },
    });
    await expect(control.command({ channel: id, user: stranger, text: '/prospect x' })).rejects.toThrow(
      'not installed where this person comes from',
    );
    const seen = await control.state(stranger);
    expect(seen.channels.map((channel) => channel.name)).toEqual(['shared']);
  });
});
