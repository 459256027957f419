import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { allowed } from './allowed.ts';
import { startApp } from './app-process.ts';
import { realClock } from './clock.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { startGeminiSimulator } from './gemini/start-gemini-simulator.ts';
import { openInside } from './inside/inside.ts';
import { readManifest } from './manifest.ts';
import { readOptions } from './options.ts';
import { defaultSeed } from './slack/seed.ts';
import { startSlackSimulator } from './slack/start-slack-simulator.ts';

/**
 * `npm start`: the real app around a simulated Slack workspace and, without GEMINI_API_KEY, a simulated Gemini. The app
 * is a process of its own that knows nothing of this; only its addresses differ. SIMULATED_WEB=later starts with the
 * assumed later state of the bundled companies; `--seed demo` first plays a week of work, if this folder has had none.
 */
const { env } = process;
const dataDir = env.DATA_DIR ?? '.data';
const realGemini = Boolean(env.GEMINI_API_KEY);
/** As people type them. */
const bundledCompanies = ['Maersk', 'Zürcher Kantonalbank', 'Delta Air Lines', 'IKEA'];
const { seed, web } = allowed(() => readOptions(process.argv.slice(2), env));
/** Nobody watches the week being played: the simulated Gemini takes no time for it. */
let hurried = seed !== undefined;

mkdirSync(dataDir, { recursive: true });
const signingSecret = randomBytes(16).toString('hex');
const botToken = `xoxb-${randomBytes(16).toString('hex')}`;
const appPort = await freePort();
const gemini = realGemini
  ? undefined
  : await startGeminiSimulator({
      clock: { ...realClock, sleep: (...wait) => (hurried ? Promise.resolve() : realClock.sleep(...wait)) },
      latency: 'recorded',
      latencyScale: 0.25,
      research: { milliseconds: 20_000 },
      ...(web && { web }),
    });
const inside = openInside({ dataDir, env });
const port = Number(env.PORT ?? 3000);
const slack = await startSlackSimulator({
  ...readManifest(),
  port,
  signingSecret,
  botToken,
  appUrl: `http://127.0.0.1:${appPort}/slack/events`,
  dataFile: join(dataDir, 'simulated-slack.json'),
  surroundings: {
    research: realGemini ? 'real' : 'simulated',
    companies: bundledCompanies,
    inside,
    killApp: () => app.kill(),
    ...(gemini && { geminiUrl: gemini.url }),
  },
}).catch((error: unknown) => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error(`Port ${port} is taken, perhaps by a workspace that is open already. Another one: PORT=3001 npm start`);
  process.exit(1);
});

let stopping = false;
const app = startApp({
  readyUrl: `http://127.0.0.1:${appPort}/ready`,
  ended(code) {
    const exitCode = stopping ? 0 : (code ?? 1);
    stopping = true;
    void Promise.all([slack.close(), gemini?.close(), inside.close()]).then(() => process.exit(exitCode));
  },
  env: {
    ...(gemini && { DEEP_RESEARCH_POLL_SECONDS: '5' }),
    // The people of the workspace are what they are called.
    ADMINS: `${defaultSeed.team.id}/U0ADMIN001`,
    MANAGERS: `${defaultSeed.team.id}/U0MANAGER1`,
    // Evidence of the first state says nothing about a later one.
    ...((web === 'later' || seed) && { EVIDENCE_REUSE_HOURS: '0' }),
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

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
    app.stop();
  });
}

await app.ready();
if (seed && gemini) {
  const say = (line: string) => console.log(`  ${line}`);
  await seedDemo({ dataDir, slackUrl: slack.url, gemini, web: web ?? 'first', say }).catch((error: unknown) => {
    if (!stopping) say(`Broken off: ${String(error)}. What was made till then is kept.`);
  });
  hurried = false;
}
if (!stopping)
  console.log(`
  The workspace is open at ${slack.url}
  ${
    realGemini
      ? 'Research is real: GEMINI_API_KEY is set.'
      : `Research is simulated: ${bundledCompanies.join(', ')} have real facts and sources; any other name gets sample data that says so.`
  }${gemini ? `\n  What the simulated web says is changed at ${gemini.url}/control/web` : ''}
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
