import { startAppProcess } from '../test/harness/app-process.ts';
import { serviceEnv } from '../test/harness/service-env.ts';
import { openWorkspace } from '../test/harness/workspace.ts';
import { median, percentile, table } from './table.ts';

/** Whole process: from spawn to listening; then the time from a signed command to its acknowledgement. */
const workspace = await openWorkspace({ gemini: { latency: 500 } });
try {
  const starts: number[] = [];
  for (let round = 0; round < 5; round++) {
    await workspace.stopApp();
    const began = performance.now();
    await workspace.startApp();
    starts.push(performance.now() - began);
  }
  const acks: number[] = [];
  for (let round = 0; round < 40; round++) {
    const { ok, elapsedMs } = await workspace.prospect(`Bench Company ${round}`);
    if (!ok) throw new Error('a command was not acknowledged');
    acks.push(elapsedMs);
  }
  table([
    [
      'bot and worker, spawn to listening',
      '',
      `${Math.round(median(starts))} ms`,
      `max ${Math.round(Math.max(...starts))} ms`,
      median(starts) < 1000 ? 'goal 1 s met' : 'goal 1 s missed',
    ],
    [
      'acknowledgement of /prospect, runs under way',
      '40 commands',
      `${Math.round(median(acks))} ms`,
      `p95 ${Math.round(percentile(acks, 0.95))} ms`,
      percentile(acks, 0.95) <= 300 ? 'goal 300 ms met' : 'goal 300 ms missed',
    ],
  ]);
} finally {
  await workspace.close();
}

/** The same for the services on Google Cloud, each a process of its own. */
for (const program of ['start-bot.ts', 'start-worker.ts'] as const) {
  const starts: number[] = [];
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    const service = await startAppProcess(serviceEnv, program);
    starts.push(performance.now() - began);
    await service.end('SIGTERM');
  }
  const goal = median(starts) < 1000 ? 'goal 1 s met' : 'goal 1 s missed';
  const times = [`${Math.round(median(starts))} ms`, `max ${Math.round(Math.max(...starts))} ms`];
  table([[`${program}, spawn to listening`, '', ...times, program === 'start-bot.ts' ? goal : '–']]);
}
