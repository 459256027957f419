import { expect, it } from 'vitest';
import { run } from '../fixtures/maersk.ts';
import { starting } from './answers.ts';
import { runState } from './run-state.ts';

it('whoever waits is told how long the line is', () => {
  const queued = { ...run, status: 'queued' as const };
  const state = (before?: number) =>
    runState({ run: queued, plan: [], stages: [], ...(before !== undefined && { before }) }, 'Maersk').join(' ');
  expect(state()).toBe('In the queue. Work starts as soon as a place is free.');
  expect(state(0)).toContain('the next in this workspace');
  expect(state(2)).toContain('2 before it in this workspace');
  expect(state(100)).toContain('100 or more before it');
  expect(starting(queued, 2).text).toContain('is noted. In the queue, 2 before it in this workspace.');
  expect(starting(queued).text).toContain('begins');
});
