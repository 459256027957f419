import type { ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { answerFailedRequest } from './error-handler.ts';
import { createRequestGuard } from './request-guard.ts';

/** `checks` names dependencies and whether they work; it is public, so it holds no secrets and no addresses. */
export interface Readiness {
  ready: boolean;
  checks: Record<string, boolean>;
}

export interface ReceiverDeps {
  signingSecret: string;
  clock: Clock;
  log: Log;
  readiness(): Promise<Readiness>;
}

const endpoint = '/slack/events';

/**
 * Slack's requests at POST /slack/events, GET /health (alive), GET /ready (dependencies). The answer goes out after
 * the listeners have stored and published: on Cloud Run nothing runs after the response.
 */
export function createReceiver({ signingSecret, clock, log, readiness }: ReceiverDeps): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [endpoint],
    processBeforeResponse: true,
    logger: createBoltLogger(log),
    processEventErrorHandler: answerFailedRequest,
    customRoutes: [
      { path: '/health', method: 'GET', handler: (_request, response) => sendJson(response, 200, { status: 'ok' }) },
      {
        path: '/ready',
        method: 'GET',
        handler: (_request, response) => {
          readiness().then(
            ({ ready, checks }) => sendJson(response, ready ? 200 : 503, { ready, checks }),
            (error: unknown) => {
              log.error({ err: error }, 'readiness could not be found out');
              sendJson(response, 503, { ready: false, checks: {} });
            },
          );
        },
      },
    ],
  });

  const guard = createRequestGuard({ signingSecret, clock, log });
  const handle = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method !== 'POST' || pathname !== endpoint) return handle(request, response);
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
  return receiver;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
