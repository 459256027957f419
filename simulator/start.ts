import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startGeminiSimulator } from './gemini/server.ts';
import { startSlackSimulator } from './slack/simulator.ts';

/**
 * `npm start`: the real app around a simulated Slack workspace and, without GEMINI_API_KEY, a simulated Gemini. The app
 * is a process of its own that knows nothing of this; only its addresses differ.
 */
const port = Number(process.env['PORT'] ?? 3000);
const appPort = port + 1;
const dataDir = process.env['DATA_DIR'] ?? '.data';
const realGemini = Boolean(process.env['GEMINI_API_KEY']);

mkdirSync(dataDir, { recursive: true });
const signingSecret = randomBytes(16).toString('hex');
const botToken = `xoxb-${randomBytes(16).toString('hex')}`;
const slack = await startSlackSimulator({
  port,
  signingSecret,
  botToken,
  appUrl: `http://127.0.0.1:${appPort}/slack/events`,
  dataFile: join(dataDir, 'simulated-slack.json'),
});
const gemini = realGemini ? undefined : await startGeminiSimulator({ latency: 'recorded' });

const app = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'start-embedded.ts')], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    PORT: String(appPort),
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(gemini && { GEMINI_API_KEY: 'simulated', GOOGLE_GEMINI_BASE_URL: gemini.url }),
  },
});

console.log(`The workspace is open at ${slack.url}`);
console.log(
  realGemini
    ? 'Research is real: GEMINI_API_KEY is set.'
    : 'Research is simulated. Maersk, Zürcher Kantonalbank, Delta and IKEA have real facts with real sources; any other name gets sample data that says so.',
);
console.log('Type /prospect Maersk in #sales. Ctrl+C ends it.');

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  app.kill('SIGTERM');
};
app.once('exit', (code) => {
  void Promise.all([slack.close(), gemini?.close()]).then(() => process.exit(stopping ? 0 : (code ?? 1)));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
