import { useState } from 'react';
import type { SeenRun } from '../../../inside/seen-runs.ts';
import { nameOf, useWorkspace } from '../workspace/workspace.ts';
import { Copy } from './copy.tsx';
import { clock, counted, dollars } from './figures.ts';
import { Run } from './run.tsx';
import { useLooked } from './use-looked.ts';

type Stored = SeenRun['run'];

const Line = ({ run }: { run: Stored }) => {
  const { snapshot } = useWorkspace();
  const [open, setOpen] = useState(false);
  return (
    <details className="request run" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={`state ${run.status}`}>{run.status}</span>
        <span className="grow">
          <strong>{run.companyName}</strong>{' '}
          <small>
            {run.mode}, {nameOf(snapshot, run.createdBy)}, {clock(run.createdAt)}
          </small>
        </span>
        <small>{dollars(run.usage.costUsd)}</small>
      </summary>
      {open && <Run id={run.id} />}
    </details>
  );
};

/** What the app stored of its newest runs, whoever may see them in Slack. */
export const Runs = () => {
  const { place } = useWorkspace();
  const [runs] = useLooked<Stored[]>(`/console/runs?${new URLSearchParams({ team: place.team })}`);
  if (!runs) return <p className="summary">Looking…</p>;
  const cost = runs.reduce((sum, { usage }) => sum + usage.costUsd, 0);
  return (
    <>
      <div className="row nowrap">
        <p className="summary grow">
          {runs.length === 0
            ? 'No run yet: /prospect Maersk makes one.'
            : `${counted(runs.length, 'run')} as the app stored ${runs.length === 1 ? 'it' : 'them'}, newest first. ${dollars(cost)} by the configured prices.`}
        </p>
        <Copy value={() => runs} />
      </div>
      {runs.map((run) => (
        <Line key={run.id} run={run} />
      ))}
    </>
  );
};
