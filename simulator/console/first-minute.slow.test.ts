import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keep, launch, namelessControls, openPage, paleTexts, press, pressByKey, seen } from './test-page.ts';

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
}, 120_000);

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

/** A machine that is busy with other tests takes its time. */
const long = 120_000;

interface StoredRun {
  status: string;
  usage: { calls: number; costUsd: number };
}

async function fromConsole<T>(path: string): Promise<T> {
  return (await (await fetch(`${address}/console/${path}`)).json()) as T;
}

const storedRuns = () => fromConsole<StoredRun[]>('runs?team=T0SALES001');

test('from the page to a brief and its PDF', async () => {
  const { page, errors, outside } = await openPage(browser, address);
  await seen(page, 'Maersk, Zürcher Kantonalbank');
  await seen(page, 'Type /prospect Maersk below and press Enter.');
  await keep(page, '1-landing');
  await page.type('.composer textarea', '/pro');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Maersk');
  await page.keyboard.press('Enter');
  await seen(page, 'Only visible to you');
  await seen(page, 'steps done', long);
  await keep(page, '2-plan');
  await page.waitForFunction(`document.querySelector('.plan')?.textContent.match(/(\\d+) of \\1 steps/)`, {
    timeout: long,
  });
  // What is done folds, so that the way into the thread is in sight.
  await page.waitForFunction(`!document.querySelector('.plan').open`);
  await page.click('.replies');
  await seen(page, 'in five lines', long);
  await seen(page, 'one-pager – ', long);
  expect(await page.$eval('.thread .messages', (list) => list.scrollTop)).toBe(0);
  await keep(page, '3-thread');
  await pressByKey(page, 'Preview', '.thread article:last-of-type');
  // The bundled browser has no viewer for PDFs, and says so.
  const link = await page.waitForSelector('.thread .no-viewer a');
  await keep(page, '4-no-viewer');
  const file = await fetch(new URL(String(await link?.evaluate((open) => open.getAttribute('href'))), address));
  expect([file.headers.get('content-type'), (await file.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  expect(file.headers.get('content-disposition')).toMatch(/^inline/);
  expect(await page.evaluate(`document.querySelectorAll('.unknown').length`)).toBe(0);
  expect(await page.evaluate(namelessControls)).toEqual([]);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await page.evaluate(paleTexts)).toEqual([]);
    await keep(page, `5-${value}`);
  }
  expect([errors, outside]).toEqual([[], []]);
}, 240_000);

test('the inspector shows what is stored of the run, and its calls cost what the run costs', async () => {
  const { page, errors } = await openPage(browser, `${address}/?user=U0REP00001`);
  await page.click('#inspect');
  await press(page, 'Runs', '.inspector');
  await page.waitForSelector('.inspector .run summary');
  await page.click('.inspector .run summary');
  await seen(page, 'nobody works on it');
  const text = await page.$eval('.inspector', (inspector) => inspector.textContent ?? '');
  for (const shown of ['Attempt 1: completed', 'facet.news', 'onePager[u1]', 'anchor', 'file.report.v1', 'posted'])
    expect(text).toContain(shown);
  await page.evaluate(
    `[...document.querySelectorAll('.inspector summary')].find((one) => one.textContent.includes('facet.news')).click()`,
  );
  await seen(page, 'What they say');
  await keep(page, '6-run');
  await press(page, 'Gemini', '.inspector');
  await seen(page, 'by the configured prices. Nothing is charged');
  await page.waitForSelector('.inspector .request');
  await page.evaluate(
    `[...document.querySelectorAll('.inspector summary')].find((one) => one.textContent.includes('facet.news')).click()`,
  );
  await seen(page, 'Searches');
  await keep(page, '7-gemini');
  const [run] = await storedRuns();
  const calls = await fromConsole<{ brought?: { usage: { costUsd: number } } }[]>('gemini');
  const paid = calls.flatMap(({ brought }) => brought ?? []);
  expect(paid).toHaveLength(run?.usage.calls ?? -1);
  expect(paid.reduce((sum, { usage }) => sum + usage.costUsd, 0)).toBeCloseTo(run?.usage.costUsd ?? -1, 6);
  expect(errors).toEqual([]);
}, 120_000);

test('Home shows the research to its owner, the guest is told no, and a killed app comes back', async () => {
  const { page, errors } = await openPage(browser, `${address}/?channel=home`);
  await seen(page, 'Recent research');
  await keep(page, '8-home');
  await press(page, 'Research a company', '.home');
  await page.waitForSelector('dialog.modal[open]');
  await press(page, 'Start', 'dialog');
  await seen(page, 'Give a company name or its domain.');
  await keep(page, '9-form-error');
  await press(page, 'Cancel', 'dialog');
  await page.waitForSelector('dialog.modal', { hidden: true });
  await page.select('#viewer', 'U0GUEST001');
  await page.waitForFunction(`!document.body.textContent.includes('Maersk: done')`);
  await seen(page, 'Guests cannot use Prospector');
  await page.click('#inspect');
  await press(page, 'Faults', '.inspector');
  await press(page, 'Kill the app', '.inspector');
  await seen(page, 'The app was killed and is back.', long);
  await keep(page, '10-faults');
  await page.select('#viewer', 'U0REP00001');
  await seen(page, 'Maersk: done');
  expect(errors).toEqual([]);
}, 120_000);

test('with expired triggers no form opens, without a token a research waits, and both can be taken back', async () => {
  const { page } = await openPage(browser, `${address}/?user=U0REP00001`);
  await page.click('#inspect');
  await press(page, 'Faults', '.inspector');
  await press(page, 'Expire triggers at once', '.inspector');
  await seen(page, 'Triggers expire at once until they are set right');
  await page.type('.composer textarea', '/prospect');
  await page.keyboard.press('Enter');
  await seen(page, 'Slack did not open the form.', long);
  await press(page, 'Let triggers live 3 s again', '.inspector');
  await press(page, 'Revoke the app’s token', '.inspector');
  await seen(page, 'The app’s token is revoked until it is given back');
  await page.type('.composer textarea', '/prospect Globex');
  await page.keyboard.press('Enter');
  await seen(page, 'Once somebody has installed me again, press Try again.', long);
  await keep(page, '11-revoked');
  await press(page, 'Clear all faults', '.inspector');
  await seen(page, 'No fault is set.');
  await pressByKey(page, 'Try again', '.messages');
  await page.waitForSelector('.messages ::-p-aria([name="Cancel the research on Globex"])', { timeout: long });

  // Revoked in the middle of the work: it goes on unseen, and asking again shows what it found.
  await press(page, 'Revoke the app’s token', '.inspector');
  await expect.poll(async () => (await storedRuns())[0]?.status, { timeout: long }).toBe('completed');
  await press(page, 'Give the token back', '.inspector');
  await page.type('.composer textarea', '/prospect Globex');
  await page.keyboard.press('Enter');
  await seen(page, 'was asked for here less than ten minutes ago (done)');
  await seen(page, '26 of 26 steps done', long);
  expect(await storedRuns()).toHaveLength(2);
}, 240_000);

test('a run is cancelled by its button', async () => {
  const { page } = await openPage(browser, `${address}/?user=U0MANAGER1`);
  // It must not be done before somebody can stop it.
  await fetch(`${address}/console/gemini/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'hang', stage: 'report' }),
  });
  await page.type('.composer textarea', '/prospect Delta Air Lines');
  await page.keyboard.press('Enter');
  await pressByKey(page, 'Cancel the research on Delta Air Lines', '.messages', long);
  await seen(page, 'Cancelled', long);
  await keep(page, '12-cancelled');
}, 240_000);
