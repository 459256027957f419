import { z } from 'zod';

export const FaultKind = z.enum([
  'quota',
  'unavailable',
  'hang',
  'drop',
  'blocked',
  'prompt_blocked',
  'max_tokens',
  'empty',
  'not_json',
  'wrong_shape',
  'bad_item',
  'ungrounded',
  // Of an agent that was started: it fails, is cancelled by the service, never ends, is not there any more.
  'agent_failed',
  'agent_cancelled',
  'agent_endless',
  'agent_gone',
]);
export type FaultKind = z.infer<typeof FaultKind>;

/** What shall go wrong, for which calls, and how often. */
export const Fault = z.strictObject({
  kind: FaultKind,
  /** Stage id (`facet.news`), its family (`facet`, `onePager`); every stage when left out. */
  stage: z.string().optional(),
  call: z.enum(['grounded', 'structured', 'plain', 'embed', 'agent', 'poll']).optional(),
  model: z.string().optional(),
  /** Matching calls that are let through first. */
  after: z.int().min(0).default(0),
  /** Null: until cleared. */
  times: z.int().min(1).nullable().default(1),
  retryAfterSeconds: z.number().min(0).default(1),
});
export type Fault = z.infer<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;

export interface FaultedCall {
  stage: string | undefined;
  call: NonNullable<Fault['call']>;
  model: string;
}

export interface Faults {
  add(fault: FaultInput): void;
  /** What is still to come. */
  list(): Fault[];
  clear(): void;
  /** The first fault that fits the call; it is counted as used. */
  take(call: FaultedCall): Fault | undefined;
}

export function createFaults(): Faults {
  let pending: Fault[] = [];
  return {
    add: (fault) => void pending.push(Fault.parse(fault)),
    list: () => pending.map((fault) => ({ ...fault })),
    clear: () => {
      pending = [];
    },
    take: (call) => {
      const fault = pending.find((candidate) => fits(candidate, call));
      if (!fault) return undefined;
      if (fault.after > 0) {
        fault.after -= 1;
        return undefined;
      }
      if (fault.times !== null) fault.times -= 1;
      pending = pending.filter(({ times }) => times !== 0);
      return fault;
    },
  };
}

const fits = (fault: Fault, { stage, call, model }: FaultedCall): boolean =>
  (fault.stage === undefined || fault.stage === stage || (stage?.split(/[.[]/)[0] ?? '') === fault.stage) &&
  (fault.call === undefined || fault.call === call) &&
  (call === 'agent' || !fault.kind.startsWith('agent_')) &&
  (fault.model === undefined || fault.model === model);
