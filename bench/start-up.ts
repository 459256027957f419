import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAppProcess } from '../test/harness/app-process.ts';
import { serviceEnv } from '../test/harness/service-env.ts';
import { openWorkspace } from '../test/harness/workspace.ts';
import { median, percentile, table } from './table.ts';

const rounds = 7;
/** Nothing compiled from before, as in a first start; and as in every later one. */
const cold = { NODE_DISABLE_COMPILE_CACHE: '1' };
const warm = {};

/** Whole process, from spawn to listening: cold and warm by turns, so that both meet the same machine. */
const dataDir = await mkdtemp(join(tmpdir(), 'start-up-'));
try {
  const embeddedEnv = {
    ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1' },
    ...{ GEMINI_API_KEY: 'k', METADATA_SERVER_DETECTION: 'none', LANGSMITH_TRACING: 'false' },
  };
  for (const [program, env, goal] of [
    ['start-embedded.ts', embeddedEnv, true],
    ['start-bot.ts', serviceEnv, true],
    ['start-worker.ts', serviceEnv, false],
  ] as const) {
    const time = async (how: Record<string, string>): Promise<number> => {
      const began = performance.now();
      const app = await startAppProcess({ ...env, ...how }, program);
      const taken = performance.now() - began;
      await app.end('SIGTERM');
      return taken;
    };
    // Fills the cache, and the page cache of the system for both.
    await time(warm);
    const times: { cold: number; warm: number }[] = [];
    for (let round = 0; round < rounds; round++) times.push({ cold: await time(cold), warm: await time(warm) });
    const first = median(times.map((one) => one.cold));
    const later = median(times.map((one) => one.warm));
    table([
      [
        `\`${program}\`, spawn to listening`,
        `medians of ${rounds}, with and without compiled code by turns`,
        `${Math.round(later)} ms`,
        `without ${Math.round(first)} ms, × ${(later / first).toFixed(2)}`,
        goal ? `1 s ${later < 1000 ? 'met' : 'missed'}` : '–',
      ],
    ]);
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** From a signed command to its acknowledgement. */
const workspace = await openWorkspace({ gemini: { latency: 500 } });
try {
  const acks: number[] = [];
  for (let round = 0; round < 40; round++) {
    const { ok, elapsedMs } = await workspace.prospect(`Bench Company ${round}`);
    if (!ok) throw new Error('a command was not acknowledged');
    acks.push(elapsedMs);
  }
  const p95 = percentile(acks, 0.95);
  table([
    [
      'acknowledgement of `/prospect`, runs under way',
      '40 commands',
      `${Math.round(median(acks))} ms`,
      `p95 ${Math.round(p95)} ms`,
      `300 ms ${p95 <= 300 ? 'met' : 'missed'}`,
    ],
  ]);
} finally {
  await workspace.close();
}
