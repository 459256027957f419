import type { ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';
import type { Log } from '../domain/log.ts';

/** `checks` names dependencies and whether they work; it is public, so it holds no secrets and no addresses. */
export interface Readiness {
  ready: boolean;
  checks: Record<string, boolean>;
}

/** GET /health (alive) and GET /ready (dependencies). */
export function stateRoutes(readiness: () => Promise<Readiness>, log: Log): CustomRoute[] {
  return [
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
  ];
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
