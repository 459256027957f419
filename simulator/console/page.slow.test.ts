import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock } from '../slack/clock.ts';
import { payloadOf } from '../slack/test-app.ts';
import { rep, sales, type Workbench, workbench } from '../slack/test-simulator.ts';

let browser: Browser;

beforeAll(async () => {
  const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath());
  if (!existsSync(executablePath)) throw new Error('no browser');
  browser = await puppeteer.launch({ executablePath, headless: 'shell', args: ['--no-sandbox', '--disable-gpu'] });
});

afterAll(async () => {
  await browser.close();
});

/** The page of the person, and every error it makes. */
async function open(bench: Workbench): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  await page.goto(`${bench.simulator.url}/?user=${rep}`);
  await seen(page, 'live');
  return { page, errors };
}

const seen = (page: Page, text: string) =>
  page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(text)})`, { timeout: 10_000 });
const plain = (text: string) => ({ type: 'plain_text' as const, text });

test('messages and edits appear by themselves, and what they hold stays text', async () => {
  await using bench = await workbench({ clock: realClock });
  const { page, errors } = await open(bench);
  const hostile = '<img src=x onerror="window.hacked = true"> <javascript:alert(1)|click>';
  const blocks = [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: hostile } },
    {
      type: 'markdown' as const,
      text: '## Title\n- [link](javascript:alert(1))\n\n<script>window.hacked = true</script>',
    },
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'go', text: plain('<b>Go</b>') }] },
  ];
  const posted = await bench.client.chat.postMessage({ channel: sales, text: 'x', blocks });
  await seen(page, '<script>window.hacked = true</script>');
  expect(await page.evaluate(`'hacked' in window`)).toBe(false);
  const unsafe = `document.querySelectorAll('.messages img, .messages script, .messages a[href^=javascript]').length`;
  expect(await page.evaluate(unsafe)).toBe(0);
  await page.click('.block-actions button');
  const [click] = await bench.app.requests(1);
  expect(payloadOf(click)).toMatchObject({ type: 'block_actions', actions: [{ action_id: 'go' }] });
  await bench.client.chat.update({ channel: sales, ts: String(posted.ts), text: 'now edited' });
  await seen(page, 'now edited');
  await page.click('#inspect');
  await seen(page, 'block_actions');
  expect(errors).toEqual([]);
});

test('a command typed into the page opens a modal whose errors stand at their fields', async () => {
  await using bench = await workbench({ clock: realClock });
  const { page, errors } = await open(bench);
  await page.type('#composer textarea', '/prospect');
  await page.keyboard.press('Enter');
  const [command] = await bench.app.requests(1);
  const trigger_id = String(new URLSearchParams(command?.body).get('trigger_id'));
  const element = { type: 'plain_text_input' as const, action_id: 'name' };
  const blocks = [{ type: 'input' as const, block_id: 'company', label: plain('Company'), element }];
  const view = { type: 'modal' as const, title: plain('Research'), submit: plain('Start'), blocks };
  await bench.client.views.open({ trigger_id, view });
  await seen(page, 'Research');
  bench.app.answer(() => ({ json: { response_action: 'errors', errors: { company: 'We cannot find it.' } } }));
  await page.type('.modal input', 'Acme');
  await page.click('.modal .primary');
  await seen(page, 'We cannot find it.');
  expect(await page.$eval('.modal input', (input) => (input as { value?: string }).value)).toBe('Acme');
  bench.app.answer(() => ({}));
  await page.click('.modal .primary');
  await page.waitForSelector('.modal', { hidden: true });
  expect(errors).toEqual([]);
});

test('a thread opens at the side, and its file opens as what it is', async () => {
  await using bench = await workbench({ clock: realClock });
  const ts = String((await bench.client.chat.postMessage({ channel: sales, text: 'anchor' })).ts);
  await bench.client.filesUploadV2({
    channel_id: sales,
    thread_ts: ts,
    file: Buffer.from('%PDF-1.7'),
    filename: 'a.pdf',
  });
  const { page } = await open(bench);
  await page.waitForSelector('.replies');
  await page.click('.replies');
  await page.waitForSelector('#replies .file');
  const file = await page.$eval('#replies .file', (link) => [link.getAttribute('href'), link.getAttribute('target')]);
  expect(file).toEqual([expect.stringMatching(/^\/control\/files\/F/), '_blank']);
});
