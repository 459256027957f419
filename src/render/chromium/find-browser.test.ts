import { expect, test } from 'vitest';
import { bundledBrowserRunsHere } from './bundled-browser.ts';
import { findBrowsers, installedPaths } from './find-browser.ts';
import { launchArguments } from './launch-arguments.ts';

test('a configured browser is the only one tried', async () => {
  const found = await findBrowsers('/opt/chrome');
  expect(found.map((candidate) => candidate.origin)).toEqual(['configured']);
  expect(await found[0]?.path()).toBe('/opt/chrome');
});

test('without one the bundled browser comes first, where it runs', async () => {
  const [first] = await findBrowsers();
  expect(first?.origin === 'bundled').toBe(bundledBrowserRunsHere());
  expect(bundledBrowserRunsHere('linux', 'x64')).toBe(true);
  expect(bundledBrowserRunsHere('linux', 'arm64')).toBe(false);
  expect(bundledBrowserRunsHere('darwin', 'x64')).toBe(false);
});

test('every platform has its places', () => {
  expect(installedPaths('darwin', '/Users/kim')).toContain(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(installedPaths('win32', 'C:\\Users\\kim')).toContain(
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  );
  expect(installedPaths('linux', '/home/kim')).toContain('/usr/bin/chromium');
});

test('only root goes without a sandbox, and nothing that weakens the browser is passed', () => {
  expect(launchArguments(true)).toContain('--no-sandbox');
  expect(launchArguments(false).join(' ')).not.toMatch(/sandbox/);
  expect(launchArguments(true).join(' ')).not.toMatch(/single-process|no-zygote|web-security|insecure|site-isolation/);
});
