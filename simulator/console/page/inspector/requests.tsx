import { useState } from 'react';
import type { LogEntry } from '../../../slack/log.ts';
import { Copy } from './copy.tsx';
import { clock } from './figures.ts';
import { useEntries } from './use-entries.ts';

const shown = 200;
const slow = 300;

const filters: Record<string, (entry: LogEntry) => boolean> = {
  All: () => true,
  'Slack → app': ({ direction }) => direction === 'out',
  'App → Slack': ({ direction }) => direction === 'in',
  Problems: ({ problems, fault }) => fault !== undefined || (problems?.length ?? 0) > 0,
};

/** What became of a request in words; calls of the app are checked block by block before they are answered. */
function verdict({ status, problems, fault, direction }: LogEntry): string {
  if (fault !== undefined) return `fault: ${fault}`;
  if (problems && problems.length > 0) return problems.join(' · ');
  if (status === undefined) return 'no answer yet';
  return direction === 'in' ? 'valid' : 'accepted';
}

const Entry = ({ entry }: { entry: LogEntry }) => {
  const [open, setOpen] = useState(false);
  const { id, at, direction, what, about, elapsedMs, status, problems, fault } = entry;
  const isBad = fault !== undefined || (problems?.length ?? 0) > 0;
  return (
    <details className={`request ${isBad ? 'bad' : ''}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={`way ${direction}`}>{direction === 'in' ? 'app → Slack' : 'Slack → app'}</span>
        <span className="grow">
          {what} {about !== undefined && <small>{about}</small>}
        </span>
        <small className={direction === 'out' && (elapsedMs ?? 0) > slow ? 'slow' : ''}>
          {status ?? '…'} {elapsedMs === undefined ? '' : `${Math.round(elapsedMs)} ms`}
        </small>
      </summary>
      {open && (
        <div>
          <p className="row">
            <span className={isBad ? 'problem' : 'good'}>{verdict(entry)}</span>
            <span className="grow" />
            <Copy value={() => entry} />
          </p>
          <h4>
            Request {id}, {clock(at)}
            {direction === 'out' ? ', signed' : ''}
          </h4>
          <pre>{JSON.stringify(entry.request, null, 2)}</pre>
          <h4>Answer</h4>
          <pre>{JSON.stringify(entry.response ?? null, null, 2)}</pre>
        </div>
      )}
    </details>
  );
};

/** Every signed request to the app and every call of the Web API, newest first. */
export const Requests = ({ version }: { version: number }) => {
  const [filter, setFilter] = useState('All');
  const entries = useEntries<LogEntry>({
    path: '/control/log',
    isOpen: ({ status, problems }) => status === undefined && problems === undefined,
    version,
  });
  const found = entries.filter(filters[filter] ?? (() => true));
  const answers = entries.filter(({ direction, elapsedMs }) => direction === 'out' && elapsedMs !== undefined);
  const times = answers.map(({ elapsedMs }) => elapsedMs ?? 0).toSorted((a, b) => a - b);
  const inMs = (share: number) => `${Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)} ms`;
  return (
    <>
      <div className="row" role="group" aria-label="Which requests">
        {Object.keys(filters).map((name) => (
          <button
            key={name}
            type="button"
            className={`button quiet ${name === filter ? 'chosen' : ''}`}
            aria-pressed={name === filter}
            onClick={() => setFilter(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="row nowrap">
        <p className="summary grow">
          {entries.length} requests. The app answered {answers.length} signed ones, half of them within {inMs(0.5)}, the
          slowest in {inMs(1)}; Slack waits 3000 ms.
        </p>
        <Copy value={() => found} />
      </div>
      {found
        .slice(-shown)
        .toReversed()
        .map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
    </>
  );
};
