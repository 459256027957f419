import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { Fault } from './faults.ts';
import type { Service } from './service.ts';

/**
 * What tests and the demonstration steer by HTTP: `GET|POST|DELETE /control/faults` (one fault or a list of them) and
 * `GET /control/requests`.
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
  routes.get('/requests', (c) => c.json(service.requests));
  return routes;
}
