import { serveTwoTeams } from '../test/harness/two-teams.ts';
import { median, table } from './table.ts';

/** A thousand queued runs of one team, and one of another that asks later: how long that one waits for its start. */
const setting = { runs: 1000, processes: 2, jobsAtOnce: 4, runsPerTeam: 3, jobMilliseconds: 200, warmUp: 3 };
const rounds = 3;

const waited: number[] = [];
const meanwhile: number[] = [];
let most = 0;
for (let round = 0; round < rounds; round += 1) {
  const served = await serveTwoTeams(setting);
  waited.push(served.waitedMilliseconds);
  meanwhile.push(served.endedMeanwhile);
  most = Math.max(most, served.mostOfBusy);
}
const { runs, processes, jobsAtOnce, runsPerTeam, jobMilliseconds } = setting;
const isFair = Math.max(...waited) <= jobMilliseconds;
table([
  [
    'one run behind 1000 of another team, wait for its start',
    `${runs} runs of ${jobMilliseconds} ms, ${processes} processes of ${jobsAtOnce} jobs, ${runsPerTeam} runs a team`,
    `median ${median(waited).toFixed(0)} ms`,
    `max ${Math.max(...waited).toFixed(0)} ms, ${Math.max(...meanwhile)} runs ended meanwhile`,
    isFair ? 'goal one run met' : 'goal one run missed',
  ],
  ['runs of the busy team at once', '', '', `max ${most}`, most <= runsPerTeam ? 'limit kept' : 'limit broken'],
]);
