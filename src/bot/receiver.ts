import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CustomRoute, HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { answerFailedRequest } from './error-handler.ts';
import { createRequestGuard } from './request-guard.ts';

/** Where Slack's requests come in: over HTTP, or over a socket that we open. */
export interface Door {
  receiver: Receiver;
  /** Serves the routes, too. Port 0 takes a free one. */
  start(port: number, host: string | undefined): Promise<AddressInfo>;
  /** Takes no new request and waits for those under way. */
  stop(): Promise<void>;
}

export type Traced = <T>(headers: IncomingHttpHeaders, work: () => T) => T;

export interface ReceiverDeps {
  signingSecret: string;
  /** Besides Slack's requests. */
  routes: CustomRoute[];
  clock: Clock;
  log: Log;
  metrics?: Metrics;
  traced?: Traced;
}

const untraced: Traced = (_headers, work) => work();

const endpoint = '/slack/events';

/**
 * Slack's requests at POST /slack/events. The answer goes out after the listeners have stored and published: on Cloud
 * Run nothing runs after the response.
 */
export function createReceiver(deps: ReceiverDeps): Door {
  const { signingSecret, routes, clock, log, metrics, traced = untraced } = deps;
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [endpoint],
    processBeforeResponse: true,
    logger: createBoltLogger(log),
    processEventErrorHandler: answerFailedRequest,
    customRoutes: routes,
  });

  const guard = createRequestGuard({ signingSecret, clock, log });
  const handle = receiver.requestListener;
  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'POST' || pathname !== endpoint) {
      handle(request, response);
      return;
    }
    const begun = clock.monotonic();
    response.once('finish', () => {
      metrics?.record('slack.ack', (clock.monotonic() - begun) / 1000, { status: response.statusCode });
    });
    guard(request, response).then(
      (verdict) => {
        if (verdict.pass) handle(request, response);
        else {
          // What is left of the body is thrown away, so that its sender gets to read the answer.
          response.writeHead(verdict.status, { connection: 'close' }).end();
          request.resume();
        }
      },
      (error: unknown) => {
        log.error({ err: error }, 'slack request could not be checked');
        response.writeHead(500).end();
      },
    );
  };
  receiver.requestListener = (request, response) => traced(request.headers, () => receive(request, response));
  return {
    receiver,
    start: async (port, host) => addressOf(await receiver.start({ port, ...(host !== undefined && { host }) })),
    async stop() {
      await receiver.stop();
    },
  };
}

/** Of a server that listens on a port. */
export function addressOf(server: { address(): AddressInfo | string | null }): AddressInfo {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('the server does not listen on a port');
  return address;
}
