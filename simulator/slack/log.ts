import type { SimulatorClock } from '../clock.ts';
import type { Changes } from './changes.ts';
import type { Json } from './json.ts';

/** One request and its answer; `in` comes from the app (Web API), `out` goes to it (signed). */
export interface LogEntry {
  id: number;
  at: string;
  direction: 'in' | 'out';
  /** The Web API method, or the kind of payload. */
  what: string;
  /** What a test looks for without reading the payload: command text, callback or action id, event type. */
  about?: string;
  request: Json;
  status?: number;
  response?: unknown;
  elapsedMs?: number;
  /** What Slack would have refused or shown as an error. */
  problems?: string[];
  /** The fault that was played, if any. */
  fault?: string;
}

export interface RequestLog {
  start(entry: Pick<LogEntry, 'direction' | 'what' | 'request' | 'about'>): LogEntry;
  finish(entry: LogEntry, answer: Pick<LogEntry, 'status' | 'response' | 'elapsedMs' | 'problems' | 'fault'>): void;
  entries(after?: number): LogEntry[];
}

const kept = 2000;

export function createLog(clock: SimulatorClock, changes: Changes): RequestLog {
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    start(entry) {
      last += 1;
      const made: LogEntry = { id: last, at: clock.now().toISOString(), ...entry, request: masked(entry.request) };
      entries = [...entries.slice(1 - kept), made];
      changes.emit({ kind: 'log', id: String(made.id) });
      return made;
    },
    finish(entry, answer) {
      for (const [key, value] of Object.entries(answer))
        if (value !== undefined) Object.assign(entry, { [key]: key === 'response' ? masked(value) : value });
      changes.emit({ kind: 'log', id: String(entry.id) });
    },
    entries: (after = 0) => entries.filter((entry) => entry.id > after),
  };
}

const secrets = /x(?:ox[a-z]|app|wfp)[.-][\w.-]+/g;

/** A log is shown and kept; tokens have no place in it. */
function masked<T>(value: T): T {
  const text = JSON.stringify(value);
  return text?.search(secrets) >= 0 ? JSON.parse(text.replace(secrets, 'x***')) : value;
}
