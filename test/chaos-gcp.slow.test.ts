import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from './chaos/backends/backend.ts';
import { openGcpBackend } from './chaos/backends/gcp.ts';
import { rules } from './chaos/check.ts';
import { type ScenarioName, scenarios } from './chaos/scenarios.ts';
import { missing } from './emulators.ts';

/** What `npm run chaos -- --backend gcp` does, a little of it with a fixed seed. */
const seed = 20261123;
const reason = missing('firestore') || missing('pubsub');

// Five processes and two emulators: on a busy machine most of the time is their start.
const timeout = 240_000;

describe.skipIf(reason)(`trouble on Google Cloud loses nothing and doubles nothing${reason}`, { timeout }, () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openGcpBackend();
  });
  afterAll(() => backend?.close());

  const some: [ScenarioName, number][] = [
    ['duplicates', 10],
    ['crashes', 2],
  ];
  it.for(some)('%s', async ([name, trials]) => {
    const result = await scenarios[name]({ backend, seed, trials });
    expect(result.violations).toEqual([]);
    expect(result.trials).toBeGreaterThanOrEqual(trials);
  });

  it('and the harness finds a lease that is taken while it is held', async () => {
    const { violations } = await scenarios.duplicates({ backend, seed, trials: 10, without: 'leaseCheck' });
    expect(violations.map(({ rule }) => rules[rule])).toContain(rules.stolenLease);
  });
});
