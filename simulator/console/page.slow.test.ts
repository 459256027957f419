import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock } from '../clock.ts';
import { secondSeed } from '../slack/seed.ts';
import { payloadOf } from '../slack/test-app.ts';
import { rep, sales, type Workbench, workbench } from '../slack/test-simulator.ts';
import { launch, namelessControls, openPage, paleTexts, press, seen } from './test-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

const bench = () => workbench({ clock: realClock });
const open = (at: Workbench, query = `?user=${rep}`) => openPage(browser, `${at.simulator.url}/${query}`);
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const button = (text: string) => ({ type: 'button' as const, action_id: 'go', text: plain(text) });
const fieldValue = (page: Page, selector: string) =>
  page.$eval(selector, (field) => (field as unknown as { value: string }).value);
const focusedName = (page: Page) =>
  page.evaluate(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.id`);

test('messages and edits appear by themselves, and what they hold stays text', async () => {
  await using at = await bench();
  const { page, errors, outside } = await open(at);
  const hostile = '<img src=x onerror="window.hacked = true"> <javascript:alert(1)|click>';
  const blocks = [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: hostile } },
    {
      type: 'markdown' as const,
      text: '## Title\n- [link](javascript:alert(1))\n\n<script>window.hacked = true</script>',
    },
    { type: 'image' as const, image_url: 'https://tracker.example/a.gif', alt_text: 'Logo' },
    { type: 'actions' as const, elements: [button('<b>Go</b>')] },
  ];
  const posted = await at.client.chat.postMessage({ channel: sales, text: 'x', blocks });
  await seen(page, '<script>window.hacked = true</script>');
  expect(await page.evaluate(`'hacked' in window`)).toBe(false);
  const unsafe = `document.querySelectorAll('.messages img, .messages script, .messages a[href^=javascript]').length`;
  expect(await page.evaluate(unsafe)).toBe(0);
  await press(page, '<b>Go</b>');
  const [click] = await at.app.requests(1);
  expect(payloadOf(click)).toMatchObject({ type: 'block_actions', actions: [{ action_id: 'go' }] });
  await at.client.chat.update({ channel: sales, ts: String(posted.ts), text: 'now edited' });
  await seen(page, 'now edited');
  await seen(page, '(edited)');
  await page.click('#inspect');
  await seen(page, 'block_actions');
  expect([errors, outside]).toEqual([[], []]);
});

/** The trigger of the command that opens a form. */
async function trigger(at: Workbench, page: Page): Promise<string> {
  await page.type('.composer textarea', '/prospect');
  await page.keyboard.press('Enter');
  const [command] = await at.app.requests(1);
  return String(new URLSearchParams(command?.body).get('trigger_id'));
}

test('a form keeps what was typed, shows errors at their fields, and closes with Escape', async () => {
  await using at = await bench();
  const { page, errors } = await open(at);
  const element = { type: 'plain_text_input' as const, action_id: 'name' };
  const blocks = [
    { type: 'input' as const, block_id: 'company', label: plain('Company'), element },
    { type: 'input' as const, block_id: 'domain', label: plain('Domain'), optional: true, element },
  ];
  const view = { type: 'modal' as const, title: plain('Research'), submit: plain('Start'), blocks };
  await at.client.views.open({ trigger_id: await trigger(at, page), view });
  await page.waitForSelector('dialog.modal[open]');
  await press(page, 'Start', 'dialog');
  await seen(page, 'Please complete this required field.');
  at.app.answer(() => ({ json: { response_action: 'errors', errors: { domain: 'We cannot find it.' } } }));
  await page.type('[data-block=company] input', 'Acme');
  await press(page, 'Start', 'dialog');
  await seen(page, 'We cannot find it.');
  expect(await fieldValue(page, '[data-block=company] input')).toBe('Acme');
  await page.waitForFunction(`document.activeElement.closest('[data-block=domain]') !== null`);
  at.app.answer(() => ({ status: 500 }));
  await press(page, 'Start', 'dialog');
  await seen(page, 'We had some trouble connecting.');
  at.app.answer(() => ({}));
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog.modal', { hidden: true });
  expect(errors).toEqual([]);
});

test('a second form lies on the first, which is as it was when it comes back', async () => {
  await using at = await bench();
  const { page } = await open(at);
  const element = { type: 'plain_text_input' as const, action_id: 'name' };
  const blocks = [
    { type: 'input' as const, block_id: 'company', label: plain('Company'), element },
    { type: 'actions' as const, elements: [button('More')] },
  ];
  const view = { type: 'modal' as const, title: plain('First'), submit: plain('Start'), blocks };
  await at.client.views.open({ trigger_id: await trigger(at, page), view });
  await page.waitForSelector('dialog.modal[open]');
  await page.type('[data-block=company] input', 'Acme');
  await press(page, 'More', 'dialog');
  const [, click] = await at.app.requests(2);
  const { trigger_id } = payloadOf(click);
  const second = { type: 'modal' as const, title: plain('Second'), blocks: [{ type: 'divider' as const }] };
  await at.client.views.push({ trigger_id: String(trigger_id), view: second });
  await seen(page, 'Second');
  await press(page, 'Back', 'dialog');
  await seen(page, 'First');
  expect(await fieldValue(page, '[data-block=company] input')).toBe('Acme');
});

test('a menu asks the app while one types, and is used by keyboard alone', async () => {
  await using at = await bench();
  const { page } = await open(at);
  const options = ['Maersk 2026', 'Maersk Line'].map((text) => ({ text: plain(text), value: text }));
  const element = { type: 'external_select' as const, action_id: 'project', min_query_length: 2 };
  const blocks = [{ type: 'input' as const, block_id: 'p', label: plain('Project'), element }];
  const view = { type: 'modal' as const, title: plain('Pick'), submit: plain('Save'), blocks };
  await at.client.views.open({ trigger_id: await trigger(at, page), view });
  await page.waitForSelector('dialog.modal[open]');
  at.app.answer(() => ({ json: { options } }));
  await page.focus('dialog [role=combobox]');
  await page.keyboard.type('Mae');
  await seen(page, 'Maersk Line');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await fieldValue(page, 'dialog [role=combobox]')).toBe('Maersk Line');
  at.app.answer(() => ({}));
  await press(page, 'Save', 'dialog');
  await page.waitForSelector('dialog.modal', { hidden: true });
  const submission = at.app.received.map(payloadOf).find(({ type }) => type === 'view_submission');
  expect(JSON.stringify(submission)).toContain('"selected_option":{"text"');
});

test('a thread opens at the side, its file is shown there, and all of it survives a reload', async () => {
  await using at = await bench();
  const ts = String((await at.client.chat.postMessage({ channel: sales, text: 'anchor' })).ts);
  const file = Buffer.from('text of the file');
  await at.client.filesUploadV2({ channel_id: sales, thread_ts: ts, file, filename: 'a.txt' });
  const { page } = await open(at);
  await page.waitForSelector('.replies');
  await page.click('.replies');
  await press(page, 'Preview', '.thread');
  const frame = await page.waitForSelector('.thread iframe');
  expect(await frame?.evaluate((shown) => shown.getAttribute('src'))).toMatch(/^\/control\/files\/F/);
  await page.type('.thread .composer textarea', 'a reply of mine');
  await page.keyboard.press('Enter');
  await seen(page, '2 replies');
  await page.reload();
  await seen(page, 'a reply of mine');
  expect(await page.$('.thread')).not.toBeNull();
});

test('a PDF is shown by the browser’s viewer where it has one, and is offered as a file where it has none', async () => {
  await using at = await bench();
  await at.client.filesUploadV2({
    channel_id: sales,
    file: Buffer.from('%PDF-1.4'),
    filename: 'a.pdf',
    alt_text: 'Plan',
  });
  const { page } = await open(at);
  await press(page, 'Preview');
  await seen(page, 'This browser has no viewer for PDFs.');
  expect(await page.$('.messages iframe')).toBeNull();
  await page.evaluateOnNewDocument(`Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true })`);
  await page.reload();
  await press(page, 'Preview');
  const frame = await page.waitForSelector('.messages iframe');
  expect(await frame?.evaluate((shown) => shown.getAttribute('src'))).toMatch(/^\/control\/files\/F/);
});

test('a channel shows the head of a message that is taller than the pane, and stays where its reader goes', async () => {
  await using at = await bench();
  const { page } = await open(at);
  const tall = (text: string) => `${text}\n${'line\n'.repeat(80)}`;
  const { ts } = await at.client.chat.postMessage({ channel: sales, text: tall('head') });
  await seen(page, 'head');
  await page.waitForSelector('.latest');
  const headIsSeen = `(() => {
    const pane = document.querySelector('.messages').getBoundingClientRect();
    const top = document.querySelector('.message:last-of-type').getBoundingClientRect().top;
    return top >= pane.top - 1 && top < pane.bottom;
  })()`;
  await page.waitForFunction(headIsSeen);
  await page.click('.latest');
  await page.waitForSelector('.latest', { hidden: true });
  await at.client.chat.update({ channel: sales, ts: String(ts), text: tall('edited') });
  await seen(page, 'edited');
  expect(await page.evaluate(headIsSeen)).toBe(false);
  await at.client.chat.postMessage({ channel: sales, text: 'short' });
  await seen(page, 'short');
  await page.waitForFunction(headIsSeen);
});

test('each person sees their own workspace; what comes elsewhere is counted and announced', async () => {
  await using at = await bench();
  const { page, errors } = await open(at);
  await seen(page, 'acme-account');
  expect(await page.$eval('.side', (side) => side.textContent)).not.toContain('deal-desk');
  await page.select('#viewer', 'U0MANAGER1');
  await seen(page, 'deal-desk');
  await at.client.chat.postMessage({ channel: 'C0PRIVATE1', text: 'for the desk' });
  await seen(page, 'Prospector in #deal-desk');
  await page.waitForSelector('.entry.unread');
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('dialog.switcher[open]');
  await page.keyboard.type('desk');
  await page.keyboard.press('Enter');
  await page.waitForFunction(`document.querySelector('main h2')?.textContent.includes('deal-desk')`);
  await page.waitForFunction(`!document.querySelector('.entry.unread')`);
  expect(errors).toEqual([]);
});

test('another workspace has its own people, channels and messages', async () => {
  await using at = await workbench({ clock: realClock, otherTeams: [{ ...secondSeed, botToken: 'xoxb-second' }] });
  await at.client.chat.postMessage({ channel: sales, text: 'in the first one' });
  const { page } = await open(at);
  await seen(page, 'in the first one');
  await page.select('.viewer select', secondSeed.team.id);
  await page.waitForFunction(`document.querySelector('h1')?.textContent === 'Second workspace'`);
  await page.waitForFunction(`!document.body.textContent.includes('in the first one')`);
  await page.waitForSelector('.composer textarea');
  await page.type('.composer textarea', '/prospect Acme');
  await page.keyboard.press('Enter');
  const [command] = await at.app.requests(1);
  expect(new URLSearchParams(command?.body).get('team_id')).toBe(secondSeed.team.id);
});

test('only the person it was meant for reads what is for them alone', async () => {
  await using at = await bench();
  const { page } = await open(at);
  await at.client.chat.postEphemeral({ channel: sales, user: rep, text: 'for one' });
  await seen(page, 'Only visible to you');
  await page.select('#viewer', 'U0ADMIN001');
  await page.waitForFunction(`!document.body.textContent.includes('for one')`);
});

test('a fault that is set is played, shown and can be taken back', async () => {
  await using at = await bench();
  const { page } = await open(at);
  await page.click('#inspect');
  await press(page, 'Faults', '.inspector');
  await press(page, 'Too many requests (429)', '.inspector');
  await seen(page, 'rate_limit on any call, 4 left');
  await expect(at.client.chat.postMessage({ channel: sales, text: 'x' })).rejects.toThrow();
  await seen(page, 'rate_limit on any call, 3 left');
  await press(page, 'Clear all faults', '.inspector');
  await seen(page, 'No fault is set.');
  await press(page, 'Requests', '.inspector');
  await seen(page, 'chat.postMessage');
  await press(page, 'Problems', '.inspector');
  await page.click('.request summary');
  await seen(page, 'fault: rate_limit');
});

test('an agent at work says so and can be stopped', async () => {
  await using at = await workbench({
    clock: realClock,
    events: ['app_home_opened', 'message.im', 'agent_session_stopped'],
  });
  const { page } = await open(at, `?user=${rep}&channel=D0DIRECT01`);
  await page.waitForSelector('.composer textarea');
  await page.type('.composer textarea', 'Research acme.com');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.message');
  const ts = await page.$eval('.message', (message) => message.getAttribute('data-ts'));
  const session = { channel_id: 'D0DIRECT01', thread_ts: String(ts), status: 'processing' };
  await at.client.apiCall('agents.sessions.setStatus', session);
  await seen(page, 'is working…');
  await press(page, 'Stop');
  await expect
    .poll(() => at.app.received.some(({ body }) => body.includes('agent_session_stopped')), { timeout: 5000 })
    .toBe(true);
});

test('everything has a name, is dark enough on its ground, and is reached by Tab', async () => {
  await using at = await bench();
  const { page } = await open(at);
  await at.client.chat.postMessage({
    channel: sales,
    text: 'x',
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: '`code` <https://maersk.com|link> <@U0REP00001>' } },
      { type: 'context', elements: [plain('small print')] },
      { type: 'actions', elements: [button('Go'), { ...button('Stop'), action_id: 'stop', style: 'danger' }] },
    ],
  });
  await at.client.chat.postEphemeral({ channel: sales, user: rep, text: 'for one' });
  await seen(page, 'for one');
  await page.click('#inspect');
  await press(page, 'Faults', '.inspector');
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await page.evaluate(paleTexts)).toEqual([]);
  }
  expect(await page.evaluate(namelessControls)).toEqual([]);
  await page.focus('.entry');
  const reached: unknown[] = [];
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('Tab');
    reached.push(await focusedName(page));
    expect(
      await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle + document.activeElement.tagName`),
    ).toMatch(/^(auto|solid)|TEXTAREA$/);
  }
  expect(reached).toEqual(expect.arrayContaining(['viewer', 'inspect', 'Messages in sales']));
});

test('on a telephone nothing hangs over the edge, and the channels are behind a button', async () => {
  await using at = await bench();
  const narrow = { width: 390, height: 844 };
  const { page } = await openPage(browser, `${at.simulator.url}/?user=${rep}`, narrow);
  const ts = String((await at.client.chat.postMessage({ channel: sales, text: 'A long line. '.repeat(40) })).ts);
  await at.client.chat.postMessage({ channel: sales, thread_ts: ts, text: 'reply' });
  await page.waitForSelector('.replies');
  const isWide = 'document.documentElement.scrollWidth > innerWidth';
  expect(await page.evaluate(isWide)).toBe(false);
  await press(page, 'Open the list of channels');
  await page.waitForSelector('.with-side .entry');
  await page.evaluate(
    `[...document.querySelectorAll('.entry')].find((entry) => entry.textContent.includes('acme')).click()`,
  );
  await seen(page, 'This is the beginning of the public channel acme-account.');
  await page.goto(`${at.simulator.url}/?user=${rep}&channel=${sales}&thread=${ts}`);
  await page.waitForSelector('.thread .composer');
  expect(await page.evaluate(isWide)).toBe(false);
});
