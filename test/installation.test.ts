import { describe, expect, it, vi } from 'vitest';
import { first, organisation, second, startManyWorkspaces } from './harness/many-workspaces.ts';

const stored = (team: string) => `teams/${team}/installation/slack`;

describe('installation in a workspace', () => {
  it('goes by Slack’s page, asks for the scopes in use, and keeps the tokens encrypted', async () => {
    await using app = await startManyWorkspaces({ rotation: true });
    const { begun, at, back, cookie } = await app.visit();
    expect(begun.headers.get('set-cookie')).toMatch(
      /; Max-Age=600; Path=\/slack\/oauth_redirect; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(`${at.origin}${at.pathname}`).toBe(`${app.slack.url}/oauth/v2/authorize`);
    expect(at.searchParams.get('scope')?.split(',')).toEqual(expect.arrayContaining(['commands', 'chat:write']));
    expect(at.searchParams.get('redirect_uri')).toBe('https://prospector.example.com/slack/oauth_redirect');
    const { status, page, headers } = await app.open(back, cookie);
    expect([status, page]).toEqual([200, expect.stringContaining('Prospector is installed in Local workspace')]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('cache-control')).toBe('no-store');
    const document = await app.documents.get(stored(first));
    expect(document?.data).toMatchObject({ id: first, isEnterprise: false, botUserId: 'U0PROSPECT' });
    expect(JSON.stringify(document)).not.toContain('xox');

    expect((await app.command(first)).ok).toBe(true);
    expect(await app.repositories.runs.recent(first, { limit: 5 })).toHaveLength(1);
    const client = await app.slackFor(first);
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: first });
    expect(app.lines.length).toBeGreaterThan(1);
    for (const secret of app.secrets) expect(app.lines.join('\n')).not.toContain(secret);
  });

  it('finishes once, in the browser that began it', async () => {
    await using app = await startManyWorkspaces();
    const { back, cookie } = await app.visit();
    const stranger = await app.visit();
    const forged = new URL(back);
    forged.searchParams.set('state', `${back.searchParams.get('state')}x`);
    for (const refused of [
      await app.open(back, ''),
      await app.open(back, stranger.cookie),
      await app.open(forged, cookie),
      await app.open(new URL('/slack/oauth_redirect?code=1', app.url), cookie),
    ]) {
      expect([refused.status, refused.page]).toEqual([400, expect.stringContaining('Nothing was installed')]);
      expect(refused.headers.get('set-cookie')).toContain('Max-Age=0');
    }
    expect(await app.documents.get(stored(first))).toBeUndefined();
    const [one, two] = await Promise.all([app.open(back, cookie), app.open(back, cookie)]);
    expect([one.status, two.status].toSorted()).toEqual([200, 400]);
  });

  it('is not made when the person says no, or Slack refuses the code', async () => {
    await using app = await startManyWorkspaces();
    await app.slack.control.decideOAuth({ approve: false });
    expect((await app.install()).page).toContain('You said no in Slack');
    await app.slack.control.decideOAuth({ approve: true });
    const { back, cookie } = await app.visit();
    back.searchParams.set('code', '<script>');
    const { status, page } = await app.open(back, cookie);
    expect([status, page]).toEqual([502, expect.stringMatching(/Reference: \w+/)]);
    expect(page).not.toContain('<script>');
    expect(await app.documents.get(stored(first))).toBeUndefined();
  });

  it('is refused to a workspace that is not allowed, and its token is given back', async () => {
    await using app = await startManyWorkspaces({ env: { ALLOWED_TEAMS: first } });
    await app.slack.control.decideOAuth({ approve: true, team: second });
    expect(await app.install()).toMatchObject({ status: 403 });
    expect(await app.documents.get(stored(second))).toBeUndefined();
    expect(app.slack.stateOf(second).tokens).toMatchObject([{ revoked: true }]);
  });

  it('escapes what others named, and tells a workspace without the app what to do', async () => {
    await using app = await startManyWorkspaces();
    await app.slack.control.decideOAuth({ approve: true, team: second });
    expect((await app.install()).page).toContain('installed in &lt;b&gt;Second &amp; Co&lt;/b&gt;');
    expect(await app.command(first)).toMatchObject({ ok: true });
    expect(await app.toldTo(first)).toContain('Prospector is not installed in this workspace');
    expect(await app.repositories.runs.recent(first, { limit: 5 })).toEqual([]);
  });
});

describe('installation in an organisation', () => {
  it('serves its workspaces, for the worker too', async () => {
    await using app = await startManyWorkspaces();
    await app.slack.control.decideOAuth({ approve: true, team: second, enterpriseInstall: true });
    expect((await app.install()).page).toContain('installed in Organisation');
    expect(await app.documents.get(stored(organisation))).toBeDefined();
    expect(await app.documents.get(stored(second))).toBeUndefined();
    expect((await app.command(second)).ok).toBe(true);
    const client = await app.slackFor(second);
    expect(await client.auth.test()).toMatchObject({ ok: true });
    expect(await (await app.slackFor(first)).auth.test().catch(String)).toContain('account_inactive');
  });
});

describe('removal', () => {
  it('deletes the tokens, cancels what is under way, and posts nothing more', async () => {
    await using app = await startManyWorkspaces();
    await app.install();
    await app.command(first);
    await app.slackFor(first);
    await app.slack.control.uninstall({ team: first });
    await vi.waitFor(async () =>
      expect(await app.repositories.runs.recent(first, { limit: 5 })).toMatchObject([{ status: 'cancelled' }]),
    );
    expect(await app.documents.get(stored(first))).toBeUndefined();
    const client = await app.slackFor(first);
    const said = await client.chat.postMessage({ channel: 'C0SALES001', text: 'x' }).catch(String);
    expect(said).toContain('account_inactive');
    await expect(app.authorize(first)).rejects.toThrow('Prospector was removed from this workspace');

    expect((await app.install()).status).toBe(200);
    expect(await (await app.slackFor(first)).auth.test()).toMatchObject({ ok: true });
  });
});
