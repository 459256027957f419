import { Hono } from 'hono';
import { z } from 'zod';
import { type ApiError, invalidArgument, missingKey, unknownModel } from './api-error.ts';
import { hashOf } from './chance.ts';
import { controlRoutes } from './control.ts';
import { embed } from './embeddings.ts';
import type { Fault } from './faults.ts';
import { spoil } from './faulty-reply.ts';
import { addInteractionRoutes } from './interaction-routes.ts';
import { modelVersion } from './models.ts';
import { readEmbedCall, readGenerateCall } from './read-request.ts';
import { type Bindings, type Ctx, finish, hasKey, lose, refuse } from './refusals.ts';
import { type Reply, type Sent, tokensIn, toResponse, toStream } from './reply.ts';
import { type SeenRequest, see } from './seen-requests.ts';
import type { Service } from './service.ts';
import { replyTo } from './world.ts';

const methods = ['generateContent', 'streamGenerateContent', 'embedContent', 'batchEmbedContents'] as const;
const Method = z.enum(methods);

const places = [
  '/:version{v1|v1beta}/models/:call',
  '/:version{v1|v1beta|v1beta1}/publishers/google/models/:call',
  '/:version{v1|v1beta|v1beta1}/projects/:project/locations/:location/publishers/google/models/:call',
];

/** The service's HTTP face: Gemini's own routes and `/control/…`. */
export function createApp(service: Service): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.route('/control', controlRoutes(service));
  for (const place of places) {
    app.post(place, (c) => handle(service, c).finally(() => service.news.emit('request')));
  }
  addInteractionRoutes(app, service);
  app.notFound(() => refuse({ code: 404, status: 'NOT_FOUND', message: 'Not found.' }));
  return app;
}

async function handle(service: Service, c: Ctx): Promise<Response> {
  const [model = '', name = ''] = (c.req.param('call') ?? '').split(/:(?=[^:]*$)/);
  const method = Method.safeParse(name).data;
  const seen = see(service, { method: name, model });
  const answer = (error: ApiError) => finish(seen, error);
  if (!hasKey(c)) return answer(missingKey());
  const embeds = method === 'embedContent' || method === 'batchEmbedContents';
  const version = modelVersion(model, embeds ? 'embed' : 'generate');
  if (!method || version === undefined) return answer(unknownModel(model, c.req.param('version') ?? '', name));
  const body: unknown = await c.req.json().catch(() => undefined);
  if (body === undefined) return answer(invalidArgument('Invalid JSON payload received.'));
  return embeds
    ? handleEmbed(service, c, seen, body, method)
    : handleGenerate(service, c, seen, body, { version, method });
}

async function handleEmbed(
  service: Service,
  c: Ctx,
  seen: SeenRequest,
  body: unknown,
  method: string,
): Promise<Response> {
  seen.call = 'embed';
  service.news.emit('request');
  const call = readEmbedCall(body, method === 'batchEmbedContents');
  if (!call.ok) return finish(seen, call.error);
  const fault = service.faults.take({ stage: undefined, call: 'embed', model: seen.model });
  const lost = fault && (await lose(service, c, seen, fault));
  if (lost) return lost;
  await service.wait(seen, c.req.raw.signal);
  seen.outcome = 200;
  const { contents } = call.value;
  const vectors = contents.map(({ text, dimensions }) => ({ values: embed(text, dimensions) }));
  const promptTokenCount = tokensIn(contents.reduce((length, { text }) => length + text.length, 0));
  const usageMetadata = { promptTokenCount, totalTokenCount: promptTokenCount };
  Object.assign(seen, { prompt: contents.map(({ text }) => text).join('\n\n'), answer: { usageMetadata } });
  if (method === 'batchEmbedContents') return c.json({ embeddings: vectors, usageMetadata });
  return c.json({ embedding: vectors[0], usageMetadata });
}

async function handleGenerate(
  service: Service,
  c: Ctx,
  seen: SeenRequest,
  body: unknown,
  { version, method }: { version: string; method: string },
): Promise<Response> {
  const call = readGenerateCall(body, version);
  if (!call.ok) return finish(seen, call.error);
  const { kind, prompt, length } = call.value;
  Object.assign(seen, {
    call: kind,
    prompt: prompt.text,
    ...(prompt.task !== undefined && { stage: prompt.task }),
    ...(prompt.company && { company: prompt.company.name }),
  });
  service.news.emit('request');
  const fault = service.faults.take({ stage: prompt.task, call: kind, model: seen.model });
  const lost = fault && (await lose(service, c, seen, fault));
  if (lost) return lost;
  const right = replyTo(service.knowledge, call.value, service.oddities);
  const reply = fault && isReplyFault(fault) ? spoil(right, fault.kind) : right;
  const sent = { modelVersion: version, responseId: service.newResponseId(), promptTokens: tokensIn(length) };
  await service.wait(seen, c.req.raw.signal);
  const answer = toResponse(reply, sent);
  Object.assign(seen, { outcome: 200, answer });
  return method === 'streamGenerateContent' ? stream(c, reply, sent, prompt.text) : c.json(answer);
}

const isReplyFault = (fault: Fault): fault is Fault & { kind: Parameters<typeof spoil>[1] } =>
  !['quota', 'unavailable', 'hang', 'drop'].includes(fault.kind) && !fault.kind.startsWith('agent_');

/** `alt=sse` gives server-sent events, without it the service sends one JSON array. */
function stream(c: Ctx, reply: Reply, sent: Sent, prompt: string): Response {
  const pieces = toStream(reply, sent, hashOf(prompt) % 2 === 1);
  if (c.req.query('alt') !== 'sse') return c.json(pieces);
  const events = pieces.map((piece) => `data: ${JSON.stringify(piece)}\r\n\r\n`).join('');
  return new Response(events, { headers: { 'content-type': 'text/event-stream' } });
}
