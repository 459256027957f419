import { DatabaseSync, StatementSync } from 'node:sqlite';
import { endHere, isPoint, namedPoint } from '../crash-point.ts';

/** Loaded into the app before its own code: ends the process in the moment that `CHAOS_CRASH` names. */
const point = namedPoint();

if (point) {
  let written = false;
  const { run } = StatementSync.prototype;
  const { exec } = DatabaseSync.prototype;
  const isIt = (path: unknown, data: unknown): boolean =>
    typeof path === 'string' &&
    typeof data === 'string' &&
    path.endsWith(point.path) &&
    isPoint(point, path, JSON.parse(data));
  StatementSync.prototype.run = new Proxy(run, {
    apply(target, statement, given: unknown[]) {
      const result = Reflect.apply(target, statement, given);
      if (isIt(given[0], given[4])) {
        if (point.moment === 'before') endHere();
        written = true;
      }
      return result;
    },
  });
  DatabaseSync.prototype.exec = function watched(sql) {
    exec.call(this, sql);
    if (written && sql === 'COMMIT') endHere();
  };
}
