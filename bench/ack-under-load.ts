import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkspace } from '../test/harness/workspace.ts';
import { median, percentile, table } from './table.ts';

/**
 * A hundred commands a second, sent when they are due whatever became of those before, while the process that answers
 * them works on as many runs as it takes at once and the queue behind them grows. The time is counted from when a
 * command was due to when its sender has the acknowledgement, so a sender that falls behind counts too.
 */
const atOnce = 8;
const perSecond = 100;
const seconds = 10;
const goalMs = 300;

const workspace = await openWorkspace({
  gemini: { latency: 'recorded' },
  env: { CONCURRENT_RUNS_PER_TEAM: String(atOnce), JOBS_AT_ONCE: String(atOnce), LOG_LEVEL: 'info' },
});
const running = async () => (await workspace.stored()).filter(({ run }) => run.status === 'running').length;
try {
  for (let number = 1; number <= 2 * atOnce; number++) await workspace.prospect(`Busy Company ${number}`);
  while ((await running()) < atOnce) await sleep(100);

  const began = performance.now();
  const acks = await Promise.all(
    Array.from({ length: perSecond * seconds }, async (_, number) => {
      const due = began + (number * 1000) / perSecond;
      await sleep(Math.max(0, due - performance.now()));
      const { ok } = await workspace.prospect(`Bench Company ${number + 1}`);
      // What Slack has given up after three seconds is none, however early it failed.
      return ok ? performance.now() - due : Number.POSITIVE_INFINITY;
    }),
  );
  const p99 = percentile(acks, 0.99);
  const missed = acks.filter((milliseconds) => milliseconds === Number.POSITIVE_INFINITY).length;
  table([
    [
      `acknowledgement of /prospect, ${perSecond} a second, ${atOnce} runs under way and the others queued`,
      `${acks.length} commands`,
      `median ${Math.round(median(acks))} ms`,
      `p95 ${Math.round(percentile(acks, 0.95))} ms, p99 ${Math.round(p99)} ms, max ${Math.round(Math.max(...acks))} ms, ${missed} not acknowledged`,
      p99 <= goalMs ? `${goalMs} ms met` : `${goalMs} ms missed`,
    ],
  ]);
} finally {
  await workspace.close();
}
