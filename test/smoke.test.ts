import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import { createBot } from '../src/bot/app.ts';
import { smoke, smokeChecks } from '../src/cli/smoke-checks.ts';
import { newId, systemClock } from '../src/clock.ts';
import { silentLog } from '../src/domain/log.ts';
import { openTestStore } from '../src/storage/repositories/test-store.ts';
import { createWorkerHttp } from '../src/worker/http.ts';
import { createTokenCheck } from '../src/worker/oidc.ts';

/** The check that is run against a deployment, run against the bot as it is composed and against worse ones. */

const signingSecret = 'signing-secret-of-a-test';
const options = { now: () => new Date(), timeoutMilliseconds: 5000 };

async function outcome(given: Partial<Parameters<typeof smokeChecks>[0]> & { bot: string }): Promise<string[]> {
  const lines: string[] = [];
  for await (const { what, ok, seen } of smoke(smokeChecks({ ...options, ...given }))) {
    lines.push(`${ok ? 'ok' : 'FAIL'} ${what}${ok ? '' : ` (${seen})`}`);
  }
  return lines;
}

async function listening(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startBot(checks: Record<string, boolean>): Promise<string> {
  const repositories = await openTestStore();
  const bot = createBot({
    signingSecret,
    botToken: 'xoxb-test',
    slackApiUrl: 'http://127.0.0.1:1/api/',
    repositories,
    queue: { publish: () => Promise.resolve() },
    assemble: () => Promise.reject(new TypeError('not needed')),
    compare: () => Promise.reject(new TypeError('not needed')),
    clock: systemClock,
    newId,
    log: silentLog,
    readiness: () => Promise.resolve({ ready: Object.values(checks).every(Boolean), checks }),
  });
  await bot.start(0, '127.0.0.1');
  onTestFinished(async () => {
    await bot.stop();
    await repositories.close();
  });
  return `http://127.0.0.1:${bot.port}`;
}

const run = (args: readonly string[]) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    const program = join(import.meta.dirname, '..', 'src', 'cli', 'smoke.ts');
    execFile(process.execPath, [program, ...args], { env: {} }, (error, out) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out });
    });
  });

test('the bot passes', async () => {
  const bot = await startBot({ storage: true });
  expect(await outcome({ bot })).toEqual([
    'ok bot is alive',
    'ok bot is ready',
    'ok unsigned request is refused',
    'ok wrong signature is refused',
    'ok old signature is refused',
    'ok signature from the future is refused',
    'ok unknown address is not found',
  ]);
});

test('with the secret, a right signature is taken and an old one refused for its age', async () => {
  const bot = await startBot({ storage: true });
  const lines = await outcome({ bot, signingSecret });
  expect(lines).toHaveLength(8);
  expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
  const wrong = await outcome({ bot, signingSecret: 'another' });
  expect(wrong.filter((line) => !line.startsWith('ok '))).toEqual(['FAIL right signature is taken (401)']);
});

test('what does not work is named', async () => {
  const bot = await startBot({ storage: false, queue: true });
  expect(await outcome({ bot })).toContain('FAIL bot is ready (503, not working: storage)');
});

test('a pair that lets everybody in fails at every door', async () => {
  const open = await listening((_, response) => response.end('{"ready":true,"checks":{}}'));
  const lines = await outcome({ bot: open, worker: open });
  expect(lines.filter((line) => line.startsWith('ok '))).toEqual(['ok bot is alive', 'ok bot is ready']);
  expect(lines.filter((line) => line.startsWith('FAIL worker refuses /'))).toHaveLength(8);
});

test('the worker passes', async () => {
  const unused = () => Promise.reject(new TypeError('not needed'));
  const app = createWorkerHttp({
    checkToken: createTokenCheck({ audience: 'worker' }),
    pusher: 'push@example.com',
    scheduler: 'scheduler@example.com',
    handle: unused,
    giveUp: unused,
    reap: unused,
    digest: unused,
    readiness: unused,
    drain: new AbortController().signal,
    limitMilliseconds: 1000,
    traced: (_, work) => work(),
    log: silentLog,
  });
  const answer = getRequestListener(app.fetch);
  const worker = await listening((request, response) => void answer(request, response));
  const lines = await outcome({ bot: worker, worker });
  expect(lines.filter((line) => line.startsWith('ok worker refuses'))).toHaveLength(8);
});

test.each([401, 403, 404])('a worker that answers %i is closed', async (status) => {
  const worker = await listening((_, response) => response.writeHead(status).end());
  const lines = await outcome({ bot: worker, worker });
  expect(lines.filter((line) => line.startsWith('ok worker refuses'))).toHaveLength(8);
});

test('what cannot be reached has failed', async () => {
  const [first] = await outcome({ bot: 'http://127.0.0.1:1' });
  expect(first).toBe('FAIL bot is alive (bad port)');
});

test('the exit code tells', async () => {
  const open = await listening((_, response) => response.end('{"ready":true,"checks":{}}'));
  const [failed, unknown] = await Promise.all([run(['--url', open]), run(['--url', 'ftp://x'])]);
  expect([failed.code, failed.out]).toEqual([
    1,
    expect.stringMatching(/^ok {3}bot is alive \(200.*\n[\s\S]*5 of 7 failed\n$/),
  ]);
  expect(unknown).toEqual({ code: 2, out: '' });
});
