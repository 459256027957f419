import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { createControlClient } from '../../simulator/slack/control/client.ts';
import type { Snapshot } from '../../simulator/slack/control/snapshot.ts';
import type { Message } from '../../simulator/slack/entities.ts';
import { startSlackSimulator } from '../../simulator/slack/start-slack-simulator.ts';

export const rep = 'U0REP00001';
export const manager = 'U0MANAGER1';
export const sales = 'C0SALES001';
export const notMember = 'C0ACCOUNT1';

const root = join(import.meta.dirname, '..', '..');

/** The real app as a process of its own, between a simulated Slack and a simulated Gemini. */
export async function openWorkspace(options: { gemini?: GeminiSimulatorOptions; env?: Record<string, string> } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'workspace-'));
  const signingSecret = 'signing-secret-of-a-test';
  const botToken = 'xoxb-test';
  const slack = await startSlackSimulator({ signingSecret, botToken });
  const gemini = await startGeminiSimulator(options.gemini ?? {});
  const control = createControlClient(slack.url);
  let app: ChildProcess | undefined;

  const startApp = async (): Promise<void> => {
    const child = spawn(process.execPath, [join(root, 'src', 'start-embedded.ts')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: dataDir,
        LEASE_SECONDS: '2',
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_BOT_TOKEN: botToken,
        SLACK_API_URL: slack.apiUrl,
        GEMINI_API_KEY: 'simulated',
        GOOGLE_GEMINI_BASE_URL: gemini.url,
        METADATA_SERVER_DETECTION: 'none',
        LANGSMITH_TRACING: 'false',
        ...options.env,
      },
    });
    app = child;
    await control.setAppUrl({ url: `http://127.0.0.1:${await portOf(child)}/slack/events` });
  };
  const endApp = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const child = app;
    app = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };

  await startApp();
  return {
    control,
    gemini,
    slack,
    startApp,
    /** Like a power cut. */
    killApp: () => endApp('SIGKILL'),
    stopApp: () => endApp('SIGTERM'),
    prospect: (text: string, channel = sales, user = rep) => control.command({ channel, user, text: `/prospect ${text}`.trim() }),
    async close() {
      await endApp('SIGKILL');
      await slack.close();
      await gemini.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type OpenWorkspace = Awaited<ReturnType<typeof openWorkspace>>;

/** The app says in its log where it listens; what it says when it cannot start becomes the error. */
async function portOf(child: ChildProcess): Promise<number> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  if (!child.stdout) throw new TypeError('stdout is piped');
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /"port":(\d+).*"message":"bot listens"/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return Number(port);
    }
  }
  throw new Error(`the app did not start: ${complaint}`);
}

/** What the app posted, without the replies of a thread. */
export const anchors = (state: Snapshot, channel = sales): Message[] =>
  state.messages.filter((message) => message.byApp && message.channel === channel && message.threadTs === undefined);

export const repliesTo = (state: Snapshot, anchor: Message): Message[] =>
  state.messages.filter((message) => message.channel === anchor.channel && message.threadTs === anchor.ts);
