import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { realClock, type SimulatorClock } from '../clock.ts';
import { createApp } from './app.ts';
import { changeWeb, setWeb } from './control.ts';
import { createFaults, type Faults } from './faults.ts';
import type { HeldInteraction, ResearchPace } from './interactions.ts';
import type { Latency } from './latency.ts';
import type { WebState } from './later-web.ts';
import type { SeenRequest } from './seen-requests.ts';
import { createService } from './service.ts';
import type { WebChange } from './web-changes.ts';
import { loadKnowledge } from './world.ts';

export interface GeminiSimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  clock?: Pick<SimulatorClock, 'now' | 'sleep'>;
  /** Default: none. `recorded` is spread like calls to the real service; a number is milliseconds for every call. */
  latency?: Latency;
  /** Times the recorded latency; the demonstration runs at a quarter of it. */
  latencyScale?: number;
  seed?: number;
  /** How long the research agent works. */
  research?: ResearchPace;
  /** Grounding metadata with the faults that recorded answers have. */
  oddities?: boolean;
  /** `later`: the bundled later state. Default: `first`. */
  web?: WebState;
  /** What the web says otherwise than the bundled facts. */
  changes?: readonly WebChange[];
  answersFolder?: string;
}

export interface GeminiSimulator {
  /** For GOOGLE_GEMINI_BASE_URL. */
  url: string;
  /** Every call so far, the oldest first. */
  requests: readonly SeenRequest[];
  faults: Faults;
  /** Lets the web say something else from now on; told against the bundled facts. Throws a `RangeError` for what is not there. */
  change(...changes: readonly WebChange[]): void;
  /** Every agent's work so far, the oldest first. */
  interactions(): readonly HeldInteraction[];
  /**
   * Looks at the calls now and whenever one comes in or ends, until `found` returns something other than undefined or
   * false. Rejects after `timeoutMs` (10 s unless told) with what was awaited.
   */
  waitFor<T>(
    found: (requests: readonly SeenRequest[]) => T | undefined | false,
    options?: { timeoutMs?: number; what?: string },
  ): Promise<T>;
  /** Ends also the calls that hang. */
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that speaks the Gemini API and answers from the bundled facts. */
export async function startGeminiSimulator({
  port = 0,
  clock = realClock,
  latency = 'none',
  latencyScale = 1,
  seed = 1,
  research = {},
  oddities = false,
  web = 'first',
  changes = [],
  answersFolder,
}: GeminiSimulatorOptions = {}): Promise<GeminiSimulator> {
  const faults = createFaults();
  const closing = new AbortController();
  const knowledge = loadKnowledge(answersFolder);
  const service = createService({
    knowledge,
    clock,
    faults,
    oddities,
    latency,
    latencyScale,
    seed,
    research,
    closing: closing.signal,
  });
  setWeb(service, web);
  changeWeb(service, changes);
  const server = createAdaptorServer({ fetch: createApp(service).fetch }) as Server;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: service.requests,
    faults,
    change: (...later) => changeWeb(service, later),
    interactions: service.interactions.list,
    async waitFor(found, { timeoutMs = 10_000, what = 'a call' } = {}) {
      const signal = AbortSignal.timeout(timeoutMs);
      for (;;) {
        const result = found(service.requests);
        if (result !== undefined && result !== false) return result;
        await once(service.news, 'request', { signal }).catch(() => {
          throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
        });
      }
    },
    close: async () => {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
