import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { Fault } from './faults.ts';
import { laterWeb, WebState } from './later-web.ts';
import type { Service } from './service.ts';
import { changedWeb, companyCalled, WebChange } from './web-changes.ts';

/**
 * What tests and the demonstration steer by HTTP: `GET|POST|DELETE /control/faults` (one fault or a list of them),
 * `GET|POST|DELETE /control/web` (a change of what the web says about a company, a list of them, or
 * `{"state": "later"}` for the bundled later state of all companies; DELETE brings the first one back) and
 * `GET /control/requests?after=n` (every call, or those with a higher id).
 */
export function controlRoutes(service: Service): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.get('/faults', (c) => c.json(service.faults.list()));
  routes.post('/faults', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const faults = z.array(Fault).safeParse([body].flat());
    if (!faults.success) return c.json({ error: z.prettifyError(faults.error) }, 400);
    for (const fault of faults.data) service.faults.add(fault);
    return c.json(service.faults.list(), 201);
  });
  routes.delete('/faults', (c) => {
    service.faults.clear();
    return c.body(null, 204);
  });
  routes.get('/web', (c) => c.json(service.changes));
  routes.post('/web', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const state = z.strictObject({ state: WebState }).safeParse(body).data?.state;
    if (state !== undefined) {
      setWeb(service, state);
      return c.json(service.changes, 201);
    }
    const changes = z.array(WebChange).safeParse([body].flat());
    if (!changes.success) return c.json({ error: z.prettifyError(changes.error) }, 400);
    try {
      changeWeb(service, changes.data);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return c.json({ error: error.message }, 400);
    }
    return c.json(service.changes, 201);
  });
  routes.delete('/web', (c) => {
    setWeb(service, 'first');
    return c.body(null, 204);
  });
  routes.get('/requests', (c) => c.json(service.requests.slice(Math.max(0, Number(c.req.query('after') ?? 0) || 0))));
  return routes;
}

/** Every earlier change is taken back. */
export function setWeb(service: Service, state: WebState): void {
  service.changes = [];
  service.knowledge = service.bundled;
  if (state === 'later') changeWeb(service, laterWeb());
}

/** The change of a company that was changed before takes the place of the earlier one. */
export function changeWeb(service: Service, changes: readonly WebChange[]): void {
  const { bundled } = service;
  const slugOf = ({ company }: WebChange) => companyCalled(bundled, company).slug;
  const changed = new Set(changes.map(slugOf));
  const all = [...service.changes.filter((change) => !changed.has(slugOf(change))), ...changes];
  service.knowledge = changedWeb(bundled, all);
  service.changes = all;
}
