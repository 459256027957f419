import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, namelessControls, openPage, paleTexts, press, seen } from './test-page.ts';

let browser: Browser;
let start: ChildProcess;
let folder: string;
let address: string;

/** `npm start` as a newcomer does it, on any free port. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-minute-'));
  const { GEMINI_API_KEY: _key, ...env } = process.env;
  start = spawn(process.execPath, [join(import.meta.dirname, '..', 'start.ts')], {
    env: { ...env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  browser = await launch();
  address = await addressSaid(start);
}, 60_000);

/** The address of the workspace, once the app behind it is ready. */
const addressSaid = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    stdout?.on('data', (chunk) => {
      said += String(chunk);
      const found = /open at (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    stdout?.once('end', () => reject(new Error(`it ended before it opened: ${said}`)));
  });

afterAll(async () => {
  await browser.close();
  const ended = once(start, 'exit');
  start.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
});

const long = 60_000;

test('from the page to a brief and its PDF', async () => {
  const { page, errors, outside } = await openPage(browser, address);
  await seen(page, 'Maersk, Zürcher Kantonalbank');
  await page.type('.composer textarea', '/pro');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Maersk');
  await page.keyboard.press('Enter');
  await seen(page, 'Only visible to you');
  await seen(page, 'steps done', long);
  await page.waitForSelector('.replies', { timeout: long });
  await page.click('.replies');
  await seen(page, 'in five lines', long);
  await page.waitForFunction(`document.querySelector('.plan')?.textContent.match(/(\\d+) of \\1 steps/)`, {
    timeout: long,
  });
  await seen(page, 'one-pager – ', long);
  await press(page, 'Preview', '.thread article:last-of-type');
  const source = await page.$eval('.thread iframe', (frame) => frame.getAttribute('src'));
  const file = await fetch(new URL(String(source), address));
  expect([file.headers.get('content-type'), (await file.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  expect(await page.evaluate(`document.querySelectorAll('.unknown').length`)).toBe(0);
  expect(await page.evaluate(namelessControls)).toEqual([]);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await page.evaluate(paleTexts)).toEqual([]);
  }
  expect([errors, outside]).toEqual([[], []]);
}, 120_000);

test('Home shows the research to its owner, the guest is told no, and a killed app comes back', async () => {
  const { page, errors } = await openPage(browser, `${address}/?channel=home`);
  await seen(page, 'Recent research');
  await press(page, 'Research a company', '.home');
  await page.waitForSelector('dialog.modal[open]');
  await press(page, 'Start', 'dialog');
  await seen(page, 'Give a company name or its domain.');
  await press(page, 'Cancel', 'dialog');
  await page.waitForSelector('dialog.modal', { hidden: true });
  await page.select('#viewer', 'U0GUEST001');
  await page.waitForFunction(`!document.body.textContent.includes('Maersk: done')`);
  await page.click('#inspect');
  await press(page, 'Faults', '.inspector');
  await press(page, 'Kill the app', '.inspector');
  await seen(page, 'The app was killed and is back.', long);
  await page.select('#viewer', 'U0REP00001');
  await seen(page, 'Maersk: done');
  expect(errors).toEqual([]);
}, 120_000);

test('a run is cancelled by its button', async () => {
  const { page } = await openPage(browser, `${address}/?user=U0MANAGER1`);
  await page.type('.composer textarea', '/prospect Delta Air Lines');
  await page.keyboard.press('Enter');
  await press(page, 'Cancel the research on Delta Air Lines');
  await seen(page, 'Cancelled', long);
}, 120_000);
