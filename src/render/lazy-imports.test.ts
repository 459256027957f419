import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the browser library is imported where it is first used, so that importing the renderer costs nothing', async () => {
  const found: string[] = [];
  for await (const path of glob('**/*.ts', { cwd: import.meta.dirname, exclude: ['**/*.test.ts'] })) {
    const text = await readFile(`${import.meta.dirname}/${path}`, 'utf8');
    if (/^import (?!type ).*from '(puppeteer-core|@sparticuz\/chromium)'/m.test(text)) found.push(path);
  }
  expect(found).toEqual([]);
});
