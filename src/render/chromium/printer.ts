import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { AppError } from '../../domain/errors.ts';
import { type Log, silentLog } from '../../domain/log.ts';
import { createWarmBrowser } from './browser.ts';
import { countPages } from './pdf-pages.ts';

export interface PrintedPdf {
  pdf: Uint8Array;
  pages: number;
}

/** Prints a whole document on the paper its style sheet names. */
export type Print = (html: string) => Promise<PrintedPdf>;

export interface Printer {
  /**
   * Runs `work` with a browser context of its own. A broken browser is replaced and the work done once more.
   * Throws `cancelled` when the signal fires, else `render_failed` with a message for people.
   */
  session<T>(work: (print: Print) => Promise<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

export interface PrinterOptions {
  chromePath?: string;
  log?: Log;
  /** For one session, start of the browser included. */
  timeoutMs?: number;
}

const stopped = () => new AppError('cancelled', 'The work was stopped.');

/** No script, no network, no file: a page sees what is in its own text and `data:` addresses. */
async function lockedPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const answer = request.url().startsWith('data:') ? request.continue() : request.abort('blockedbyclient');
    // The page may be gone by then; nothing was let through.
    answer.catch(() => {});
  });
  return page;
}

async function inContext<T>(browser: Browser, work: (print: Print) => Promise<T>, signal: AbortSignal): Promise<T> {
  const context = await browser.createBrowserContext();
  const close = () => void context.close().catch(() => {});
  signal.addEventListener('abort', close, { once: true });
  try {
    const page = await lockedPage(context);
    return await work(async (html) => {
      signal.throwIfAborted();
      await page.setContent(html, { waitUntil: 'load' });
      const pdf = await page.pdf({
        format: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        tagged: true,
        outline: true,
      });
      return { pdf, pages: countPages(pdf) };
    });
  } finally {
    signal.removeEventListener('abort', close);
    await context.close().catch(() => {});
  }
}

/** The result, or the signal's reason as soon as it fires; what still runs is then left to end by itself. */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : stopped());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {});
  }
}

export function createPrinter({ chromePath, log = silentLog, timeoutMs = 60_000 }: PrinterOptions = {}): Printer {
  const browser = createWarmBrowser({ log, ...(chromePath !== undefined && { chromePath }) });

  return {
    session: async (work, signal) => {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      for (let attempt = 1; ; attempt += 1) {
        if (signal.aborted) throw stopped();
        try {
          return await until(
            deadline,
            browser.get().then((running) => inContext(running, work, deadline)),
          );
        } catch (cause) {
          if (signal.aborted) throw stopped();
          if (cause instanceof AppError) throw cause;
          log.warn({ err: cause, attempt }, 'printing failed');
          // Whatever it was, a hanging or dying browser is not kept for the next document.
          await browser.discard();
          if (attempt === 2 || deadline.aborted) {
            throw new AppError(
              'render_failed',
              deadline.aborted ? 'the browser engine took too long' : 'the browser engine failed twice',
              { cause, retryable: true },
            );
          }
        }
      }
    },
    close: () => browser.close(),
  };
}
