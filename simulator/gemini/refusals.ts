import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type ApiError, quotaExceeded, unavailable } from './api-error.ts';
import type { Fault } from './faults.ts';
import type { SeenRequest } from './seen-requests.ts';
import type { Service } from './service.ts';

export type Bindings = { Bindings: HttpBindings };
export type Ctx = Context<Bindings>;

export const hasKey = (c: Ctx): boolean =>
  [c.req.header('x-goog-api-key'), c.req.query('key'), c.req.header('authorization')?.replace(/^Bearer\s*/i, '')].some(
    (key) => key !== undefined && key.trim() !== '',
  );

export const refuse = (error: ApiError): Response =>
  new Response(JSON.stringify({ error }), {
    status: error.code,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  });

export function finish(seen: SeenRequest, error: ApiError): Response {
  Object.assign(seen, { outcome: error.code, answer: { error } });
  return refuse(error);
}

/** Refused, never answered, or cut off after it was accepted; undefined when the fault leaves an answer to be spoiled. */
export async function lose(service: Service, c: Ctx, seen: SeenRequest, fault: Fault): Promise<Response | undefined> {
  seen.fault = fault.kind;
  if (fault.kind === 'quota') return finish(seen, quotaExceeded(seen.model, fault.retryAfterSeconds));
  if (fault.kind === 'unavailable') return finish(seen, unavailable());
  if (fault.kind !== 'hang' && fault.kind !== 'drop') return undefined;
  seen.outcome = fault.kind === 'hang' ? 'hung' : 'dropped';
  if (fault.kind === 'hang') await service.hang(c.req.raw.signal);
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
