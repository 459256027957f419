import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, posix } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { variables } from '../src/config.ts';
import { buildContext, instructionsOf } from './harness/build-context.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
const context = buildContext(root);
const instructions = instructionsOf(read('Dockerfile'));
const all = (name: string) => instructions.filter((one) => one.name === name).map(({ text }) => text);

describe('what the image is built from', () => {
  it('is the program, without tests, simulator, notes and configuration of machines', () => {
    const folders = new Set(context.map((file) => (file.includes('/') ? file.split('/')[0] : file)));
    expect([...folders].sort()).toEqual(['package-lock.json', 'package.json', 'scripts', 'src']);
    expect(
      context.filter((file) => /\.test\.ts$|\/(fixtures|contract|__snapshots__)\/|\.env|\.data/.test(file)),
    ).toEqual([]);
    expect(context.length).toBeGreaterThan(200);
  });

  it('has everything that it imports', () => {
    const files = new Set(context);
    const imports = context
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...read(file).matchAll(/(?:from|import\(|import)\s*'(\.[^']+)'/g)].map(([, to = '']) => ({
          file,
          target: posix.normalize(posix.join(posix.dirname(file), to)),
        })),
      );
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.filter(({ target }) => !files.has(target))).toEqual([]);
  });

  it('imports nothing that is installed for development only', () => {
    const packages = context
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...read(file).matchAll(/(?:from|import\()\s*'((?:@[^'/]+\/)?[^'./:][^'/:]*)(?:\/[^']*)?'/g)])
      .map(([, name = '']) => name);
    expect(new Set(packages).size).toBeGreaterThan(10);
    expect([...new Set(packages)].filter((name) => name in devDependencies)).toEqual([]);
  });
});

describe('Dockerfile', () => {
  it('begins from exactly the Node that everything is tested with', () => {
    const version = lock.packages['node_modules/node']?.version;
    expect(all('FROM')).toEqual([`node:${version}-bookworm-slim AS base`, 'base AS build', 'base']);
  });

  it('installs by the lockfile, for production, and runs no script of a package', () => {
    const installs = all('RUN').filter((text) => /\bnpm\b/.test(text));
    expect(installs).toEqual([expect.stringMatching(/^npm ci --omit=dev --ignore-scripts\b/)]);
  });

  it('copies only what is there', () => {
    const copied = all('COPY').filter((text) => !text.includes('--from='));
    const sources = copied.flatMap((text) =>
      text
        .split(' ')
        .filter((part) => !part.startsWith('--'))
        .slice(0, -1),
    );
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(existsSync(join(root, source))).toBe(true);
      expect(context.some((file) => file === source || file.startsWith(`${source}/`))).toBe(true);
    }
    expect(all('ADD')).toEqual([]);
  });

  it('runs as an ordinary user who owns nothing of it', () => {
    expect(all('USER')).toEqual(['node']);
    const order = instructions.map(({ name }) => name);
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'));
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('COPY'));
    expect(all('COPY').filter((text) => text.includes('--chown'))).toEqual([]);
  });

  it('compiles ahead what both starts load, as the user who runs them', () => {
    const [ahead = ''] = all('RUN').filter((text) => text.includes('.cache/compiled'));
    expect(read('src/compile-cache.ts')).toContain(
      "join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled')",
    );
    const [user = ''] = all('USER');
    expect(ahead).toContain(`for start in bot worker; do setpriv --reuid=${user} --regid=${user} `);
    expect(ahead).toMatch(/chown -R root:root .*chmod -R go\+rX /);
    const folder = all('WORKDIR');
    expect(folder).toEqual([folder[0], folder[0]]);
    expect(all('COPY')).toContain('--from=build /app/node_modules ./node_modules');
  });

  it('holds no secret and takes none', () => {
    expect(all('ARG')).toEqual([]);
    const secrets = Object.keys(variables).filter((name) => /(TOKEN|SECRET|KEY)$/.test(name));
    expect(secrets.filter((name) => read('Dockerfile').includes(name))).toEqual([]);
  });

  it('has the browser, and says where', () => {
    const [environment = ''] = all('ENV');
    const chrome = /CHROME_PATH=(\S+)/.exec(environment)?.[1];
    expect(all('COPY')).toContain(`scripts/chromium.sh ${chrome}`);
    expect(all('COPY')).toContain('--from=build /opt/chromium /opt/chromium');
    expect(read('scripts/chromium.sh')).toContain('exec /opt/chromium/chromium "$@"');
    for (const library of ['libnss3', 'libnspr4', 'libexpat1']) expect(all('RUN')[0]).toContain(` ${library} `);
  });

  it('starts either process', () => {
    expect(all('CMD')).toEqual(['["node", "src/start-bot.ts"]']);
    const starts = [...read('terraform/run.tf').matchAll(/command = \["node", "([^"]+)"\]/g)].map(
      ([, file = '']) => file,
    );
    expect(starts).toEqual(['src/start-bot.ts', 'src/start-worker.ts', 'src/cli/admin.ts']);
    expect(starts.filter((file) => !context.includes(file))).toEqual([]);
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('is looked at by a command that ends, after %i, with %i', async (status, code) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const command = JSON.parse(all('HEALTHCHECK')[0]?.replace(/^.*?CMD /, '') ?? '[]') as string[];
    const env = { PORT: String((server.address() as AddressInfo).port) };
    const ended = new Promise((resolve) => {
      execFile(process.execPath, command.slice(1), { env }, (error) => resolve(error?.code ?? 0));
    });
    expect([command[0], await ended, asked]).toEqual(['node', code, ['/health']]);
  });
});
