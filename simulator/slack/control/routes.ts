import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context as HonoContext } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { NotPossible } from '../app/outcome.ts';
import type { Changes, NumberedChange } from '../changes.ts';
import { faultKinds } from '../faults.ts';
import { parseJson } from '../json.ts';
import { SlackFailure } from '../methods/method.ts';
import type { Control } from './control.ts';

const id = z.string().min(1);
const entered = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));

const team = id.optional();
const texts = z.array(z.string());
const user = z.strictObject({
  id,
  name: id,
  realName: id,
  title: z.string().optional(),
  role: z.enum(['member', 'admin', 'owner', 'guest', 'multi_channel_guest', 'bot']),
  timeZone: id,
  deleted: z.boolean().optional(),
  homeTeam: id.optional(),
});
const channel = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(['public', 'private', 'im', 'mpim']),
  topic: z.string(),
  members: texts,
  archived: z.boolean(),
  sharedWith: texts.optional(),
});
const seed = z.strictObject({
  team: z.strictObject({
    id,
    name: id,
    domain: id,
    enterprise: z.strictObject({ id, name: id }).optional(),
  }),
  app: z.strictObject({ id, name: id, botId: id, botUserId: id }),
  users: z.array(user),
  channels: z.array(channel),
  botToken: id.optional(),
});

/** One schema per thing that can be asked for: `POST /control/<name>`. */
const inputs = {
  command: z.strictObject({ team, channel: id, user: id, text: z.string() }),
  options: z.strictObject({
    team,
    user: id,
    channel: id.optional(),
    messageTs: id.optional(),
    viewId: id.optional(),
    actionId: id,
    blockId: id.optional(),
    value: z.string(),
  }),
  action: z.strictObject({
    team,
    user: id,
    channel: id.optional(),
    messageTs: id.optional(),
    viewId: id.optional(),
    actionId: id,
    blockId: id.optional(),
    value: z.union([z.string(), z.array(z.string()), z.null()]).optional(),
    values: entered.optional(),
  }),
  submitView: z.strictObject({ team, viewId: id, user: id, values: entered.optional() }),
  closeView: z.strictObject({ team, viewId: id, user: id }),
  shortcut: z.strictObject({ team, user: id, callbackId: id, channel: id.optional(), messageTs: id.optional() }),
  message: z.strictObject({ team, channel: id, user: id, text: z.string().min(1), threadTs: id.optional() }),
  editMessage: z.strictObject({ team, channel: id, user: id, ts: id, text: z.string().min(1) }),
  deleteMessage: z.strictObject({ team, channel: id, user: id, ts: id }),
  upload: z.strictObject({
    team,
    user: id,
    name: id,
    base64: z.base64(),
    channel: id.optional(),
    threadTs: id.optional(),
    text: z.string().optional(),
  }),
  openHome: z.strictObject({ team, user: id, tab: z.enum(['home', 'messages']).optional() }),
  stopAgent: z.strictObject({ team, user: id, channel: id, threadTs: id }),
  runFunction: z.strictObject({ team, callbackId: id, inputs: z.record(z.string(), z.unknown()) }),
  redeliver: z.strictObject({ eventId: id.optional(), newEventId: z.boolean().optional() }),
  holdEvents: z.strictObject({}),
  releaseEvents: z.strictObject({ order: z.enum(['as_happened', 'reversed']).optional() }),
  event: z.strictObject({ team, event: z.looseObject({ type: id }), eventId: id.optional() }),
  verifyUrl: z.strictObject({}),
  invite: z.strictObject({ team, channel: id, user: id.optional() }),
  remove: z.strictObject({ team, channel: id, user: id.optional() }),
  archive: z.strictObject({ team, channel: id, archived: z.boolean().optional() }),
  fault: z.strictObject({
    method: id,
    kind: z.enum(faultKinds),
    count: z.int().min(1).default(1),
    error: id.optional(),
    retryAfter: z.int().min(1).optional(),
    delayMs: z.int().min(0).optional(),
    containing: id.optional(),
  }),
  clearFaults: z.strictObject({}),
  rateLimits: z.strictObject({
    tiers: z.boolean().optional(),
    perChannel: z.boolean().optional(),
    unlistedHistory: z.boolean().optional(),
  }),
  triggerLife: z.strictObject({ milliseconds: z.int().min(0).optional() }),
  setAppUrl: z.strictObject({ url: z.url() }),
  readAloud: z.strictObject({ team, user: id, channel: id, threadTs: id.optional() }),
  addTeam: z.strictObject({ seed, scopes: texts.optional() }),
  addChannel: channel.pick({ name: true, kind: true, members: true, sharedWith: true }).extend({ team }),
  setUser: z.strictObject({ team, user: user.partial().required({ id: true }) }),
  issueToken: z.strictObject({ team, scopes: texts.optional(), rotating: z.boolean().optional() }),
  changeTokens: z.strictObject({
    team,
    scopes: texts.optional(),
    expired: z.boolean().optional(),
    revoked: z.boolean().optional(),
  }),
  uninstall: z.strictObject({ team }),
  decideOAuth: z.strictObject({
    approve: z.boolean(),
    team,
    user: id.optional(),
    enterpriseInstall: z.boolean().optional(),
    scopes: texts.optional(),
  }),
  disconnectSockets: z.strictObject({
    reason: z.enum(['warning', 'refresh_requested', 'link_disabled']).optional(),
  }),
};

/** `/control/*`: JSON in, JSON out. Errors are `{error}` with 400 or 409. */
export function controlRoutes(
  control: Control,
  changes: Changes,
  closing: AbortSignal,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((error) => {
    if (error instanceof NotPossible) return Response.json({ error: error.message }, { status: 409 });
    if (error instanceof SlackFailure) return Response.json({ error: error.code }, { status: 409 });
    throw error;
  });
  for (const name of Object.keys(inputs) as (keyof typeof inputs)[]) {
    app.post(`/control/${name}`, async (http) => {
      // A page of another origin cannot send this type without asking first, which is not granted.
      if (!http.req.header('content-type')?.startsWith('application/json')) {
        return http.json({ error: 'send application/json' }, 415);
      }
      const body = parseJson((await http.req.text()) || '{}');
      const parsed = inputs[name].safeParse(body);
      if (!parsed.success) return http.json({ error: z.prettifyError(parsed.error) }, 400);
      // Each schema has the shape that the function of the same name takes; the compiler cannot pair them.
      const carryOut = control[name] as (input: unknown) => Promise<unknown>;
      return http.json((await carryOut(withoutUndefined(parsed.data))) ?? { ok: true });
    });
  }
  app.get('/control/state', async (http) =>
    http.json(await control.state(http.req.query('user') || undefined, teamOf(http))),
  );
  app.get('/control/seen', async (http) => http.json(await control.seenBy(http.req.query('user') ?? '', teamOf(http))));
  app.get('/control/log', async (http) => http.json(await control.log(Number(http.req.query('after') ?? 0))));
  app.get('/control/files/:id', async (http) => fileResponse(await control.file(http.req.param('id'), teamOf(http))));
  app.get('/control/events', (http) => streamSSE(http, (stream) => liveChanges(stream, changes, closing)));
  return app;
}

const teamOf = (http: HonoContext): string | undefined => http.req.query('team') || undefined;

const withoutUndefined = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

function fileResponse(file: { mimetype: string; name: string; bytes: Uint8Array }): Response {
  const isPdf = file.mimetype === 'application/pdf';
  const type = file.mimetype.startsWith('text/') ? `${file.mimetype}; charset=utf-8` : file.mimetype;
  return new Response(Buffer.from(file.bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      // The viewer of PDFs does not work in a sandbox; everything else has no business with scripts.
      ...(!isPdf && {
        'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      }),
    },
  });
}

/** One line per change, until the reader goes or the simulator closes. The first says that listening began. */
async function liveChanges(
  stream: { writeSSE(message: { event: string; data: string }): Promise<void>; onAbort(listener: () => void): void },
  changes: Changes,
  closing: AbortSignal,
): Promise<void> {
  const waiting: NumberedChange[] = [];
  let wake = () => {};
  let open = true;
  const unsubscribe = changes.subscribe((change) => {
    waiting.push(change);
    wake();
  });
  const end = () => {
    open = false;
    unsubscribe();
    wake();
  };
  stream.onAbort(end);
  closing.addEventListener('abort', end, { once: true });
  await stream.writeSSE({ event: 'ready', data: JSON.stringify({ seq: changes.seq() }) });
  while (open && !closing.aborted) {
    const change = waiting.shift();
    if (change) await stream.writeSSE({ event: 'change', data: JSON.stringify(change) });
    else await new Promise<void>((resolve) => (wake = resolve));
  }
  closing.removeEventListener('abort', end);
}
