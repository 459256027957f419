import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context as HonoContext } from 'hono';
import type { SimulatorClock } from '../clock.ts';
import type { Fault } from './faults.ts';

export type Http = HonoContext<{ Bindings: HttpBindings }>;

/** What the caller gets under a fault. `carryOut` does the work, for faults that lose only the answer. */
export async function underFault(
  fault: Fault | undefined,
  http: Http,
  clock: SimulatorClock,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  switch (fault?.kind) {
    case undefined:
      return carryOut();
    case 'rate_limit':
      return rateLimited(fault.retryAfter ?? 1);
    case 'error':
      return Response.json({ ok: false, error: fault.error ?? 'internal_error' });
    case 'http_500':
      return new Response('Internal Server Error', { status: 500 });
    case 'delay':
      await clock.sleep(fault.delayMs ?? 1000);
      return carryOut();
    case 'accept_then_drop':
      await carryOut();
      return hangUp(http);
    case 'drop':
      return hangUp(http);
  }
}

export const rateLimited = (seconds: number): Response =>
  Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'retry-after': String(seconds) } });

/** Closes the connection without an answer. */
function hangUp(http: Http): Response {
  http.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
