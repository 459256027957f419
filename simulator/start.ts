import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGeminiSimulator } from './gemini/start-gemini-simulator.ts';
import { startSlackSimulator } from './slack/start-slack-simulator.ts';

/**
 * `npm start`: the real app around a simulated Slack workspace and, without GEMINI_API_KEY, a simulated Gemini. The app
 * is a process of its own that knows nothing of this; only its addresses differ.
 */
const { env } = process;
const dataDir = env.DATA_DIR ?? '.data';
const realGemini = Boolean(env.GEMINI_API_KEY);

mkdirSync(dataDir, { recursive: true });
const signingSecret = randomBytes(16).toString('hex');
const botToken = `xoxb-${randomBytes(16).toString('hex')}`;
const appPort = await freePort();
const slack = await startSlackSimulator({
  port: Number(env.PORT ?? 3000),
  signingSecret,
  botToken,
  appUrl: `http://127.0.0.1:${appPort}/slack/events`,
  dataFile: join(dataDir, 'simulated-slack.json'),
});
const gemini = realGemini
  ? undefined
  : await startGeminiSimulator({ latency: 'recorded', latencyScale: 0.25, research: { milliseconds: 20_000 } });

const app = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'start-embedded.ts')], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...(gemini && { DEEP_RESEARCH_POLL_SECONDS: '5' }),
    ...env,
    HOST: '127.0.0.1',
    PORT: String(appPort),
    DATA_DIR: dataDir,
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(gemini && { GEMINI_API_KEY: 'simulated', GOOGLE_GEMINI_BASE_URL: gemini.url }),
  },
});

let stopping = false;
app.once('exit', (code) => {
  void Promise.all([slack.close(), gemini?.close()]).then(() => process.exit(stopping ? 0 : (code ?? 1)));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
    app.kill('SIGTERM');
  });
}

await listening(app);
console.log(`
  The workspace is open at ${slack.url}
  ${
    realGemini
      ? 'Research is real: GEMINI_API_KEY is set.'
      : 'Research is simulated: Maersk, Zürcher Kantonalbank, Delta and IKEA have real facts and sources; any other name gets sample data that says so.'
  }
  Type /prospect Maersk in #sales. Ctrl+C ends it.
`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${appPort}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
}
