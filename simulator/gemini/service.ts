import { EventEmitter } from 'node:events';
import type { SimulatorClock } from '../clock.ts';
import { hashOf } from './chance.ts';
import type { Faults } from './faults.ts';
import { createInteractions, type Interactions, type ResearchPace } from './interactions.ts';
import { type Latency, latencyOf } from './latency.ts';
import type { CallKind } from './read-request.ts';
import type { SeenRequest } from './seen-requests.ts';
import type { Knowledge } from './structured-answer.ts';
import type { WebChange } from './web-changes.ts';

/** What one running simulator holds. */
export interface Service {
  /** What the simulated web says now. */
  knowledge: Knowledge;
  /** The web as it was bundled, and what was changed of it since. */
  bundled: Knowledge;
  changes: readonly WebChange[];
  clock: Pick<SimulatorClock, 'now' | 'sleep'>;
  faults: Faults;
  requests: SeenRequest[];
  interactions: Interactions;
  /** Emits `request` when a call has come in, is understood, or has ended. */
  news: EventEmitter;
  oddities: boolean;
  newResponseId(): string;
  /** As long as the call would take. */
  wait(seen: SeenRequest, signal: AbortSignal): Promise<void>;
  /** Until the caller gives up or the simulator closes. */
  hang(signal: AbortSignal): Promise<void>;
}

export interface ServiceOptions extends Pick<Service, 'knowledge' | 'clock' | 'faults' | 'oddities'> {
  latency: Latency;
  latencyScale: number;
  seed: number;
  research: ResearchPace;
  closing: AbortSignal;
}

export function createService({ latency, latencyScale, seed, research, closing, ...rest }: ServiceOptions): Service {
  const ordinals = new Map<string, number>();
  let responses = 0;
  return {
    ...rest,
    bundled: rest.knowledge,
    changes: [],
    requests: [],
    interactions: createInteractions(rest.clock, seed, research),
    news: new EventEmitter(),
    newResponseId: () => `sim-${hashOf(seed, responses++).toString(36)}`,
    wait: async ({ call = 'plain', stage = '' }, signal) => {
      const ordinal = ordinals.get(stage) ?? 0;
      ordinals.set(stage, ordinal + 1);
      const milliseconds = latencyOf(latency, latencyScale, { kind: kindOf(call), seed, stage, ordinal });
      if (milliseconds > 0) await rest.clock.sleep(milliseconds, AbortSignal.any([signal, closing]));
    },
    hang: (signal) => aborted(AbortSignal.any([signal, closing])),
  };
}

/** Starting an agent and looking at it are as quick as an embedding. */
const kindOf = (call: NonNullable<SeenRequest['call']>): CallKind =>
  call === 'agent' || call === 'poll' ? 'embed' : call;

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
