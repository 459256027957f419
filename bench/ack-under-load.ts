import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkspace } from '../test/harness/workspace.ts';
import { median, percentile, table } from './table.ts';

/** From a signed command to its acknowledgement, while the same process works on more runs than it takes at once. */
const concurrent = 8;
const commands = 100;
const pauseMs = 100;

const workspace = await openWorkspace({
  gemini: { latency: 100 },
  env: { CONCURRENT_RUNS_PER_TEAM: String(concurrent), LOG_LEVEL: 'info' },
});
try {
  const acks: number[] = [];
  for (let number = 1; number <= commands; number++) {
    const { ok, elapsedMs } = await workspace.prospect(`Bench Company ${number}`);
    if (!ok) throw new Error('a command was not acknowledged');
    const underWay = (await workspace.stored()).filter(({ run }) => run.status === 'running').length;
    // The queue fills at first; what is measured is the acknowledgement when no worker is free.
    if (underWay >= concurrent) acks.push(elapsedMs);
    await sleep(pauseMs);
  }
  table([
    [
      `acknowledgement of /prospect, ${concurrent} runs under way and more waiting`,
      `${acks.length} commands`,
      `${Math.round(median(acks))} ms`,
      `p95 ${Math.round(percentile(acks, 0.95))} ms, max ${Math.round(Math.max(...acks))} ms`,
      percentile(acks, 0.95) <= 300 ? 'goal 300 ms met' : 'goal 300 ms missed',
    ],
  ]);
} finally {
  await workspace.close();
}
