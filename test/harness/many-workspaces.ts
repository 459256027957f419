import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { defaultSeed, type WorkspaceSeed } from '../../simulator/slack/seed.ts';
import { startSlackSimulator } from '../../simulator/slack/start-slack-simulator.ts';
import { createBot } from '../../src/bot/app.ts';
import { newId, systemClock } from '../../src/clock.ts';
import { composeSlack } from '../../src/compose-slack.ts';
import { EmbeddedConfig, readConfig } from '../../src/config.ts';
import type { Log } from '../../src/domain/log.ts';
import { openEmbedded } from '../../src/storage/embedded/open-embedded.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';

export const first = defaultSeed.team.id;
/** A workspace of an organisation. */
export const second = 'T0SECOND01';
export const organisation = 'E0ORGANI01';

const other: WorkspaceSeed = {
  ...defaultSeed,
  team: {
    id: second,
    name: '<b>Second & Co</b>',
    domain: 'second',
    enterprise: { id: organisation, name: 'Organisation' },
  },
};

const signingSecret = 'a-signing-secret-for-tests';
const clientSecret = 'a-client-secret-for-tests';
const encryptionKey = randomBytes(32).toString('base64');

export interface ManyWorkspacesOptions {
  env?: Record<string, string>;
  rotation?: boolean;
}

/** The gateway as it is composed for many workspaces, its storage, and Slack around it. */
export async function startManyWorkspaces({ env = {}, rotation = false }: ManyWorkspacesOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'many-'));
  const slack = await startSlackSimulator({
    signingSecret,
    botToken: 'xoxb-not-used',
    appToken: 'xapp-a-token-for-tests',
    oauth: { clientId: '1.2', clientSecret, rotation },
    otherTeams: [other],
    events: ['app_uninstalled', 'tokens_revoked'],
  });
  const config = readConfig(EmbeddedConfig, {
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: 'a-state-secret-for-tests',
    TOKEN_ENCRYPTION_KEY: `k1:${encryptionKey}`,
    PUBLIC_URL: 'https://prospector.example.com',
    SLACK_API_URL: slack.apiUrl,
    GEMINI_API_KEY: 'not used',
    ...env,
  });
  const lines: string[] = [];
  const line = (fields: object, message: string) => void lines.push(`${message} ${inspect(fields, { depth: 8 })}`);
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const { documents, queue, close } = openEmbedded({ dataDir, clock: systemClock });
  const repositories = createRepositories({ documents, clock: systemClock, leaseSeconds: 30, newId });
  const { bot: door, slackFor } = composeSlack(config, documents, repositories, log);
  const bot = createBot({
    ...door,
    slackApiUrl: slack.apiUrl,
    repositories,
    queue,
    assemble: () => Promise.reject(new TypeError('not needed')),
    compare: () => Promise.reject(new TypeError('not needed')),
    clock: systemClock,
    newId,
    log,
    allowedTeams: config.ALLOWED_TEAMS,
    readiness: () => Promise.resolve({ ready: true, checks: {} }),
  });
  await bot.start(0, '127.0.0.1');
  const url = `http://127.0.0.1:${bot.port}`;
  await slack.control.setAppUrl({ url: `${url}/slack/events` });

  /** What a browser does that is sent to Slack; `back` is where Slack sends it. */
  async function visit() {
    const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
    const at = begun.headers.get('location') ?? '';
    const answer = await fetch(at, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    return { begun, at: new URL(at), back, cookie: (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  }
  const open = async (back: URL, cookie: string) => {
    const answer = await fetch(`${url}${back.pathname}${back.search}`, { headers: { cookie } });
    return { status: answer.status, headers: answer.headers, page: await answer.text() };
  };
  return {
    url,
    slack,
    documents,
    repositories,
    lines,
    slackFor,
    async authorize(teamId: string) {
      if (!('authorize' in door)) throw new TypeError('composed for one workspace');
      return door.authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
    },
    visit,
    open,
    async install() {
      const { back, cookie } = await visit();
      return open(back, cookie);
    },
    command: (team: string) =>
      slack.control.command({ team, channel: 'C0SALES001', user: 'U0REP00001', text: '/prospect Maersk' }),
    /** What the rep sees. */
    toldTo: async (team: string) => JSON.stringify(await slack.control.state('U0REP00001', team)),
    /** Nothing that opens a door. */
    secrets: [clientSecret, signingSecret, 'a-state-secret-for-tests', encryptionKey, 'xox', 'xapp-'],
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await close();
      await slack.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
