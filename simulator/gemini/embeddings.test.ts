import { expect, test } from 'vitest';
import { embed } from './embeddings.ts';

const cosine = (a: number[], b: number[]) => {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

test('768 numbers, the same each time, close for shared words', () => {
  const vector = embed('Container shipping and port terminals');
  expect(vector).toHaveLength(768);
  expect(embed('Container shipping and port terminals')).toEqual(vector);
  expect(embed('x', 32)).toHaveLength(32);
  const near = cosine(vector, embed('Port terminals for container shipping'));
  expect(near).toBeGreaterThan(0.5);
  expect(near).toBeGreaterThan(cosine(vector, embed('A cantonal bank in Switzerland')));
});
