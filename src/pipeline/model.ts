import type { z } from 'zod';
import type { GroundingChunk, GroundingSupport, Usage } from '../domain/evidence.ts';

/** Which ladder of models a call climbs down (configuration: GEMINI_MODELS_FAST, GEMINI_MODELS_STRONG). */
export type Tier = 'fast' | 'strong';

export interface Prompt {
  /** Rules that hold whatever the data says. */
  system: string;
  /** Task and delimited data. */
  text: string;
}

interface CallBase {
  /** Stage id, for accounting and the log. */
  stage: string;
  tier: Tier;
  prompt: Prompt;
  signal: AbortSignal;
  /** Called once for every answered request, also for one that turned out unusable: it was paid. */
  onUsage: (usage: Usage, model: string) => void;
  /** Called right before each request, which may have waited long for its turn. What it throws is thrown, and nothing is sent. */
  beforeSend?: () => Promise<void>;
  /** Called when the service asks to wait, with the pause in milliseconds. */
  onWait?: (milliseconds: number) => void;
}

export type GroundedCall = CallBase;

/** Prose with its supports, as the search tool tied them. */
export interface GroundedAnswer {
  parts: string[];
  searchQueries: string[];
  chunks: GroundingChunk[];
  supports: GroundingSupport[];
  searchEntryPoint?: string;
  model: string;
  finishReason: string;
}

export interface StructuredCall<S extends z.ZodType> extends CallBase {
  /** Its `title` names the answer; sent as responseJsonSchema. */
  schema: S;
  /** Findings about a well-formed answer (the proof gate); they go into the one repair turn together with wrong shape. */
  check?: (value: z.infer<S>) => string[];
}

export interface StructuredAnswer<S extends z.ZodType> {
  /** Parsed. Items that stayed wrong after the repair turn were dropped one by one; findings of `check` may remain. */
  value: z.infer<S>;
  model: string;
  /** For people: what was dropped. */
  warnings: string[];
}

/**
 * Errors: `model_unavailable` (every rung failed), `model_quota` (waited as told, still refused), `model_blocked`
 * (finish reason or prompt feedback), `model_answer_unusable` (still no usable shape after the repair turn),
 * `cancelled` (signal).
 */
export interface ModelClient {
  grounded(call: GroundedCall): Promise<GroundedAnswer>;
  structured<S extends z.ZodType>(call: StructuredCall<S>): Promise<StructuredAnswer<S>>;
}

/** An agent's research under way: `pending` also when nobody could be asked just now. */
export type DeepPoll =
  | { state: 'pending' }
  | { state: 'done'; answer: GroundedAnswer; usage?: Usage }
  /** Nothing will come of it any more; `why` is a status or a code, for the log. */
  | { state: 'failed'; why: string };

/**
 * Research by an agent that works for minutes to an hour, on the service's side. Nothing is held open meanwhile.
 * The agent is asked once: `start` throws `model_quota` or `model_unavailable`, retryable where the service refused and
 * so nothing runs, not retryable where that is unknown. `cancel` never throws; what has ended stays ended.
 */
export interface DeepResearch {
  start(prompt: Prompt, signal: AbortSignal): Promise<{ interaction: string }>;
  poll(interaction: string, signal: AbortSignal): Promise<DeepPoll>;
  cancel(interaction: string): Promise<void>;
}
