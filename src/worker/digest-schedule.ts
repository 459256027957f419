import type { Log } from '../domain/log.ts';
import type { Person } from '../domain/person.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import { teamVisible } from '../domain/visibility.ts';
import { type DigestWeek, digestWeek } from './digest-week.ts';

export interface DigestScheduleOptions {
  repositories: Pick<Repositories, 'runs' | 'people' | 'tasks' | 'teams'>;
  queue: Pick<Queue, 'publish'>;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

const weekMilliseconds = 7 * 24 * 60 * 60 * 1000;

/**
 * The digest that somebody is to have now; undefined until the next Monday, 08:00 where they are. Weeks that were missed
 * are told together. Who has just switched it on has the first one on the next Monday, about the week before it.
 */
export function digestDue(person: Person, now: Date): (DigestWeek & { since: string }) | undefined {
  const { week, at } = digestWeek(now, person.timeZone);
  const last = person.lastDigestAt ?? person.updatedAt;
  if (Date.parse(last) >= at.getTime()) return undefined;
  return { week, at, since: person.lastDigestAt ?? new Date(at.getTime() - weekMilliseconds).toISOString() };
}

/** Begins the digests that are due, one a person and week however often and wherever it is called. Answers how many. */
export function createDigestSchedule({ repositories, queue, clock, log }: DigestScheduleOptions) {
  const { runs, people, tasks, teams } = repositories;

  async function begin(person: Person): Promise<boolean> {
    const now = clock.now();
    const due = digestDue(person, now);
    if (!due) return false;
    const { team, user } = person;
    const { task, created } = await tasks.create({
      ...{ kind: 'digest', id: `digest-${user}-${due.week}`, team, createdBy: user, user, since: due.since },
      // A direct message; besides what they asked for themselves it tells what everybody may see.
      ...{ visibility: user, viewer: [teamVisible], place: { channel: user } },
    });
    const { updatedAt: _updated, schemaVersion: _version, ...known } = person;
    await people.save({ ...known, lastDigestAt: now.toISOString() });
    if (created) await queue.publish({ team, kind: task.kind, id: task.id, attempt: task.attempt });
    return created;
  }

  async function beginTeam(team: string): Promise<number> {
    if ((await teams.removedAt(team)) !== undefined) return 0;
    let begun = 0;
    for (const person of await people.withDigest(team)) {
      const isBegun = await begin(person).catch((error: unknown) => {
        log.error({ team, user: person.user, err: error }, 'digest not begun');
        return false;
      });
      if (isBegun) begun += 1;
    }
    return begun;
  }

  return async (): Promise<number> => {
    let begun = 0;
    for (const team of await runs.teams()) begun += await beginTeam(team);
    if (begun > 0) log.info({ count: begun }, 'digests begun');
    return begun;
  };
}
