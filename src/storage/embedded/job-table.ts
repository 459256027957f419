import type { Clock } from '../../domain/ports/clock.ts';
import { Job } from '../../domain/ports/queue.ts';
import type { Database } from './database.ts';

/**
 * `visible_at` (ms since 1970): not delivered before it. `claim` names the present delivery; only its holder may
 * extend, acknowledge or give back. `dead` holds what was given up.
 */
export const jobSchema = `
  CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, job TEXT NOT NULL, count INTEGER NOT NULL,
    visible_at INTEGER NOT NULL, claim TEXT);
  CREATE INDEX IF NOT EXISTS jobs_by_time ON jobs (visible_at);
  CREATE INDEX IF NOT EXISTS jobs_by_job ON jobs (job);
  CREATE TABLE IF NOT EXISTS dead (
    id INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, job TEXT NOT NULL, count INTEGER NOT NULL,
    died_at INTEGER NOT NULL, reason TEXT NOT NULL)`;
export const jobSchemaVersion = 1;

export interface DeadLetter {
  id: string;
  job: Job;
  deliveries: number;
  diedAt: string;
  /** Code of the last error, or `no_answer` when the process ended without one. */
  reason: string;
}

export interface Claimed {
  id: number;
  claim: string;
  job: Job;
  count: number;
  /** Known of a message that nobody has seen yet. */
  publishedAt?: string;
}

export interface JobTableOptions {
  clock: Clock;
  visibilityMilliseconds: number;
  maxDeliveries: number;
  backoffMilliseconds: number;
  maxBackoffMilliseconds: number;
  newClaim(): string;
}

export interface JobTable {
  publish(job: Job): Promise<void>;
  claim(): Promise<Claimed | undefined>;
  /** False when the claim was lost: the message is delivered to somebody else. */
  extend(claimed: Claimed): Promise<boolean>;
  acknowledge(claimed: Claimed): Promise<void>;
  /** `reason` is missing when the job did not fail but was interrupted: then the delivery does not count. */
  giveBack(claimed: Claimed, reason?: string): Promise<void>;
  dead(limit: number): DeadLetter[];
  replay(id: string): Promise<boolean>;
}

const encode = ({ team, kind, id, attempt }: Job): string => JSON.stringify([team, kind, id, attempt]);
const decode = (text: string): Job => {
  const [team, kind, id, attempt]: unknown[] = JSON.parse(text);
  return Job.parse({ team, kind, id, attempt });
};

export function createJobTable(database: Database, options: JobTableOptions): JobTable {
  const { clock, visibilityMilliseconds, maxDeliveries, backoffMilliseconds, maxBackoffMilliseconds } = options;
  /** Nothing is ever hidden for longer, so a later time comes from a clock that was set back, and does not count. */
  const horizon = Math.max(visibilityMilliseconds, maxBackoffMilliseconds) + 1000;
  const now = () => clock.now().getTime();

  const sql = (text: string) => database.statement(text);
  const remove = ({ id, claim }: Pick<Claimed, 'id' | 'claim'>) =>
    Number(sql('DELETE FROM jobs WHERE id = ? AND claim = ?').run(id, claim).changes) > 0;

  function bury(team: string, job: string, count: number, reason: string): void {
    sql('INSERT INTO dead (team, job, count, died_at, reason) VALUES (?, ?, ?, ?, ?)').run(
      team,
      job,
      count,
      now(),
      reason,
    );
  }

  const window = () => ({ $at: now(), $horizon: now() + horizon });
  const visible = '(visible_at <= $at OR visible_at > $horizon)';

  /** Of the visible messages, one of the team that has the fewest in work; among those the oldest. */
  const next = () =>
    sql(
      `WITH busy AS (SELECT team, COUNT(*) AS jobs FROM jobs WHERE claim IS NOT NULL AND NOT ${visible} GROUP BY team)
       SELECT id, jobs.team, job, count, visible_at FROM jobs LEFT JOIN busy ON busy.team = jobs.team WHERE ${visible}
       ORDER BY COALESCE(busy.jobs, 0), visible_at, id LIMIT 1`,
    ).get(window());

  /** `retry`: a message that had to be buried was met, look for another one. */
  function claimNext(): Claimed | 'retry' | undefined {
    const row = next();
    if (!row) return undefined;
    const id = Number(row.id);
    const count = Number(row.count) + 1;
    if (count > maxDeliveries) {
      sql('DELETE FROM jobs WHERE id = ?').run(id);
      bury(String(row.team), String(row.job), count - 1, 'no_answer');
      return 'retry';
    }
    const claim = options.newClaim();
    sql('UPDATE jobs SET count = ?, visible_at = ?, claim = ? WHERE id = ?').run(
      count,
      now() + visibilityMilliseconds,
      claim,
      id,
    );
    const job = decode(String(row.job));
    // Until its first delivery a message is visible since it was published.
    const publishedAt = count === 1 ? new Date(Number(row.visible_at)).toISOString() : undefined;
    return { id, claim, count, job, ...(publishedAt !== undefined && { publishedAt }) };
  }

  function returnOrBury(claimed: Claimed, reason: string | undefined): void {
    const { id, claim, count, job } = claimed;
    if (reason !== undefined && count >= maxDeliveries) {
      if (remove(claimed)) bury(job.team, encode(job), count, reason);
      return;
    }
    const pause = reason === undefined ? 0 : Math.min(maxBackoffMilliseconds, backoffMilliseconds * 2 ** (count - 1));
    sql('UPDATE jobs SET claim = NULL, visible_at = ?, count = ? WHERE id = ? AND claim = ?').run(
      now() + pause,
      reason === undefined ? count - 1 : count,
      id,
      claim,
    );
  }

  const insert = (team: string, job: string) =>
    sql('INSERT INTO jobs (team, job, count, visible_at) VALUES (?, ?, 0, ?)').run(team, job, now());

  return {
    async publish(job) {
      const text = encode(job);
      await database.write(() => {
        // A message that nobody has seen yet will do: a reaper may publish what waits again and again.
        const waiting = sql('SELECT 1 FROM jobs WHERE job = ? AND count = 0 AND claim IS NULL').get(text);
        if (!waiting) insert(job.team, text);
      });
    },
    async claim() {
      for (;;) {
        if (!database.read(() => sql(`SELECT 1 FROM jobs WHERE ${visible} LIMIT 1`).get(window()))) return undefined;
        const claimed = await database.write(claimNext);
        if (claimed !== 'retry') return claimed;
      }
    },
    extend: ({ id, claim }) =>
      database.write(() => {
        const until = now() + visibilityMilliseconds;
        const { changes } = sql('UPDATE jobs SET visible_at = ? WHERE id = ? AND claim = ?').run(until, id, claim);
        return Number(changes) > 0;
      }),
    acknowledge: async (claimed) => void (await database.write(() => remove(claimed))),
    giveBack: (claimed, reason) => database.write(() => returnOrBury(claimed, reason)),
    dead: (limit) =>
      database.read(() =>
        sql('SELECT id, job, count, died_at, reason FROM dead ORDER BY id LIMIT ?')
          .all(limit)
          .map((row) => ({
            id: String(row.id),
            job: decode(String(row.job)),
            deliveries: Number(row.count),
            diedAt: new Date(Number(row.died_at)).toISOString(),
            reason: String(row.reason),
          })),
      ),
    replay: (id) =>
      database.write(() => {
        const row = sql('DELETE FROM dead WHERE id = ? RETURNING team, job').get(id);
        if (row) insert(String(row.team), String(row.job));
        return row !== undefined;
      }),
  };
}
