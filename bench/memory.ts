import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal } from '../src/domain/run.ts';
import { openWorkspace } from '../test/harness/workspace.ts';
import { table } from './table.ts';

/**
 * How much memory one process takes with many standard runs at once: the app's own resident set, without the browser
 * that prints, which is a process of its own and prints one document after the other. Linux only.
 */
const sizes = [1, 50] as const;

const megabytes = (pid: number, member: 'VmRSS' | 'VmHWM'): number => {
  const [, kilobytes] = new RegExp(`${member}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
};

const peaks: number[] = [];
for (const runs of sizes) {
  const workspace = await openWorkspace({
    gemini: { latency: 'recorded' },
    env: { CONCURRENT_RUNS_PER_TEAM: String(runs), JOBS_AT_ONCE: String(runs), GEMINI_CONCURRENCY: '64' },
  });
  try {
    const idle = megabytes(workspace.pid(), 'VmRSS');
    for (let number = 1; number <= runs; number++) await workspace.prospect(`Bench Company ${number}`);
    let together = 0;
    for (;;) {
      const stored = await workspace.stored();
      together = Math.max(together, stored.filter(({ run }) => run.status === 'running').length);
      if (stored.length === runs && stored.every(({ run }) => isTerminal(run.status))) break;
      await sleep(500);
    }
    const peak = megabytes(workspace.pid(), 'VmHWM');
    peaks.push(peak);
    table([
      [
        `memory of a process, ${runs} standard ${runs === 1 ? 'run' : 'runs at once'}`,
        `at most ${together} under way`,
        `${peak} MB`,
        `idle before ${idle} MB`,
        runs === 1
          ? '–'
          : `${(((peaks.at(-1) ?? 0) - (peaks[0] ?? 0)) / (runs - 1)).toFixed(1)} MB for each further run`,
      ],
    ]);
  } finally {
    await workspace.close();
  }
}
