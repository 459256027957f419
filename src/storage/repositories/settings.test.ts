import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultTeamSettings, type TeamSettings } from '../../domain/team-settings.ts';
import { newRun, openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore({ runsPerUserPerDay: 2 });
});
afterEach(() => store.close());

const settings = (more: Partial<TeamSettings> = {}) => ({ ...defaultTeamSettings('T1'), ...more });

describe('settings of a team', () => {
  test('are the default until an admin changes something, with who and when', async () => {
    expect(await store.settings.team('T1')).toEqual(defaultTeamSettings('T1'));
    const saved = await store.settings.saveTeam(settings({ admins: ['U1'] }), 'U1');
    expect(saved).toMatchObject({ revision: 1, updatedBy: 'U1', updatedAt: store.clock.now().toISOString() });
    expect(await store.settings.team('T1')).toEqual(saved);
    expect(await store.settings.team('T2')).toEqual(defaultTeamSettings('T2'));
  });

  test('changed by several admins at once, one is stored and the others are told', async () => {
    const other = store.another();
    const results = await Promise.allSettled(
      ['U1', 'U2', 'U3', 'U4'].map((by, i) =>
        (i % 2 ? other : store).settings.saveTeam(settings({ managers: [by] }), by),
      ),
    );
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(3);
    for (const error of refused) expect(error).toMatchObject({ code: 'conflict' });
    const stored = await store.settings.team('T1');
    expect(stored).toMatchObject({ revision: 1, managers: [stored.updatedBy] });
  });

  test('that are none are refused', async () => {
    for (const wrong of [{ retentionDays: 0 }, { limits: { concurrentRuns: 0.5 } }, { admins: [''] }]) {
      await expect(store.settings.saveTeam(settings(wrong), 'U1')).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(await store.settings.team('T1')).toEqual(defaultTeamSettings('T1'));
  });
});

describe('limits of a day', () => {
  const start = (id: string, createdBy = 'U1') => store.runs.create(newRun(id, { createdBy }));

  test('are lowered by the team, never raised above those of the environment', async () => {
    const saved = await store.settings.saveTeam(settings({ limits: { runsPerUserPerDay: 1 } }), 'U1');
    await start('R1');
    await expect(start('R2')).rejects.toMatchObject({ code: 'limit_reached' });
    await store.settings.saveTeam({ ...saved, limits: { runsPerUserPerDay: 50, runsPerTeamPerDay: 3 } }, 'U1');
    await start('R2');
    await expect(start('R3')).rejects.toMatchObject({ message: expect.stringMatching(/^You/) });
    await start('R4', 'U2');
    await expect(start('R5', 'U3')).rejects.toMatchObject({ message: expect.stringMatching(/workspace/) });
  });

  test.each([
    [9 * 3600, 'in about 15 hours'],
    [23 * 3600 + 60, 'in less than an hour'],
  ])('%i seconds into the day their error says how long it still lasts: %s', async (seconds, words) => {
    await store.settings.saveTeam(settings({ limits: { runsPerTeamPerDay: 0 } }), 'U1');
    const now = store.clock.now();
    store.pass(seconds - ((now.getTime() / 1000) % 86_400));
    await expect(start('R1')).rejects.toMatchObject({
      code: 'limit_reached',
      message: `This workspace has used up its runs for today. They start anew at 00:00 UTC, ${words}.`,
    });
  });
});
