import type { SimulatorClock } from '../clock.ts';
import { hashOf } from './chance.ts';
import type { FaultKind } from './faults.ts';
import type { JsonObject } from './json.ts';

/** How an interaction ends besides well: by a fault, or never. */
export type Fate = 'completed' | Extract<FaultKind, `agent_${string}`>;

export interface ResearchPace {
  /** Looks that find it still at work. Default 2. */
  polls?: number;
  /** Milliseconds it works at least. Default 0. */
  milliseconds?: number;
}

export interface HeldInteraction {
  id: string;
  agent: string;
  status: 'in_progress' | 'completed' | 'failed' | 'cancelled';
  created: string;
  /** How often somebody has looked. */
  polls: number;
  prompt: string;
}

type Ended = JsonObject & { steps: JsonObject[] };

interface Kept {
  held: HeldInteraction;
  fate: Fate;
  readyAt: number;
  finish: () => Ended;
  ended?: Ended;
}

export interface Interactions {
  list(): readonly HeldInteraction[];
  start(of: { agent: string; prompt: string; fate: Fate; finish: () => Ended }): JsonObject;
  /** Undefined: there is none of that id. */
  look(id: string): JsonObject | undefined;
  /** Undefined: there is none; false: it has ended already. */
  cancel(id: string): JsonObject | undefined | false;
}

/** Interactions that run in the background: they end by being looked at, after so many looks and so long a time. */
export function createInteractions(
  clock: Pick<SimulatorClock, 'now' | 'sleep'>,
  seed: number,
  { polls = 2, milliseconds = 0 }: ResearchPace,
): Interactions {
  const all = new Map<string, Kept>();

  const resource = ({ held, ended }: Kept): JsonObject => ({
    object: 'interaction',
    id: held.id,
    agent: held.agent,
    status: held.status,
    created: held.created,
    updated: clock.now().toISOString(),
    steps: [],
    ...ended,
  });

  function advance(kept: Kept): void {
    const { held, fate } = kept;
    held.polls += 1;
    const isDue = held.polls > polls && clock.now().getTime() >= kept.readyAt;
    if (held.status !== 'in_progress' || fate === 'agent_endless' || !isDue) return;
    held.status = fate === 'agent_failed' ? 'failed' : fate === 'agent_cancelled' ? 'cancelled' : 'completed';
    if (held.status === 'completed') kept.ended = kept.finish();
    if (held.status === 'failed')
      kept.ended = { steps: [], errors: [{ code: 'internal', message: 'The agent failed.' }] };
  }

  return {
    list: () => [...all.values()].map(({ held }) => held),
    start: ({ agent, prompt, fate, finish }) => {
      const now = clock.now();
      const id = `v1_${hashOf(seed, 'interaction', all.size).toString(36)}${all.size}`;
      const held: HeldInteraction = { id, agent, status: 'in_progress', created: now.toISOString(), polls: 0, prompt };
      const kept: Kept = { held, fate, readyAt: now.getTime() + milliseconds, finish };
      all.set(id, kept);
      return resource(kept);
    },
    look: (id) => {
      const kept = all.get(id);
      if (!kept || kept.fate === 'agent_gone') return undefined;
      advance(kept);
      return resource(kept);
    },
    cancel: (id) => {
      const kept = all.get(id);
      if (!kept) return undefined;
      if (kept.held.status !== 'in_progress') return false;
      kept.held.status = 'cancelled';
      return resource(kept);
    },
  };
}
