import { createServer } from 'node:http';
import { type CustomRoute, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { AppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { addressOf, type Door } from './receiver.ts';

export interface SocketReceiverDeps {
  appToken: string;
  slackApiUrl: string;
  routes: CustomRoute[];
  clock: Clock;
  log: Log;
  metrics?: Metrics;
}

/** Between two tries to connect again; the first is made at once, because Slack ends connections every few hours. */
const pauses = [0, 1000, 2000, 5000, 10_000, 30_000];

/**
 * Slack's requests over a socket that we open (https://docs.slack.dev/apis/events-api/using-socket-mode), so no public
 * address is needed. The app token is the authentication: there is no signature and nothing to replay. The routes are
 * still served over HTTP. Connects again by itself, sooner than the SDK would.
 */
export function createSocketReceiver(deps: SocketReceiverDeps): Door & {
  connected(): boolean;
} {
  const { appToken, slackApiUrl, routes, clock, log, metrics } = deps;
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: createBoltLogger(log),
    installerOptions: { clientOptions: { slackApiUrl, retryConfig: { retries: 0 }, timeout: 10_000 } },
    async processEventErrorHandler({ error, event }) {
      // A command is answered with what happened; whatever else failed is not sent again.
      await event.ack(error instanceof AppError ? error.details.answer : undefined);
      return false;
    },
  });
  const { client } = receiver;
  const underWay = new Set<Promise<unknown>>();
  const stopped = new AbortController();
  let isConnected = false;

  const join: typeof receiver.init = receiver.init.bind(receiver);
  receiver.init = (app) => {
    const process = app.processEvent.bind(app);
    app.processEvent = async (event) => {
      // Not acknowledged, so that Slack sends an event again.
      if (stopped.signal.aborted) return;
      const begun = clock.monotonic();
      const ack: typeof event.ack = async (...answer) => {
        await event.ack(...answer);
        metrics?.record('slack.ack', (clock.monotonic() - begun) / 1000, { status: 200 });
      };
      const working = process({ ...event, ack });
      underWay.add(working);
      await working.finally(() => underWay.delete(working));
    };
    join(app);
  };

  client.on('connected', () => {
    isConnected = true;
    log.info({}, 'slack socket connected');
  });
  client.on('disconnected', () => {
    const was = isConnected;
    isConnected = false;
    if (was && !stopped.signal.aborted) void reconnect();
  });

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !stopped.signal.aborted; attempt += 1) {
      try {
        await clock.sleep(pauses[Math.min(attempt, pauses.length - 1)] ?? 0, stopped.signal);
        if (!stopped.signal.aborted) await client.start();
        return;
      } catch (error) {
        if (!stopped.signal.aborted) log.warn({ attempt, err: error }, 'slack socket could not be opened');
      }
    }
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const route = routes.find(({ path, method }) => path === pathname && method === request.method);
    if (route) route.handler(Object.assign(request, { params: {} }), response);
    else response.writeHead(404).end();
  });

  return {
    receiver,
    connected: () => isConnected,
    async start(port, host) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen({ port, ...(host !== undefined && { host }) }, resolve);
      });
      await client.start().catch((error: unknown) => {
        if (error instanceof WebAPIPlatformError) {
          server.close();
          throw new AppError('invalid_configuration', `SLACK_APP_TOKEN: Slack refuses it (${error.data.error}).`);
        }
        log.warn({ err: error }, 'slack socket could not be opened');
        void reconnect();
      });
      return addressOf(server);
    },
    async stop() {
      stopped.abort();
      await Promise.allSettled(underWay);
      if (isConnected) await client.disconnect();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
