import { expect, it } from 'vitest';
import { createStates, type NotedCommit, type NotedWrite } from './firestore-writes.ts';

const path = 'teams/T1/runs/r1';
const commit = (at: number, pid: number, ...writes: NotedWrite[]): NotedCommit => ({ at, pid, writes });
const after = (commits: readonly NotedCommit[]) => {
  const { states, tell } = createStates();
  for (const one of commits) tell([one]);
  return states;
};
const whole = { status: 'running', companyName: 'Acme', attempts: [{}], lastToken: 1 };

it('a write of some members keeps the others, takes away what it names without a value, and replaces nothing else', () => {
  const states = after([
    commit(1, 7, { path, members: { ...whole, lease: { token: 1, expiresAt: 'then' } } }),
    commit(2, 8, { path, named: ['_write', 'status', 'lease'], members: { status: 'completed' } }),
    commit(3, 9, { path, members: { status: 'queued' } }),
  ]);
  expect(states.map(({ at, pid, noted }) => [at, pid, noted.status, noted.companyName, noted.token])).toEqual([
    [1, 7, 'running', 'Acme', 1],
    [2, 8, 'completed', 'Acme', null],
    [3, 9, 'queued', null, null],
  ]);
  expect(states[1]?.noted).toMatchObject({ attempts: 1, lastToken: 1, expiresAt: null });
});

it('says of every document of a commit what it belongs to, in their order, and leaves out what is no part of a run', () => {
  const states = after([
    commit(
      1,
      7,
      { path: `${path}/stages/facet.news`, members: { status: 'done' } },
      { path: `${path}/evidence/a`, members: {} },
      { path: `${path}/slots/anchor`, members: { state: 'intent', revision: 1 } },
      { path: 'teams/T1/usage/2026-11-23', members: {} },
      { path, members: whole },
    ),
  ]);
  expect(states.map(({ kind, run, name }) => [kind, run, name])).toEqual([
    ['stage', 'r1', 'facet.news'],
    ['slot', 'r1', 'anchor'],
    ['run', 'r1', ''],
  ]);
  expect(states.map(({ seq }) => seq)).toEqual([...states].map(({ seq }) => seq).sort((a, b) => a - b));
});
