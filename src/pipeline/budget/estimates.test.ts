import { describe, expect, it } from 'vitest';
import { createEstimates } from './estimates.ts';

const prices = {
  default: { perMillionIn: 1, perMillionOut: 10, perThousandSearches: 14 },
  byModel: { dear: { perMillionIn: 4, perMillionOut: 20, perThousandSearches: 14 } },
};
const estimates = createEstimates({ prices, ladders: { fast: ['cheap'], strong: ['cheap', 'dear'] } });
const prompt = { system: '', text: 'x'.repeat(3000) };

describe('estimates', () => {
  it('take six searches for a grounded call, at the configured price', () => {
    const { searchQueries, tokens, costUsd } = estimates.call('grounded', 'fast', prompt);
    expect(searchQueries).toBe(6);
    expect(tokens).toBe(1000 + 4000 + 3000);
    expect(costUsd).toBeCloseTo(5000 / 1e6 + 30_000 / 1e6 + 0.084);
  });

  it('grow with the prompt, in bytes, and take the dearest model of the ladder', () => {
    expect(estimates.call('structured', 'strong', prompt)).toEqual({
      searchQueries: 0,
      tokens: 7000,
      costUsd: expect.closeTo(4000 / 1e6 + 120_000 / 1e6),
    });
    const wide = { system: '', text: '東'.repeat(3000) };
    expect(estimates.call('structured', 'fast', wide).tokens).toBe(3000 + 6000);
  });

  it('of a stage are the sum of its calls', () => {
    const one = estimates.calls({ grounded: 1, structured: 0 });
    const other = estimates.calls({ grounded: 0, structured: 1 });
    expect(estimates.calls({ grounded: 1, structured: 1 }).costUsd).toBeCloseTo(one.costUsd + other.costUsd);
    expect(estimates.calls({ grounded: 0, structured: 0 })).toEqual({ searchQueries: 0, tokens: 0, costUsd: 0 });
  });
});
