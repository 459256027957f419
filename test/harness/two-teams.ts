import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, systemClock } from '../../src/clock.ts';
import { silentLog } from '../../src/domain/log.ts';
import type { JobHandler } from '../../src/domain/ports/queue.ts';
import { openEmbedded } from '../../src/storage/embedded/open-embedded.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import { newRun } from '../../src/storage/repositories/test-store.ts';
import { createJobHandler } from '../../src/worker/jobs.ts';
import { createPublishDue } from '../../src/worker/reap.ts';

export interface TwoTeams {
  /** Runs of the busy team, all asked for before the other team's one. */
  runs: number;
  processes: number;
  jobsAtOnce: number;
  runsPerTeam: number;
  jobMilliseconds: number;
  /** Runs of the busy team that end before the other asks. */
  warmUp: number;
}

const poll = 5;

/**
 * Several processes on one store and queue, whose runs only take time: one team has a long queue, another asks for one
 * run. Answers how long that one waited, in time and in runs of the busy team that ended meanwhile.
 */
export async function serveTwoTeams({ runs, processes, jobsAtOnce, runsPerTeam, jobMilliseconds, warmUp }: TwoTeams) {
  const folder = await mkdtemp(join(tmpdir(), 'fairness-'));
  const ended: { team: string; at: number }[] = [];
  const begun = new Map<string, number>();
  const inWork = new Set<string>();
  let mostOfBusy = 0;

  const opened = Array.from({ length: processes }, (_, index) => {
    const storage = openEmbedded({ dataDir: folder, clock: systemClock, pollMilliseconds: 20 });
    const repositories = createRepositories({
      documents: storage.documents,
      clock: systemClock,
      leaseSeconds: 60,
      limits: { concurrentRunsPerTeam: runsPerTeam },
      newId,
    });
    const run: JobHandler = async ({ team, id, attempt }) => {
      const taken = await repositories.runs.take(team, id, attempt, `w${index}`);
      if (!taken.taken) return;
      begun.set(team, begun.get(team) ?? performance.now());
      inWork.add(id);
      mostOfBusy = Math.max(mostOfBusy, [...inWork].filter((one) => one.startsWith('busy')).length);
      await systemClock.sleep(jobMilliseconds);
      inWork.delete(id);
      await repositories.runs.finish(taken.lease, 'completed');
      ended.push({ team, at: performance.now() });
    };
    const { deadLetters } = repositories;
    const publishDue = createPublishDue({ runs: repositories.runs, queue: storage.queue, log: silentLog });
    const shared = { deadLetters, attempts: 5, publishDue, newId, log: silentLog };
    return { storage, repositories, handle: createJobHandler({ ...shared, run, task: run }) };
  });
  const [first] = opened;
  if (!first) throw new TypeError('no process');

  const ask = async (team: string, id: string): Promise<void> => {
    await first.repositories.runs.create(newRun(id, { team }));
    await first.storage.queue.publish({ team, kind: 'run', id, attempt: 1 });
  };
  try {
    for (let n = 0; n < runs; n += 1) await ask('TBUSY', `busy-${n}`);
    const consumers = opened.map(({ storage, handle }) => storage.queue.consume(handle, { concurrency: jobsAtOnce }));
    while (ended.length < warmUp) await systemClock.sleep(poll);
    const asked = performance.now();
    await ask('TLONE', 'lone');
    while (!ended.some(({ team }) => team === 'TLONE')) await systemClock.sleep(poll);
    const taken = begun.get('TLONE') ?? Number.NaN;
    await Promise.all(consumers.map((consumer) => consumer.close()));
    return {
      waitedMilliseconds: taken - asked,
      endedMeanwhile: ended.filter(({ team, at }) => team === 'TBUSY' && at > asked && at < taken).length,
      mostOfBusy,
      leftOfBusy: runs - ended.filter(({ team }) => team === 'TBUSY').length,
    };
  } finally {
    await Promise.all(opened.map(({ storage }) => storage.close()));
    await rm(folder, { recursive: true });
  }
}
