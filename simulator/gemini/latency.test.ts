import { expect, test } from 'vitest';
import { latencyOf } from './latency.ts';

const many = (scale: number, seed: number) =>
  Array.from({ length: 2000 }, (_, ordinal) =>
    latencyOf('recorded', scale, { kind: 'grounded', seed, stage: 'facet.news', ordinal }),
  ).toSorted((a, b) => a - b);

test('recorded latency has the recorded median and p90, scaled, and repeats by seed', () => {
  const values = many(1, 1);
  expect(values[1000]).toBeGreaterThan(2600);
  expect(values[1000]).toBeLessThan(3200);
  expect(values[1800]).toBeGreaterThan(7800);
  expect(values[1800]).toBeLessThan(10_400);
  expect(many(1, 1)).toEqual(values);
  expect(many(1, 2)).not.toEqual(values);
  const quarter = many(0.25, 1)[1000] ?? 0;
  expect(Math.abs(quarter - (values[1000] ?? 0) / 4)).toBeLessThanOrEqual(1);
});

test('none and a figure', () => {
  const call = { kind: 'embed', seed: 1, stage: '', ordinal: 0 } as const;
  expect(latencyOf('none', 1, call)).toBe(0);
  expect(latencyOf(40, 0.25, call)).toBe(40);
});
