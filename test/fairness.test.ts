import { expect, it } from 'vitest';
import { serveTwoTeams } from './harness/two-teams.ts';

it('a long queue of one team does not hold up the one run of another', async () => {
  const served = await serveTwoTeams({
    ...{ runs: 60, processes: 2, jobsAtOnce: 2, runsPerTeam: 3, jobMilliseconds: 20, warmUp: 3 },
  });
  // Every place but one is taken by the busy team; the next that is free is not for it.
  expect(served.mostOfBusy).toBeLessThanOrEqual(3);
  expect(served.endedMeanwhile).toBeLessThanOrEqual(3);
  expect(served.leftOfBusy).toBeGreaterThan(40);
});
