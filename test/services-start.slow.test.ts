import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceEnv } from './harness/service-env.ts';

const root = join(import.meta.dirname, '..');

/** Ends it as soon as it listens. */
async function start(program: string, env: Record<string, string>, options: readonly string[] = []) {
  const child = spawn(process.execPath, [...options, join(root, 'src', program)], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.includes(' listens"')) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

describe.each(['start-bot.ts', 'start-worker.ts'])('%s', (program) => {
  it('listens with nothing but its configuration, and ends when it is told to', async () => {
    const { code, stdout, stderr } = await start(program, serviceEnv);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/"port":\d+,"message":"(bot|worker) listens"/);
    expect(code).toBe(0);
  });

  it('names every variable that is missing, and ends with 1', async () => {
    const { code, stdout, stderr } = await start(program, {});
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const own = program === 'start-bot.ts' ? ['SLACK_SIGNING_SECRET'] : ['GEMINI_API_KEY', 'PUSH_AUDIENCE'];
    for (const name of ['BACKEND', 'GOOGLE_CLOUD_PROJECT', 'GCS_BUCKET', 'PUBSUB_TOPIC', 'SLACK_BOT_TOKEN', ...own]) {
      expect(stderr).toContain(`\n  ${name}: `);
    }
  });

  it('takes what it loads from the cache of compiled code', async () => {
    await start(program, serviceEnv);
    const { stderr } = await start(program, { ...serviceEnv, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
    const accepted = stderr.match(/(?:src|node_modules)\/\S+ was accepted/g) ?? [];
    expect(accepted).toContainEqual(expect.stringContaining(`src/${program.replace('start', 'serve')}`));
    expect(accepted.length).toBeGreaterThan(500);
    expect(stderr).not.toContain('was rejected');
  });

  it('loads none of what only some runs need', async () => {
    const { stderr } = await start(program, serviceEnv, [
      '--import',
      join(import.meta.dirname, 'harness', 'print-modules.ts'),
    ]);
    const packages = new Set(stderr.match(/node_modules\/(?:@[^/]+\/)?[^/]+/g));
    expect(packages.size).toBeGreaterThan(10);
    const heavy = [
      '@google-cloud/aiplatform',
      '@google-cloud/storage',
      '@google/genai',
      '@langchain/langgraph',
      'puppeteer-core',
      '@sparticuz/chromium',
      '@opentelemetry/sdk-metrics',
      '@opentelemetry/exporter-metrics-otlp-http',
    ];
    const forBot = program === 'start-bot.ts' ? ['hono'] : ['@slack/bolt'];
    expect([...heavy, ...forBot].filter((name) => packages.has(`node_modules/${name}`))).toEqual([]);
    if (program === 'start-bot.ts') expect(stderr).not.toMatch(/src\/(worker|render|storage\/embedded)\//);
  });
});
