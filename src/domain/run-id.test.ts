import { expect, test } from 'vitest';
import { runIdFrom } from './run-id.ts';

test('the same trigger of a team gives the same id', () => {
  expect(runIdFrom('T1', 'trigger-1')).toBe(runIdFrom('T1', 'trigger-1'));
  expect(runIdFrom('T1', 'trigger-1')).toMatch(/^[0-9a-f]{32}$/);
});

test('another team, another trigger and another cut between the two give other ids', () => {
  const ids = [
    runIdFrom('T1', 'x'),
    runIdFrom('T2', 'x'),
    runIdFrom('T1', 'y'),
    runIdFrom('T1x', ''),
    runIdFrom('T', '1x'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
