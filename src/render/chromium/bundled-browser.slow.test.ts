import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundledBrowserRunsHere } from './bundled-browser.ts';

const run = promisify(execFile);
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'browser-'));
});
afterEach(() => rm(parent, { recursive: true }));

/** Unpacks, and starts what it unpacked at once. */
const program = `
  import { execFileSync } from 'node:child_process';
  import { bundledBrowser } from ${JSON.stringify(new URL('bundled-browser.ts', import.meta.url).href)};
  const path = await bundledBrowser(process.argv[1]);
  execFileSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' });
  process.stdout.write(path);
`;

test.skipIf(!bundledBrowserRunsHere())(
  'two processes that unpack at the same time both get a browser that starts',
  async () => {
    const start = () => run(process.execPath, ['--input-type=module', '-e', program, parent]);
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.stdout).toBe(other.stdout);
    expect(await readdir(dirname(one.stdout))).toHaveLength(1);
  },
);
