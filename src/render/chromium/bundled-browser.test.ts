import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledBrowser } from './bundled-browser.ts';

test.skipIf(process.platform === 'win32')('a folder that others can write to is not trusted', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'browser-'));
  try {
    const folder = join(parent, `prospecting-browser-${userInfo().uid}`);
    await mkdir(folder);
    await chmod(folder, 0o777);
    await expect(bundledBrowser(parent)).rejects.toThrow('not ours alone');
  } finally {
    await rm(parent, { recursive: true });
  }
});
