import { EventEmitter } from 'node:events';
import { hashOf } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import { type Latency, latencyOf } from './latency.ts';
import type { SeenRequest } from './seen-requests.ts';
import type { Knowledge } from './structured-answer.ts';

/** What one running simulator holds. */
export interface Service {
  knowledge: Knowledge;
  clock: Clock;
  faults: Faults;
  requests: SeenRequest[];
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
  closing: AbortSignal;
}

export function createService({ latency, latencyScale, seed, closing, ...rest }: ServiceOptions): Service {
  const ordinals = new Map<string, number>();
  let responses = 0;
  return {
    ...rest,
    requests: [],
    news: new EventEmitter(),
    newResponseId: () => `sim-${hashOf(seed, responses++).toString(36)}`,
    wait: async ({ call = 'plain', stage = '' }, signal) => {
      const ordinal = ordinals.get(stage) ?? 0;
      ordinals.set(stage, ordinal + 1);
      const milliseconds = latencyOf(latency, latencyScale, { kind: call, seed, stage, ordinal });
      if (milliseconds > 0) await rest.clock.sleep(milliseconds, AbortSignal.any([signal, closing]));
    },
    hang: (signal) => aborted(AbortSignal.any([signal, closing])),
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
