import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isCrashPoint } from './crash-point.ts';

/** Loaded into the app before its own code: ends the process in the moment that `CHAOS_CRASH` names. */
const named: unknown = JSON.parse(process.env.CHAOS_CRASH ?? 'null');
const point = isCrashPoint(named) ? named : undefined;
const end = (): void => void process.kill(process.pid, 'SIGKILL');

if (point) {
  let written = false;
  const { run } = StatementSync.prototype;
  const { exec } = DatabaseSync.prototype;
  const isIt = (path: unknown, data: unknown): boolean => {
    if (typeof path !== 'string' || typeof data !== 'string' || !path.endsWith(point.path)) return false;
    const document = JSON.parse(data) as Record<string, unknown>;
    return (
      Object.entries(point.where).every(([member, value]) => document[member] === value) &&
      (point.has === undefined || document[point.has] !== undefined)
    );
  };
  StatementSync.prototype.run = new Proxy(run, {
    apply(target, statement, given: unknown[]) {
      const result = Reflect.apply(target, statement, given);
      if (isIt(given[0], given[4])) {
        if (point.moment === 'before') end();
        written = true;
      }
      return result;
    },
  });
  DatabaseSync.prototype.exec = function watched(sql) {
    exec.call(this, sql);
    if (written && sql === 'COMMIT') end();
  };
}
