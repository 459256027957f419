import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context as HonoContext } from 'hono';
import type { Inside } from '../inside/inside.ts';
import type { About } from './about.ts';
import { script, style, typeface } from './bundle.ts';
import { declared } from './declared.ts';
import type { GeminiCall } from './gemini-call.ts';
import { clearFaults, geminiCalls, geminiFaults } from './gemini-control.ts';
import { shell } from './shell.ts';
import type { Trouble } from './trouble.ts';

/** What stands around the workspace. */
export interface Surroundings extends Pick<About, 'research'> {
  /** Names of the companies with bundled facts. */
  companies?: string[];
  /** Address of the simulated Gemini. */
  geminiUrl?: string;
  /** What the app stored, and what its calls brought. */
  inside?: Pick<Inside, 'runs' | 'run' | 'brought'>;
  /** Kills the app as a crash would, and starts it again. */
  killApp?: () => Promise<void>;
}

interface ConsoleDeps {
  teams: () => { id: string; name: string }[];
  /** What is wrong with the simulated Slack, and is still to go wrong. */
  trouble: (team?: string) => Omit<Trouble, 'gemini'>;
  surroundings: Surroundings;
}

/** Everything comes from here: no page elsewhere is asked, framed or shown inside another. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The page of the workspace: `/` and what it loads and asks for. */
export function consoleRoutes({ teams, trouble, surroundings }: ConsoleDeps): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { geminiUrl, inside, killApp, research, companies = [] } = surroundings;
  const file = (http: HonoContext, type: string, content: string | Buffer) =>
    http.body(typeof content === 'string' ? content : new Uint8Array(content), 200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
  app.get('/', (http) => http.html(shell(teams()[0]?.name ?? ''), 200, { 'content-security-policy': policy }));
  app.get('/console/page.js', async (http) => file(http, 'text/javascript; charset=utf-8', await script()));
  app.get('/console/page.css', async (http) => file(http, 'text/css; charset=utf-8', await style()));
  app.get('/console/inter.woff2', async (http) => file(http, 'font/woff2', await typeface()));
  app.get('/favicon.ico', (http) => http.body(null, 204));
  app.get('/console/about', async (http) => {
    const about: About = {
      ...(research && { research }),
      companies,
      teams: teams(),
      ...(await declared()),
      hasGemini: geminiUrl !== undefined,
      hasRuns: inside !== undefined,
      canKill: killApp !== undefined,
    };
    return http.json(about);
  });
  app.get('/console/faults', async (http) => {
    const gemini = geminiUrl === undefined ? [] : ((await geminiFaults(geminiUrl)) ?? []);
    return http.json({ ...trouble(http.req.query('team')), gemini } satisfies Trouble);
  });
  app.get('/console/gemini', async (http) => {
    const after = Number(http.req.query('after')) || 0;
    const calls = geminiUrl === undefined ? [] : await geminiCalls(geminiUrl, after);
    return http.json(
      calls.map((call): GeminiCall => {
        const { answer: _answer, ...asked } = call;
        const brought = inside?.brought(call);
        return brought ? { ...asked, brought } : call;
      }),
    );
  });
  app.get('/console/runs', async (http) => http.json((await inside?.runs(http.req.query('team') ?? '')) ?? []));
  app.get('/console/runs/:id', async (http) => {
    const run = await inside?.run(http.req.query('team') ?? '', http.req.param('id'));
    return run ? http.json(run) : http.json({ error: 'there is no such run' }, 404);
  });
  app.post('/console/gemini/faults', async (http) => {
    if (!isJsonFromHere(http)) return http.json({ error: 'send application/json from this page' }, 415);
    const set = geminiUrl === undefined ? undefined : await geminiFaults(geminiUrl, await http.req.text());
    return set === undefined ? http.json({ error: 'there is no simulated Gemini here' }, 409) : http.json(set);
  });
  app.post('/console/gemini/clearFaults', async (http) => {
    if (!isJsonFromHere(http)) return http.json({ error: 'send application/json from this page' }, 415);
    if (geminiUrl !== undefined) await clearFaults(geminiUrl);
    return http.json({ ok: true });
  });
  app.post('/console/kill', async (http) => {
    if (!isJsonFromHere(http)) return http.json({ error: 'send application/json from this page' }, 415);
    if (!killApp) return http.json({ error: 'nothing to kill here' }, 409);
    await killApp();
    return http.json({ ok: true });
  });
  return app;
}

/** No page of another origin can send this without asking first, which is not granted. */
function isJsonFromHere(http: HonoContext): boolean {
  const origin = http.req.header('origin');
  const isHere = origin === undefined || origin === new URL(http.req.url).origin;
  return isHere && http.req.header('content-type')?.startsWith('application/json') === true;
}
