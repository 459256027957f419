import { homedir } from 'node:os';
import type { Browser } from 'puppeteer-core';
import { AppError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { type BrowserCandidate, findBrowsers } from './find-browser.ts';
import { launchArguments } from './launch-arguments.ts';

/** One browser, started when first needed and kept; started anew when it died. */
export interface WarmBrowser {
  /** Throws `render_failed`, whose message says for people why there is none. */
  get(): Promise<Browser>;
  /** Ends a browser that misbehaved; the next `get` starts another. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

export interface WarmBrowserOptions {
  chromePath?: string;
  log: Log;
}

const launchTimeoutMs = 30_000;

/** The browser gets none of our environment, because secrets are in it. Elsewhere than on Linux it needs its own. */
const environment = () =>
  process.platform === 'linux' && { env: { HOME: homedir(), PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' } };

async function launch(candidate: BrowserCandidate): Promise<Browser> {
  // Loaded here, so that whoever never prints never pays for it.
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({
    executablePath: await candidate.path(),
    args: launchArguments(process.getuid?.() === 0),
    headless: true,
    // Over a pipe the browser ends with us, also when we are killed; over a port it would stay.
    pipe: true,
    timeout: launchTimeoutMs,
    // Signals are the start file's business; puppeteer would end the process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...environment(),
  });
}

async function launchFirst(chromePath: string | undefined, log: Log): Promise<Browser> {
  const candidates = await findBrowsers(chromePath);
  for (const candidate of candidates) {
    try {
      const browser = await launch(candidate);
      log.info({ origin: candidate.origin, version: await browser.version() }, 'browser started');
      return browser;
    } catch (cause) {
      log.warn({ origin: candidate.origin, err: cause }, 'browser could not be started');
    }
  }
  throw new AppError(
    'render_failed',
    candidates.length === 0
      ? 'no browser engine was found on this machine (install Chrome or Edge, or set CHROME_PATH)'
      : 'the browser engine could not be started (the log says why)',
  );
}

export function createWarmBrowser({ chromePath, log }: WarmBrowserOptions): WarmBrowser {
  let current: Promise<Browser> | undefined;
  let closed = false;

  const end = async (kill: boolean) => {
    const ending = current;
    current = undefined;
    const browser = await ending?.catch(() => undefined);
    if (!browser) return;
    // A browser that hangs does not answer to "close" either.
    if (kill) browser.process()?.kill('SIGKILL');
    await browser.close().catch((cause: unknown) => log.warn({ err: cause }, 'browser did not close'));
  };

  return {
    get: async () => {
      const seen = current;
      const known = await seen?.catch(() => undefined);
      if (known?.connected) return known;
      if (closed) throw new AppError('render_failed', 'the renderer is closed');
      // Several may have found it dead at once: the first starts the next one, the others wait for that.
      if (current === seen || current === undefined) current = launchFirst(chromePath, log);
      return current;
    },
    discard: () => end(true),
    close: async () => {
      closed = true;
      await end(false);
    },
  };
}
