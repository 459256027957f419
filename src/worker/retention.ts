import { isAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import { lower } from '../domain/team-settings.ts';
import { teamVisible } from '../domain/visibility.ts';

export interface RetentionOptions {
  repositories: Pick<Repositories, 'runs' | 'tasks' | 'settings' | 'audit' | 'teams'>;
  clock: Pick<Clock, 'now'>;
  /** Of the environment; a team may set a shorter time. Absent: kept for ever, unless the team says otherwise. */
  retentionDays?: number;
  /** After which nothing is left of a team that removed the app. */
  uninstalledDays: number;
  log: Log;
}

export interface Swept {
  runs: number;
  tasks: number;
  teams: number;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** At a time, so that nothing else waits long for the store. */
const portion = 20;

/**
 * Deletes what is kept no longer: ended runs with their files, vectors, tasks and notes of Slack messages, and all of
 * teams that removed the app. What is in Slack stays there; its buttons find nothing and say so. Stops between portions
 * when it is told to; the next sweep goes on.
 */
export function createRetention(options: RetentionOptions) {
  const { repositories, clock, retentionDays, uninstalledDays, log } = options;
  const { runs, tasks, settings, audit, teams } = repositories;
  const daysAgo = (days: number): string => new Date(clock.now().getTime() - days * dayMilliseconds).toISOString();

  async function deleteRun(team: string, run: string): Promise<boolean> {
    try {
      await runs.delete(team, run);
    } catch (error) {
      // Another sweep was faster, or somebody has just begun another attempt.
      if (isAppError(error, 'not_found') || isAppError(error, 'conflict')) return false;
      throw error;
    }
    const event = { by: 'system', act: 'run.delete', from: 'system', visibility: teamVisible } as const;
    await audit.record({ team, on: run, ...event, detail: 'retention' });
    return true;
  }

  async function sweepRuns(team: string, before: string, signal: AbortSignal): Promise<number> {
    let deleted = 0;
    while (!signal.aborted) {
      const old = await runs.olderThan(team, before, portion);
      let now = 0;
      for (const run of old) if (await deleteRun(team, run)) now += 1;
      deleted += now;
      if (now === 0) break;
    }
    return deleted;
  }

  async function sweepTasks(team: string, before: string, signal: AbortSignal): Promise<number> {
    let deleted = 0;
    while (!signal.aborted) {
      const now = await tasks.deleteOlderThan(team, before, portion);
      deleted += now;
      if (now < portion) break;
    }
    return deleted;
  }

  async function sweepTeam(team: string, swept: Swept, signal: AbortSignal): Promise<void> {
    const removedAt = await teams.removedAt(team);
    if (removedAt !== undefined && removedAt < daysAgo(uninstalledDays)) {
      const documents = await teams.delete(team);
      log.info({ team, documents }, 'everything of a team that removed the app deleted');
      swept.teams += 1;
      return;
    }
    const days = lower(retentionDays, (await settings.team(team)).retentionDays);
    if (days === undefined) return;
    swept.runs += await sweepRuns(team, daysAgo(days), signal);
    swept.tasks += await sweepTasks(team, daysAgo(days), signal);
  }

  return async (signal: AbortSignal): Promise<Swept> => {
    const swept: Swept = { runs: 0, tasks: 0, teams: 0 };
    for (const team of await runs.teams()) {
      if (signal.aborted) break;
      // One team that cannot be swept keeps no other from it.
      await sweepTeam(team, swept, signal).catch((error: unknown) => {
        log.error({ team, err: error }, 'old work not deleted');
      });
    }
    return swept;
  };
}
