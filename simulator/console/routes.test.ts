import { get } from 'node:http';
import { expect, test, vi } from 'vitest';
import { workbench } from '../slack/test-simulator.ts';
import type { About } from './about.ts';
import { consoleRoutes } from './routes.ts';

const json = { 'content-type': 'application/json' };
const here = 'http://127.0.0.1:3000';

const trouble = () => ({ slack: [], tokenRevoked: false, triggersExpired: false });

function page() {
  const killApp = vi.fn(async () => undefined);
  const surroundings = { research: 'simulated' as const, companies: ['Maersk'], killApp };
  const app = consoleRoutes({ teams: () => [{ id: 'T1', name: '<Sales>' }], trouble, surroundings });
  return { app, killApp };
}

test('the page may load and frame nothing from elsewhere, and be framed by nobody', async () => {
  const response = await page().app.request(`${here}/`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(await response.text()).toContain('<title>&lt;Sales&gt;</title>');
});

test('a name of elsewhere that points at this machine is answered nothing', async () => {
  await using bench = await workbench();
  const statusFor = (path: string, host: string) =>
    new Promise((resolve, reject) => {
      const { port } = new URL(bench.simulator.url);
      get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
  for (const path of ['/', '/control/state', '/control/log', '/console/about']) {
    expect([path, await statusFor(path, 'elsewhere.example:3000')]).toEqual([path, 404]);
    expect([path, await statusFor(path, new URL(bench.simulator.url).host)]).toEqual([path, 200]);
  }
});

test('only this page can kill the app', async () => {
  const { app, killApp } = page();
  const kill = (headers: Record<string, string>) =>
    app.request(`${here}/console/kill`, { method: 'POST', headers, body: '{}' });
  expect((await kill({ 'content-type': 'text/plain' })).status).toBe(415);
  expect((await kill({ ...json, origin: 'https://elsewhere.example' })).status).toBe(415);
  expect((await kill({ ...json, origin: 'null' })).status).toBe(415);
  expect(killApp).not.toHaveBeenCalled();
  expect((await kill({ ...json, origin: here })).status).toBe(200);
  expect(killApp).toHaveBeenCalledOnce();
});

test('the page learns from the manifest what people can use', async () => {
  const about = (await (await page().app.request(`${here}/console/about`)).json()) as About;
  expect(about).toMatchObject({
    research: 'simulated',
    companies: ['Maersk'],
    commands: [{ command: '/prospect' }],
    hasGemini: false,
    hasRuns: false,
    canKill: true,
  });
  expect(about.shortcuts).toContainEqual({
    name: 'Research this company',
    callbackId: 'research_this',
    type: 'message',
  });
});
