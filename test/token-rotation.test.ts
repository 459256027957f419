import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../simulator/slack/seed.ts';
import { startSlackSimulator } from '../simulator/slack/start-slack-simulator.ts';
import { createOauthClient } from '../src/bot/installations/oauth-client.ts';
import { createWorkspaces } from '../src/bot/installations/workspaces.ts';
import { AppError } from '../src/domain/errors.ts';
import type { Installation } from '../src/domain/installation.ts';
import type { Log } from '../src/domain/log.ts';
import type { Clock } from '../src/domain/ports/clock.ts';
import type { Documents } from '../src/domain/ports/documents.ts';
import type { Installations } from '../src/domain/ports/installations.ts';
import { createTestClock } from '../src/storage/contract/test-clock.ts';
import { openEmbeddedDocuments } from '../src/storage/embedded/documents.ts';
import { createInstallations } from '../src/storage/repositories/installations.ts';

const team = defaultSeed.team.id;
const hour = 60 * 60 * 1000;
const keys = [{ id: 'k', key: randomBytes(32) }] as const;

/** Slack with rotating tokens, an installation of twelve hours, and processes on one database. */
async function start(waiting?: Clock['sleep']) {
  const folder = await mkdtemp(join(tmpdir(), 'rotation-'));
  const { clock: still, move } = createTestClock();
  const clock: Clock = { ...still, sleep: waiting ?? still.sleep };
  const slack = await startSlackSimulator({
    signingSecret: 's',
    botToken: 'xoxb-not-used',
    oauth: { clientId: '1.2', clientSecret: 'c', rotation: true },
    clock,
  });
  const issued = await slack.control.issueToken({ team, rotating: true });
  const lines: string[] = [];
  const line = (fields: object, message: string) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const opened: Documents[] = [];
  const another = (change: (installations: Installations) => Partial<Installations> = () => ({})) => {
    const documents = openEmbeddedDocuments({ file: join(folder, 'd.sqlite'), clock });
    opened.push(documents);
    const stored = createInstallations({ documents, clock, keys });
    const installations = { ...stored, ...change(stored) };
    const shared = { slackApiUrl: slack.apiUrl, clock, log };
    const oauth = createOauthClient({ clientId: '1.2', clientSecret: 'c', now: clock.now, ...shared });
    return { installations, ...createWorkspaces({ installations, oauth, timeoutMs: 2000, ...shared }) };
  };
  const one = another();
  const installation: Installation = {
    id: team,
    isEnterprise: false,
    appId: 'A1',
    botUserId: 'U1',
    scopes: ['chat:write'],
    installedBy: 'U2',
    installedAt: clock.now().toISOString(),
    tokens: {
      botToken: issued.token,
      refreshToken: issued.refreshToken ?? '',
      expiresAt: new Date((issued.expiresAt ?? 0) * 1000).toISOString(),
    },
  };
  await one.installations.save(installation);
  return {
    one,
    another,
    move,
    lines,
    slack,
    before: issued.token,
    exchanges: async () => (await slack.control.log()).filter(({ what }) => what === 'oauth.v2.access').length,
    async [Symbol.asyncDispose]() {
      await slack.close();
      await Promise.all(opened.map((documents) => documents.close()));
      await rm(folder, { recursive: true });
    },
  };
}

type Workspaces = ReturnType<typeof createWorkspaces>;
const tokenOf = async (workspaces: Workspaces) => (await workspaces.slackFor(team)).token;
const works = async (workspaces: Workspaces) => (await (await workspaces.slackFor(team)).auth.test()).ok;
const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false as const };
const authorized = async (workspaces: Workspaces) => (await workspaces.authorize(source)).botToken;

describe('a token that expires', () => {
  it('is refreshed two hours before, once, by whichever process asks first', async () => {
    await using app = await start();
    const [one, two] = [app.one, app.another()];
    expect(await tokenOf(one)).toBe(app.before);
    app.move(9.9 * hour);
    expect(await tokenOf(two)).toBe(app.before);
    expect(await app.exchanges()).toBe(0);
    app.move(0.2 * hour);
    const got = await Promise.all([tokenOf(one), tokenOf(two), authorized(one), authorized(two), tokenOf(two)]);
    expect(await app.exchanges()).toBe(1);
    // Whoever came second goes on with the one that still works.
    expect(new Set(got).size).toBeLessThanOrEqual(2);
    expect([await works(one), await works(two)]).toEqual([true, true]);
    app.move(60_000);
    expect(await tokenOf(one)).not.toBe(app.before);
    expect(await tokenOf(two)).toBe(await tokenOf(one));
    expect(await app.exchanges()).toBe(1);
  });

  it('is waited for by the others when it has expired', async () => {
    // As long as they really wait: the exchange is a real request.
    await using app = await start((milliseconds) => setTimeout(milliseconds));
    const processes = [app.one, app.another(), app.another()];
    app.move(13 * hour);
    const got = await Promise.all(processes.map(tokenOf));
    expect(await app.exchanges()).toBe(1);
    expect(new Set(got).size).toBe(1);
    expect(got[0]).not.toBe(app.before);
    expect(await Promise.all(processes.map(works))).toEqual([true, true, true]);
  });

  it('is not lost when storage does not take the new one at first', async () => {
    await using app = await start();
    let isDown = true;
    const one = app.another((stored) => ({
      endRotation: (...given) =>
        isDown ? Promise.reject(new AppError('storage_failed', 'down')) : stored.endRotation(...given),
    }));
    const two = app.another();
    app.move(11 * hour);
    const fresh = await tokenOf(one);
    expect(fresh).not.toBe(app.before);
    expect(await works(one)).toBe(true);
    expect(await tokenOf(two)).toBe(app.before);
    isDown = false;
    app.move(31_000);
    expect(await tokenOf(one)).toBe(fresh);
    app.move(31_000);
    expect(await tokenOf(two)).toBe(fresh);
  });

  it('works to its end when a process ended between exchange and storing; then people are told what to do', async () => {
    await using app = await start();
    const dead = app.another(() => ({ endRotation: () => Promise.reject(new TypeError('killed')) }));
    app.move(10.5 * hour);
    await tokenOf(dead);
    app.move(31_000);
    expect(await works(app.one)).toBe(true);
    expect(app.lines.join('\n')).toMatch(
      /slack token could not be refreshed .*"team":"T0SALES001".*invalid_refresh_token/,
    );
    const asked = await app.exchanges();
    await Promise.all([tokenOf(app.one), authorized(app.another())]);
    expect(await app.exchanges()).toBe(asked);
    app.move(2 * hour);
    await expect(authorized(app.one)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('has lost its access to this workspace'),
    });
    expect(await works(app.one).catch(String)).toContain('token_expired');
    expect(app.lines.join('\n')).not.toContain('xox');
  });

  it('is kept while Slack does not answer', async () => {
    await using app = await start();
    await app.slack.control.fault({ method: 'oauth.v2.access', kind: 'error', error: 'service_unavailable', count: 1 });
    app.move(11 * hour);
    expect(await tokenOf(app.one)).toBe(app.before);
    await app.slack.control.clearFaults();
    app.move(31_000);
    expect(await tokenOf(app.one)).not.toBe(app.before);
  });
});
