import type { Clock } from '../domain/ports/clock.ts';
import type { JobHandler } from '../domain/ports/queue.ts';
import type { Runs } from '../domain/ports/repositories.ts';
import { currentAttempt, isTerminal, type Run } from '../domain/run.ts';

export interface WorkThroughOptions {
  run: Pick<Run, 'team' | 'id'>;
  runJob: JobHandler;
  runs: Pick<Runs, 'get' | 'requestCancel'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Aborted when the person at the terminal has had enough. */
  stop: AbortSignal;
}

/**
 * Works on a run until it has ended or asks a person, where no queue brings the job again: waits by itself while work
 * is done elsewhere. Stopped, it cancels the run, because nobody would ever go on with it.
 */
export async function workThrough({ run: { team, id }, runJob, runs, clock, stop }: WorkThroughOptions): Promise<void> {
  for (let count = 1; ; count += 1) {
    const run = await runs.get(team, id);
    if (!run || isTerminal(run.status) || run.status === 'waiting') return;
    if (stop.aborted) return giveUp(run);
    const pause = run.dueAt === undefined ? heldPause(run) : Date.parse(run.dueAt) - clock.now().getTime();
    if (pause > 0) {
      await clock.sleep(pause, stop).catch(ignoreStop);
      if (stop.aborted) continue;
    }
    await deliver(run, count, stop);
  }

  function deliver(run: Run, count: number, signal: AbortSignal): Promise<void> {
    return runJob({ team, kind: 'run', id, attempt: currentAttempt(run).no }, { count, signal });
  }

  function ignoreStop(error: unknown): void {
    if (!stop.aborted) throw error;
  }

  /** What runs elsewhere is stopped by a last delivery, which starts nothing any more. */
  async function giveUp(run: Run): Promise<void> {
    await runs.requestCancel(team, id, team);
    await deliver(run, 1, new AbortController().signal);
  }
}

/** After a lease was lost, such as by a computer that slept: until it has run out nobody can take the run. */
const heldPause = (run: Run): number => (run.status === 'running' ? 1000 : 0);
