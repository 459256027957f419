import { LogLevel, WebClient } from '@slack/web-api';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type SlackSimulator, type SlackSimulatorOptions, startSlackSimulator } from './start-slack-simulator.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export const signingSecret = 'a-signing-secret-for-tests';
export const botToken = 'xoxb-a-token-for-tests';
export const sales = 'C0SALES001';
export const rep = 'U0REP00001';
export const bot = 'U0PROSPECT';

export interface Workbench extends AsyncDisposable {
  simulator: SlackSimulator;
  app: TestApp;
  clock: ManualClock;
  /** The real client, as the app uses it. */
  client: WebClient;
}

/** A simulator with a clock that stands still, an app that records, and the real client. For tests. */
export async function workbench(options: Partial<SlackSimulatorOptions> = {}): Promise<Workbench> {
  const clock = manualClock();
  const app = await startTestApp();
  const simulator = await startSlackSimulator({ signingSecret, botToken, appUrl: app.url, clock, ...options });
  const client = new WebClient(botToken, {
    slackApiUrl: simulator.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
  return {
    simulator,
    app,
    clock,
    client,
    async [Symbol.asyncDispose]() {
      await simulator.close();
      await app.close();
    },
  };
}

const nothing = () => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** The real client with another token. */
export const clientWith = ({ simulator }: Workbench, token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: simulator.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });

/** The error code of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? error.data : undefined;
    return data !== null && typeof data === 'object' && 'error' in data ? String(data.error) : String(error);
  }
}
