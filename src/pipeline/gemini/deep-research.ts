import type { GoogleGenAI, GoogleGenAIRequestOptions } from '@google/genai';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { type Log, silentLog } from '../../domain/log.ts';
import type { DeepPoll, DeepResearch, Prompt } from '../model.ts';
import { connect, type GeminiConnection } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';
import { interactionUsage, readInteraction, WireInteraction } from './interaction.ts';
import { givenUp } from './pauses.ts';
import { defaultPrices, type Prices } from './usage.ts';

export interface DeepResearchOptions extends GeminiConnection {
  /** Such as `deep-research-preview-04-2026` (https://ai.google.dev/gemini-api/docs/deep-research). */
  agent: string;
  /** Of one request, in milliseconds; the research itself is held by the service. */
  timeoutMs: number;
  prices?: Prices;
  log?: Log;
}

const stage = 'deep';
const over = ['failed', 'cancelled', 'requires_action'];
/** Ended early; what there is counts when it can be cited. */
const cutShort = ['incomplete', 'budget_exceeded'];

/** The Deep Research agent through the Interactions API. Throws `invalid_configuration` like `connect`. */
export function createDeepResearch(options: DeepResearchOptions): DeepResearch {
  const { agent, timeoutMs, prices = defaultPrices, log = silentLog } = options;
  const sdk = connect(options);

  /** The SDK would repeat by itself, also what was accepted: here nothing is repeated. */
  async function request<T>(
    send: (interactions: GoogleGenAI['interactions'], options: GoogleGenAIRequestOptions) => Promise<T>,
    caller?: AbortSignal,
  ): Promise<{ ok: true; value: T } | { ok: false; failure: Failure }> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = caller ? AbortSignal.any([caller, deadline]) : deadline;
    try {
      return { ok: true, value: await send((await sdk()).interactions, { signal, retries: { strategy: 'none' } }) };
    } catch (cause) {
      if (caller?.aborted) return { ok: false, failure: { kind: 'cancelled', cause } };
      return { ok: false, failure: deadline.aborted ? { kind: 'timeout', cause } : explain(cause) };
    }
  }

  async function start(prompt: Prompt, signal: AbortSignal): Promise<{ interaction: string }> {
    signal.throwIfAborted();
    // Once it is on its way it is not aborted: an agent that was started and is not known runs and costs unseen.
    const sent = await request((interactions, how) =>
      interactions.create(
        {
          agent,
          background: true,
          store: true,
          // Agents need not take a system instruction; the rules stand in front of the question.
          input: `${prompt.system}\n\n${prompt.text}`,
          agent_config: { type: 'deep-research', thinking_summaries: 'none', visualization: 'off' },
        },
        how,
      ),
    );
    if (!sent.ok) throw notStarted(sent.failure, agent);
    const started = WireInteraction.safeParse(sent.value);
    if (!started.success) throw notStarted({ kind: 'garbled', cause: started.error }, agent);
    log.info({ stage, agent, interaction: started.data.id }, 'deep research started');
    return { interaction: started.data.id };
  }

  async function poll(interaction: string, signal: AbortSignal): Promise<DeepPoll> {
    const asked = await request((interactions, how) => interactions.get(interaction, {}, how), signal);
    if (!asked.ok) {
      const { kind, status } = asked.failure;
      if (kind === 'cancelled')
        throw new AppError('cancelled', 'The work was stopped.', { cause: asked.failure.cause });
      log.info({ stage, agent, interaction, kind, status }, 'deep research did not answer');
      // A refused question changes by no repetition; everything else may be a moment's trouble, within the stage's limit.
      return kind === 'model' || kind === 'refused'
        ? { state: 'failed', why: String(status ?? kind) }
        : { state: 'pending' };
    }
    const wire = WireInteraction.safeParse(asked.value).data;
    if (!wire) return { state: 'pending' };
    if (over.includes(wire.status)) return { state: 'failed', why: wire.status };
    if (wire.status !== 'completed' && !cutShort.includes(wire.status)) return { state: 'pending' };
    const answer = readInteraction(wire, agent);
    if (cutShort.includes(wire.status) && answer.supports.length === 0) return { state: 'failed', why: wire.status };
    const usage = interactionUsage(wire, agent, prices);
    return { state: 'done', answer, ...(usage && { usage }) };
  }

  async function cancel(interaction: string): Promise<void> {
    const asked = await request((interactions, how) => interactions.cancel(interaction, {}, how));
    const failure = asked.ok ? undefined : { kind: asked.failure.kind, status: asked.failure.status };
    log.info({ stage, agent, interaction, ...failure }, 'deep research cancelled');
  }

  return { start, poll, cancel };
}

/** Errors of interactions are classes the SDK does not export; a refused request carries status, headers and body. */
const Refused = z.object({ status: z.int(), headers: z.instanceof(Headers).catch(new Headers()), error: z.unknown() });

function explain(cause: unknown): Failure {
  const refused = Refused.safeParse(cause).data;
  if (!refused) return { kind: 'network', cause };
  const { status, headers, error } = refused;
  return { ...failureOf(status, headers, new Error(JSON.stringify(error ?? {}))), cause };
}

/** Retryable only where the service said no: after a lost answer the agent may be at work. */
function notStarted(failure: Failure, agent: string): AppError {
  const error = givenUp(failure, agent, stage);
  const { message, code, cause, details } = error;
  const retryable = failure.kind === 'quota' || failure.kind === 'server';
  return new AppError(code, message, { cause, details, retryable });
}
