import { beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../domain/log.ts';
import { run } from '../fixtures/maersk.ts';
import { type InstallationEventDeps, installationEnded } from './installation-events.ts';

const at = '2026-11-23T09:00:00.999Z';
const body = {
  team_id: 'T1',
  enterprise_id: null,
  event_time: Date.parse(at) / 1000 - 0.999,
  event: { type: 'app_uninstalled' },
};

let did: string[];
let installed: boolean;
const deps: InstallationEventDeps = {
  installations: {
    remove: async (id, removedAt, why) => {
      did.push(`remove ${id} ${removedAt.toISOString()} ${why}`);
      return installed;
    },
  },
  runs: {
    recent: async () => [
      { ...run, id: 'R1', status: 'running' },
      { ...run, id: 'R2', status: 'completed' },
      { ...run, id: 'R3', status: 'queued' },
    ],
    requestCancel: async (team, id) => {
      did.push(`cancel ${team} ${id}`);
      return true;
    },
  },
  audit: { record: async () => {} },
  forget: (id) => did.push(`forget ${id}`),
  log: silentLog,
};
beforeEach(() => {
  did = [];
  installed = true;
});

it('removes the installation and cancels what is under way', async () => {
  await installationEnded(body, deps);
  expect(did).toEqual([`remove T1 ${at} app_uninstalled`, 'forget T1', 'cancel T1 R1', 'cancel T1 R3']);
});

it('cancels nothing when the app was installed anew in the meantime', async () => {
  installed = false;
  await installationEnded(body, deps);
  expect(did).toEqual([`remove T1 ${at} app_uninstalled`, 'forget T1']);
});

it('leaves the app alone when a person took back a token of their own', async () => {
  await installationEnded({ ...body, event: { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } } }, deps);
  expect(did).toEqual([]);
  await installationEnded({ ...body, event: { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UB'] } } }, deps);
  expect(did[0]).toBe(`remove T1 ${at} tokens_revoked`);
});

it.each([
  [{ enterprise_id: 'E1', is_enterprise_install: true }, 'E1'],
  [{ enterprise_id: 'E1', team_id: null }, 'E1'],
  // One workspace of the organisation left; the others go on.
  [{ enterprise_id: 'E1' }, 'T1'],
])('knows whose installation ended: %o', async (more, owner) => {
  await installationEnded({ ...body, ...more }, deps);
  expect(did[1]).toBe(`forget ${owner}`);
});
