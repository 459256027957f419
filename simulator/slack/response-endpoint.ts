import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from './context.ts';
import type { Message } from './entities.ts';
import { underFault } from './faulty-answer.ts';
import { asJson, asText, isJson, type Json, parseJson } from './json.ts';
import { messageContent, withBlockIds } from './methods/message-content.ts';
import { isTrue, SlackFailure } from './methods/method.ts';
import type { ResponseTarget } from './response-urls.ts';

/** Answers by response_url: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export function responseEndpoint(context: Context): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post('/:kind{commands|actions}/response/:team/:token', async (http) => {
    const body = asJson(parseJson(await http.req.text()));
    const entry = context.log.start({ direction: 'in', what: 'response_url', request: body });
    const fault = context.faults.take('response_url', body);
    const response = await underFault(fault, http, context.clock, async () =>
      respond(context, http.req.param('token'), body),
    );
    const problems = response.ok ? undefined : [`answered ${response.status}`];
    context.log.finish(entry, {
      status: response.status,
      ...(fault && { fault: fault.kind }),
      ...(problems && { problems }),
    });
    return response;
  });
  return app;
}

function respond(context: Context, token: string, body: Json): Response {
  const target = context.responseUrls.use(token);
  if (typeof target === 'string') {
    return Response.json({ ok: false, error: target }, { status: target === 'no_such_url' ? 404 : 410 });
  }
  try {
    const posted = applyResponse(context, target, body);
    if (posted) context.responseUrls.setSource(token, { ts: posted.ts, ephemeral: posted.ephemeralFor !== undefined });
    return new Response('ok');
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    return new Response(error.code, { status: error.code === 'no_text' ? 500 : 400 });
  }
}

/**
 * What an app says in answer to a command or an action: ephemeral unless asked otherwise, also where the bot is no
 * member. Returns the message that a later `replace_original` replaces.
 */
export function applyResponse(context: Context, target: ResponseTarget, body: Json): Message | undefined {
  const { workspace, source } = target;
  const original = source && (source.ephemeral ? workspace.ephemeral : workspace.message)(target.channel, source.ts);
  if (isTrue(body.delete_original)) {
    if (original) workspace.removeMessage(original);
    return undefined;
  }
  const content = messageContent(body);
  const made = { ...content, ...(content.blocks && { blocks: withBlockIds(content.blocks, workspace.newId) }) };
  if (isTrue(body.replace_original) && original) {
    workspace.changeMessage(original, (message) => {
      delete message.blocks;
      delete message.attachments;
      Object.assign(message, made);
    });
    return original;
  }
  const threadTs = asText(body.thread_ts) || target.threadTs;
  const message = workspace.addMessage({
    ...made,
    channel: target.channel,
    user: workspace.data.app.botUserId,
    byApp: true,
    ...(threadTs && { threadTs }),
    ...(body.response_type !== 'in_channel' && { ephemeralFor: target.user }),
  });
  if (message.ephemeralFor === undefined) context.posted(workspace, message);
  return message;
}

/** The body of an answer to a command: nothing, plain text, or a message. Undefined for what Slack cannot read. */
export function readAnswer(contentType: string, text: string): Json | undefined {
  if (text.trim() === '') return {};
  if (!contentType.startsWith('application/json')) return { text };
  const parsed = parseJson(text);
  return isJson(parsed) ? parsed : undefined;
}
