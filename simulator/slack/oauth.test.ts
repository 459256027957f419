import { expect, test } from 'vitest';
import { secondSeed } from './seed.ts';
import { clientWith, refusal, type Workbench, workbench } from './test-simulator.ts';

const oauth = { clientId: '1.2', clientSecret: 'a-client-secret', redirectUris: ['https://app.test/'], rotation: true };
const redirect_uri = 'https://app.test/slack/oauth_redirect';
const client = { client_id: oauth.clientId, client_secret: oauth.clientSecret };

async function authorize(bench: Workbench, more: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: '1.2',
    scope: 'chat:write,commands',
    state: 's',
    redirect_uri,
    ...more,
  });
  const response = await fetch(`${bench.simulator.url}/oauth/v2/authorize?${query}`, { redirect: 'manual' });
  const location = response.headers.get('location');
  return { status: response.status, query: new URLSearchParams(location?.split('?')[1]), text: await response.text() };
}

const codeOf = async (bench: Workbench): Promise<string> => String((await authorize(bench)).query.get('code'));

test('an installation: page, code, token with the scopes that were asked for', async () => {
  await using bench = await workbench({ oauth, otherTeams: [secondSeed] });
  const { control } = bench.simulator;
  const early = { team: secondSeed.team.id, user: 'U0REP00002', callbackId: 'research' };
  await expect(control.shortcut(early)).rejects.toThrow('not installed');
  await control.decideOAuth({ approve: true, team: secondSeed.team.id });
  const page = await authorize(bench);
  expect(page).toMatchObject({ status: 302 });
  expect(page.query.get('state')).toBe('s');
  const code = String(page.query.get('code'));
  const answer = await bench.client.oauth.v2.access({ ...client, code, redirect_uri });
  expect(answer).toMatchObject({
    app_id: 'A0PROSPECT',
    scope: 'chat:write,commands',
    token_type: 'bot',
    bot_user_id: 'U0PROSPEC2',
    team: { id: secondSeed.team.id },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: 'U0ADMIN002' },
    expires_in: 43_200,
  });
  const installed = clientWith(bench, String(answer.access_token));
  expect((await installed.auth.test()).team_id).toBe(secondSeed.team.id);
  expect(await refusal(installed.users.list({}))).toBe('missing_scope');
  const inTeam = { team: secondSeed.team.id, user: 'U0REP00002' };
  expect(await bench.simulator.control.openHome(inTeam)).toMatchObject({ ok: true });
  expect(JSON.stringify(await bench.simulator.control.log())).not.toContain(String(answer.access_token));
});

test('codes are for once, ten minutes, their address and their client', async () => {
  await using bench = await workbench({ oauth });
  const access = (args: object) => refusal(bench.client.oauth.v2.access({ ...client, redirect_uri, ...args } as never));
  const code = await codeOf(bench);
  expect(await access({ code, client_id: '9.9' })).toBe('invalid_client_id');
  expect(await access({ code, client_secret: 'wrong' })).toBe('bad_client_secret');
  expect(await access({ code, redirect_uri: 'https://app.test/other' })).toBe('bad_redirect_uri');
  expect(await access({ code })).toBe('ok');
  expect(await access({ code })).toBe('code_already_used');
  expect(await access({ code: 'nonsense' })).toBe('invalid_code');
  const late = await codeOf(bench);
  bench.clock.advance(10 * 60_000 + 1);
  expect(await access({ code: late })).toBe('invalid_code');
});

test('a person may refuse; a wrong client or address sends nobody anywhere', async () => {
  await using bench = await workbench({ oauth });
  await bench.simulator.control.decideOAuth({ approve: false });
  const refused = await authorize(bench);
  expect([refused.query.get('error'), refused.query.get('code'), refused.query.get('state')]).toEqual([
    'access_denied',
    null,
    's',
  ]);
  expect(await authorize(bench, { client_id: '9.9' })).toMatchObject({
    status: 400,
    text: 'Invalid client_id parameter',
  });
  expect((await authorize(bench, { redirect_uri: 'https://elsewhere.test/' })).text).toContain('did not match');
});

test('a refresh token makes one new pair; the old token goes on until it expires', async () => {
  await using bench = await workbench({ oauth });
  const access = (args: object) => bench.client.oauth.v2.access({ ...client, ...args } as never);
  const first = await access({ code: await codeOf(bench), redirect_uri });
  const rotate = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
  const next = await access(rotate);
  expect(next.access_token).not.toBe(first.access_token);
  expect(next.expires_in).toBe(43_200);
  expect(await refusal(access(rotate))).toBe('invalid_refresh_token');
  expect(await refusal(clientWith(bench, String(first.access_token)).auth.test())).toBe('ok');
  bench.clock.advance(43_200_000);
  expect(await refusal(clientWith(bench, String(first.access_token)).auth.test())).toBe('token_expired');
  expect((await access({ ...rotate, refresh_token: next.refresh_token })).ok).toBe(true);
});

test('an installation for the organization works in all its workspaces', async () => {
  const enterprise = { id: 'E0SALES001', name: 'Organization' };
  const grid = { ...secondSeed, team: { ...secondSeed.team, enterprise } };
  await using bench = await workbench({ oauth, otherTeams: [grid] });
  const { control } = bench.simulator;
  await control.decideOAuth({ approve: true, team: grid.team.id, enterpriseInstall: true });
  const answer = await bench.client.oauth.v2.access({ ...client, code: await codeOf(bench), redirect_uri });
  expect(answer).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
  const installed = clientWith(bench, String(answer.access_token));
  expect(await refusal(installed.chat.postMessage({ channel: 'C0SALES002', text: 'x' }))).toBe('ok');
  expect(await refusal(installed.auth.test({ team_id: 'T0SALES001' } as never))).toBe('account_inactive');
  await control.openHome({ team: grid.team.id, user: 'U0REP00002' });
  expect(JSON.parse(bench.app.received.at(-1)?.body ?? '')).toMatchObject({
    team_id: grid.team.id,
    authorizations: [{ enterprise_id: enterprise.id, team_id: null, is_enterprise_install: true }],
  });
});
