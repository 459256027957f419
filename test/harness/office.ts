import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { readManifest } from '../../simulator/manifest.ts';
import { createPerson } from '../../simulator/person.ts';
import { createControlClient } from '../../simulator/slack/control/client.ts';
import { secondSeed } from '../../simulator/slack/seed.ts';
import { type SlackSimulatorOptions, startSlackSimulator } from '../../simulator/slack/start-slack-simulator.ts';
import { spoken } from '../../src/bot/fixtures/spoken.ts';
import { composeEmbedded } from '../../src/compose-embedded.ts';
import { EmbeddedConfig, readConfig } from '../../src/config.ts';
import type { Metrics } from '../../src/domain/ports/metrics.ts';
import { isTerminal, type Run } from '../../src/domain/run.ts';
import { createLog } from '../../src/log.ts';

export const team = 'T0SALES001';
export const rep = 'U0REP00001';
export const manager = 'U0MANAGER1';
export const admin = 'U0ADMIN001';
export const guest = 'U0GUEST001';
export const sales = 'C0SALES001';
/** Manager and admin are in it, the rep is not. */
export const privateChannel = 'C0PRIVATE1';

/** The second workspace and its people. */
export const otherTeam = secondSeed.team.id;
export const otherRep = 'U0REP00002';
export const otherAdmin = 'U0ADMIN002';

export interface OfficeOptions {
  /** Two workspaces that install the app themselves; without, one whose token is configured. */
  many?: boolean;
  slack?: Partial<SlackSimulatorOptions>;
  gemini?: GeminiSimulatorOptions;
  env?: Record<string, string>;
  metrics?: Metrics;
}

/**
 * The whole app in this process, as `start-embedded` composes it, between a simulated Slack (signed requests, Web API)
 * and a simulated Gemini that answers at once. For what Slack shows and what a click does; crashes are tried with
 * processes of their own (`workspace.ts`).
 */
export async function openOffice(options: OfficeOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'office-'));
  const signingSecret = 'signing-secret-of-a-test';
  const botToken = 'xoxb-test';
  const clientSecret = 'client-secret-of-a-test';
  const slack = await startSlackSimulator({
    signingSecret,
    botToken,
    ...readManifest(),
    ...(options.many && { oauth: { clientId: '1.2', clientSecret }, otherTeams: [secondSeed] }),
    ...options.slack,
  });
  const gemini = await startGeminiSimulator({ latency: 'none', ...options.gemini });
  const control = createControlClient(slack.url);
  const config = readConfig(EmbeddedConfig, {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...(options.many
      ? {
          SLACK_CLIENT_ID: '1.2',
          SLACK_CLIENT_SECRET: clientSecret,
          SLACK_STATE_SECRET: 'state-secret-of-a-test',
          TOKEN_ENCRYPTION_KEY: `k1:${randomBytes(32).toString('base64')}`,
          PUBLIC_URL: 'https://prospector.example.com',
        }
      : { SLACK_BOT_TOKEN: botToken }),
    GEMINI_API_KEY: 'simulated',
    GOOGLE_GEMINI_BASE_URL: gemini.url,
    ADMINS: `${team}/${admin},${otherTeam}/${otherAdmin}`,
    MANAGERS: `${team}/${manager}`,
    ...options.env,
  });
  const app = composeEmbedded(config, createLog(config.LOG_LEVEL), options.metrics);
  await app.start();
  await control.setAppUrl({ url: `http://127.0.0.1:${app.bot.port}/slack/events` });

  /** What a browser does that comes to install the app; the workspace's admin allows it. */
  async function install(workspace: string): Promise<string> {
    const url = `http://127.0.0.1:${app.bot.port}`;
    await control.decideOAuth({ approve: true, team: workspace });
    const begun = await fetch(`${url}/slack/install`, { redirect: 'manual' });
    const consent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const { pathname, search } = new URL(consent.headers.get('location') ?? '');
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return (await fetch(`${url}${pathname}${search}`, { headers: { cookie } })).text();
  }

  const ended = (id: string, of = team): Promise<Run> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`run ${id} has not ended in time`)), 60_000);
      const stop = app.repositories.runs.watch(of, id, (run) => {
        if (!run || !isTerminal(run.status) || run.lease) return;
        clearTimeout(timer);
        queueMicrotask(() => stop());
        resolve(run);
      });
    });

  return {
    slack,
    gemini,
    control,
    repositories: app.repositories,
    publish: app.publish,
    prospect: (text: string, { channel = sales, user = rep } = {}) =>
      control.command({ channel, user, text: `/prospect ${text}` }),
    ended,
    install,
    person: (user: string, of = team) => createPerson(control, user, { team: of, read: spoken }),
    /** A run by command, from the acknowledgement to its end, shown in its thread. */
    async research(text: string, { channel = sales, user = rep } = {}): Promise<Run> {
      await control.command({ channel, user, text: `/prospect ${text}` });
      const [run] = await app.repositories.runs.recent(team, { channel, createdBy: user, limit: 1 });
      if (!run) throw new Error(`nothing was started by ${text}`);
      return ended(run.id);
    },
    async close() {
      await app.stop();
      await slack.close();
      await gemini.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
