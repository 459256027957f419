import { expect, it } from 'vitest';
import type { Runs } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import { createGuard, createSession } from './reporter-session.ts';

const now = new Date('2026-11-23T09:00:00.000Z');
const clock = { now: () => now, monotonic: () => 0, sleep: () => Promise.resolve() };
const guardOver = (run: Pick<Run, 'lease'>) =>
  createGuard(createSession('T1', 'run-1'), { get: async () => run as Run } as unknown as Runs, clock);

it('lets whoever gave a run back show it until somebody else has taken it', async () => {
  await expect(guardOver({}).check()).resolves.toBeUndefined();
  const lease = { owner: 'w2', token: 2, expiresAt: '2026-11-23T09:00:10.000Z' };
  await expect(guardOver({ lease }).check()).rejects.toMatchObject({ code: 'lease_lost' });
});
