import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from './context.ts';
import { type Http, rateLimited, underFault } from './faulty-answer.ts';
import { asJson, asText, type Json, parseJson } from './json.ts';
import { agentMethods } from './methods/agents.ts';
import { authMethods } from './methods/auth.ts';
import { validateMethod } from './methods/blocks.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { functionMethods } from './methods/functions.ts';
import { type Method, SlackFailure } from './methods/method.ts';
import { reactionMethods } from './methods/reactions.ts';
import { scheduleMethods } from './methods/schedule.ts';
import { unfurlMethods } from './methods/unfurl.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';
import { exchange } from './oauth.ts';
import { requestArgs, tokenOf } from './request-args.ts';
import { missingScope } from './scopes.ts';
import { socketMethods } from './socket-mode.ts';

const methods: Record<string, Method> = {
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
  ...fileMethods,
  ...userMethods,
  ...reactionMethods,
  ...agentMethods,
  ...functionMethods,
  ...scheduleMethods,
  ...unfurlMethods,
  ...socketMethods,
};

/** `/api/<method>`: https://docs.slack.dev/apis/web-api */
export function webApi(context: Context): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/api/:method', (http) => answer(context, http, http.req.param('method')));
  return app;
}

async function answer(context: Context, http: Http, method: string): Promise<Response> {
  const started = context.clock.monotonic();
  const args = await requestArgs(http.req.raw);
  const token = tokenOf(http.req.raw, args);
  const { token: _token, client_secret: _secret, code: _code, ...shown } = args;
  const entry = context.log.start({
    direction: 'in',
    what: method,
    request: readable(shown),
    about: asText(args.channel),
  });
  const fault = context.faults.take(method, args);
  // Read here, because after an answer that is dropped there is nothing left to read.
  let carriedOut: Json | undefined;
  const response = await underFault(fault, http, context.clock, async () => {
    const wait = waitOf(context, method, token, args);
    if (wait !== undefined) return rateLimited(wait);
    carriedOut = call(context, method, token, args);
    return Response.json(carriedOut, { headers: { 'x-slack-req-id': String(entry.id), ...scopesOf(context, token) } });
  });
  context.log.finish(entry, {
    status: response.status,
    response: carriedOut ?? { ok: false, error: fault?.kind ?? 'ratelimited' },
    elapsedMs: context.clock.monotonic() - started,
    ...(fault && { fault: fault.kind }),
    ...problemsOf(carriedOut),
  });
  return response;
}

function waitOf(context: Context, method: string, token: string | undefined, args: Json): number | undefined {
  const opened = token === undefined ? 'not_authed' : context.tokens.open(token, args);
  if (typeof opened === 'string') return undefined;
  return context.rateLimits.check(opened.workspace.data.team.id, method, asText(args.channel) || undefined);
}

function scopesOf(context: Context, token: string | undefined): Record<string, string> {
  const opened = token === undefined ? 'not_authed' : context.tokens.open(token);
  return typeof opened !== 'string' && opened.grant.scopes ? { 'x-oauth-scopes': opened.grant.scopes.join(',') } : {};
}

function call(context: Context, method: string, token: string | undefined, args: Json): Json {
  try {
    if (method === 'blocks.validate') return { ok: true, ...validateMethod(args) };
    if (method === 'oauth.v2.access') return { ok: true, ...exchange(context, args) };
    if (token === undefined) return { ok: false, error: 'not_authed' };
    const opened = context.tokens.open(token, args);
    if (typeof opened === 'string') return { ok: false, error: opened };
    const { workspace, grant } = opened;
    if ((grant.kind === 'app') !== (method === 'apps.connections.open')) {
      return { ok: false, error: 'not_allowed_token_type' };
    }
    const carryOut = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!carryOut) return { ok: false, error: 'unknown_method', req_method: method };
    const missing = missingScope(method, args, workspace, grant.scopes);
    if (missing) return { ok: false, error: 'missing_scope', ...missing };
    return { ok: true, ...carryOut({ args, workspace, context, grant }) };
  } catch (error) {
    if (error instanceof SlackFailure) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}

const problemsOf = (answered: Json | undefined): { problems?: string[] } => {
  if (!answered || answered.ok === true) return {};
  const messages = asJson(answered.response_metadata).messages;
  return { problems: [asText(answered.error), ...(Array.isArray(messages) ? messages.map(String) : [])] };
};

/** Arguments that are JSON in a form are shown as what they are. */
export const readable = (args: Json): Json =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const parsed = typeof value === 'string' && /^[[{]/.test(value) ? parseJson(value) : undefined;
      return [name, parsed ?? value];
    }),
  );
