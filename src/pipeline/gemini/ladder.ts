/** How long a rung is passed over, in milliseconds. An overloaded model comes back sooner than a missing one. */
const passOver = { missing: 600_000, overloaded: 60_000 } as const;

export interface Ladder {
  /** Models to try, best first. When all are passed over, all of them: a mistake may have been put right. */
  rungs(): string[];
  /** Remembers, for a while, that a model is not to be tried first. */
  avoid(model: string, why: keyof typeof passOver): void;
}

export interface RungMemory {
  isAvoided(model: string): boolean;
  avoid(model: string, why: keyof typeof passOver): void;
}

/** Shared by all ladders of a client, because a model that is missing is missing on every ladder. */
export function createRungMemory(monotonic: () => number): RungMemory {
  const until = new Map<string, number>();
  return {
    isAvoided: (model) => (until.get(model) ?? Number.NEGATIVE_INFINITY) > monotonic(),
    avoid: (model, why) => {
      until.set(model, monotonic() + passOver[why]);
    },
  };
}

export function createLadder(models: readonly string[], memory: RungMemory): Ladder {
  return {
    rungs: () => {
      const present = models.filter((model) => !memory.isAvoided(model));
      return present.length > 0 ? present : [...models];
    },
    avoid: memory.avoid,
  };
}
