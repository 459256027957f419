import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** The bundled browser, without a window. For tests. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath());
  if (!existsSync(executablePath)) throw new Error('no browser');
  return puppeteer.launch({ executablePath, headless: 'shell', args: ['--no-sandbox', '--disable-gpu'] });
}

export interface OpenPage {
  page: Page;
  /** Whatever the page complained about. */
  errors: string[];
  /** Every address that is not the workspace's own. */
  outside: string[];
}

const usual = { width: 1280, height: 800 };

/** The page of a workspace in a window of its own, with nothing remembered. */
export async function openPage(browser: Browser, address: string, viewport = usual): Promise<OpenPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(viewport);
  const errors: string[] = [];
  const outside: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
  await page.goto(address);
  await seen(page, 'live');
  await page.waitForSelector('.messages');
  return { page, errors, outside };
}

const pictures = join(import.meta.dirname, '..', '..', 'out', 'screenshots');

/** Keeps the page as a picture, which CI shows beside its result. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const patience = 15_000;

/** Waits until the text stands on the page. */
export const seen = (page: Page, text: string, timeout = patience): Promise<unknown> =>
  page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(text)})`, { timeout });

/** Clicks what has this name for people, inside of what the selector finds. */
export async function press(page: Page, name: string, inside = 'body'): Promise<void> {
  const element = await page.waitForSelector(`${inside} ::-p-aria([name=${JSON.stringify(name)}])`, {
    timeout: patience,
  });
  await element?.click();
}

/** The same by keyboard: while an answer grows, what is under a pointer moves. */
export async function pressByKey(page: Page, name: string, inside = 'body', timeout = patience): Promise<void> {
  const element = await page.waitForSelector(`${inside} ::-p-aria([name=${JSON.stringify(name)}])`, { timeout });
  await element?.focus();
  await page.keyboard.press('Enter');
}

/** Interactive elements that a screen reader could not name. */
export const namelessControls = `[...document.querySelectorAll('button, input, select, textarea, a[href], iframe, [role=tab]')]
  .filter((control) => control.checkVisibility() && !control.closest('[aria-hidden=true]'))
  .filter((control) => !(control.getAttribute('aria-label') || control.getAttribute('title') || control.textContent.trim()
    || control.labels?.length || document.getElementById(control.getAttribute('aria-labelledby') ?? '')))
  .map((control) => control.outerHTML.slice(0, 120))`;

/** Texts whose contrast is below 4.5, or 3 when they are large (WCAG 2.2, 1.4.3). */
export const paleTexts = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pale = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest('script, style, :disabled, .hidden')) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgba(style.color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) pale.push(walker.currentNode.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
  }
  return pale;
})()`;
