import type { Hono } from 'hono';
import { z } from 'zod';
import { type ApiError, invalidArgument, missingKey } from './api-error.ts';
import { answerDeep } from './deep-answer.ts';
import type { Fault } from './faults.ts';
import type { Fate } from './interactions.ts';
import { readPrompt } from './prompt.ts';
import { type Bindings, type Ctx, finish, hasKey, lose } from './refusals.ts';
import { type SeenRequest, see } from './seen-requests.ts';
import type { Service } from './service.ts';

const agents = [
  'deep-research-preview-04-2026',
  'deep-research-max-preview-04-2026',
  'deep-research-pro-preview-12-2025',
];

const TextContent = z.looseObject({ type: z.literal('text'), text: z.string() });
const CreateInteraction = z.strictObject({
  agent: z.string({ error: 'Models are not simulated here: agent is required.' }),
  input: z.union([z.string().min(1), z.array(TextContent).min(1)]),
  background: z.literal(true, { error: 'Agent interactions require background=true.' }),
  store: z.literal(true, { error: 'background=true requires store=true.' }).optional(),
  stream: z.literal(false, { error: 'Streaming is not simulated.' }).optional(),
  agent_config: z
    .strictObject({
      type: z.literal('deep-research'),
      thinking_summaries: z.enum(['auto', 'none']).optional(),
      visualization: z.enum(['off', 'auto']).optional(),
      collaborative_planning: z.literal(false, { error: 'Planning together is not simulated.' }).optional(),
    })
    .optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

const places = [
  '/:version{v1|v1beta}/interactions',
  '/:version{v1|v1beta|v1beta1}/projects/:project/locations/:location/interactions',
];

/** Agents in the background: https://ai.google.dev/api/interactions-api */
export function addInteractionRoutes(app: Hono<Bindings>, service: Service): void {
  const heard = (handler: (service: Service, c: Ctx) => Promise<Response>) => (c: Ctx) =>
    handler(service, c).finally(() => service.news.emit('request'));
  for (const place of places) {
    app.post(place, heard(create));
    app.get(`${place}/:id`, heard(get));
    app.post(`${place}/:id/cancel`, heard(cancel));
  }
}

function begin(service: Service, method: string, more: Partial<SeenRequest> = {}) {
  const seen = see(service, { method, model: '', ...more });
  return { seen, answer: (error: ApiError) => finish(seen, error) };
}

const notFound = (what: string): ApiError => ({ code: 404, status: 'NOT_FOUND', message: `${what} was not found.` });
const isFate = (kind: string): kind is Exclude<Fate, 'completed'> => kind.startsWith('agent_');
const isLoss = (fault: Fault | undefined): fault is Fault =>
  fault !== undefined && ['quota', 'unavailable', 'hang', 'drop'].includes(fault.kind);

async function create(service: Service, c: Ctx): Promise<Response> {
  const { seen, answer } = begin(service, 'createInteraction', { call: 'agent' });
  if (!hasKey(c)) return answer(missingKey());
  const body = CreateInteraction.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) return answer(invalidArgument(z.prettifyError(body.error)));
  const { agent, input } = body.data;
  const prompt = readPrompt(typeof input === 'string' ? input : input.map(({ text }) => text).join('\n\n'));
  Object.assign(seen, {
    model: agent,
    prompt: prompt.text,
    ...(prompt.task !== undefined && { stage: prompt.task }),
    ...(prompt.company && { company: prompt.company.name }),
  });
  if (!agents.includes(agent)) return answer(notFound(`Agent ${agent}`));
  const fault = service.faults.take({ stage: prompt.task, call: 'agent', model: agent });
  const isRefused = isLoss(fault) && fault.kind !== 'drop';
  const lost = isRefused && (await lose(service, c, seen, fault));
  if (lost) return lost;
  const started = service.interactions.start({
    agent,
    prompt: prompt.text,
    fate: fault && isFate(fault.kind) ? fault.kind : 'completed',
    finish: () => ({ ...answerDeep(service.knowledge.companies, prompt, service.oddities) }),
  });
  // Accepted, and the answer lost on its way: the agent works all the same.
  const dropped = isLoss(fault) && (await lose(service, c, seen, fault));
  if (dropped) return dropped;
  if (fault) seen.fault = fault.kind;
  await service.wait(seen, c.req.raw.signal);
  Object.assign(seen, { outcome: 200, answer: started });
  return c.json(started);
}

async function get(service: Service, c: Ctx): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { seen, answer } = begin(service, 'getInteraction', { call: 'poll' });
  if (!hasKey(c)) return answer(missingKey());
  const fault = service.faults.take({ stage: undefined, call: 'poll', model: '' });
  const lost = isLoss(fault) && (await lose(service, c, seen, fault));
  if (lost) return lost;
  const found = service.interactions.look(id);
  if (!found) return answer(notFound(`Interaction ${id}`));
  await service.wait(seen, c.req.raw.signal);
  Object.assign(seen, { outcome: 200, model: found.agent, answer: found });
  return c.json(found);
}

async function cancel(service: Service, c: Ctx): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { seen, answer } = begin(service, 'cancelInteraction');
  if (!hasKey(c)) return answer(missingKey());
  const cancelled = service.interactions.cancel(id);
  if (cancelled === undefined) return answer(notFound(`Interaction ${id}`));
  if (cancelled === false)
    return answer({ code: 400, status: 'FAILED_PRECONDITION', message: 'The interaction is not running any more.' });
  seen.outcome = 200;
  return c.json(cancelled);
}
