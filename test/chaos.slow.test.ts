import { describe, expect, it } from 'vitest';
import { embedded } from './chaos/backends/embedded.ts';
import { rules } from './chaos/check.ts';
import type { Safeguard } from './chaos/safeguards.ts';
import { type ScenarioName, scenarios } from './chaos/scenarios.ts';

/** What `npm run chaos` does, a little of each with a fixed seed; docs/reliability.md has the whole. */
const seed = 20261123;

describe('trouble of every kind loses nothing and doubles nothing', () => {
  const some: [ScenarioName, number][] = [
    ['kills', 4],
    ['zombies', 3],
    ['duplicates', 30],
    ['cancels', 8],
    ['lost', 40],
    ['crashes', 6],
  ];
  it.for(some)('%s', async ([name, trials]) => {
    const result = await scenarios[name]({ backend: embedded, seed, trials });
    expect(result.violations).toEqual([]);
    expect(result.trials).toBeGreaterThanOrEqual(trials / 2);
  });
});

describe.concurrent('without a safeguard the harness finds what it keeps away', () => {
  const planted: [Safeguard, ScenarioName, number, keyof typeof rules][] = [
    ['leaseCheck', 'duplicates', 20, 'stolenLease'],
    ['fencing', 'zombies', 3, 'zombieWrite'],
    ['outboxIntent', 'crashes', 3, 'doubledMessage'],
    ['dedupe', 'duplicates', 10, 'doubledRun'],
  ];
  it.for(planted)('%s, in %s', async ([without, name, trials, rule], { expect }) => {
    const { violations } = await scenarios[name]({ backend: embedded, seed, trials, without });
    expect(violations.map((violation) => rules[violation.rule])).toContain(rules[rule]);
  });
});
