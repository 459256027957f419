import { readFile } from 'node:fs/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { shell } from './shell.ts';

const assets: Record<string, string> = {
  'app.js': 'text/javascript; charset=utf-8',
  'blocks.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'text.js': 'text/javascript; charset=utf-8',
  'modal.js': 'text/javascript; charset=utf-8',
  'dom.js': 'text/javascript; charset=utf-8',
  'messages.js': 'text/javascript; charset=utf-8',
  'composer.js': 'text/javascript; charset=utf-8',
  'requests.js': 'text/javascript; charset=utf-8',
  'base.css': 'text/css; charset=utf-8',
  'layout.css': 'text/css; charset=utf-8',
  'blocks.css': 'text/css; charset=utf-8',
};

/** Scripts and styles come from here only; pictures may come from anywhere, as in Slack. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data:";

/** The page of the workspace: `/` and what it loads. */
export function consoleRoutes(teamName: string): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/', (http) => http.html(shell(teamName), 200, { 'content-security-policy': policy }));
  app.get('/console/:file', async (http) => {
    const type = assets[http.req.param('file')];
    if (type === undefined) return http.notFound();
    const bytes = await readFile(new URL(`static/${http.req.param('file')}`, import.meta.url));
    return http.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': 'no-cache' });
  });
  app.get('/favicon.ico', (http) => http.body(null, 204));
  return app;
}
