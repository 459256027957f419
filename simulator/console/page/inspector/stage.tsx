import { useState } from 'react';
import type { SeenRun } from '../../../inside/seen-runs.ts';
import { Evidence } from './evidence.tsx';
import { dollars, seconds, usageLine } from './figures.ts';

type Record = SeenRun['stages'][number];

const Inside = ({ stage, evidence }: { stage: Record; evidence: SeenRun['evidence'] }) => (
  <div>
    <p className="summary">
      {[
        stage.line,
        `attempt ${stage.attempt}`,
        stage.version !== undefined && `version ${stage.version}`,
        stage.editedBy !== undefined && `in the words of ${stage.editedBy}`,
        ...stage.models,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
    <p className="summary">{usageLine(stage.usage)}</p>
    {stage.error && (
      <p className="problem">
        {stage.error.code}: {stage.error.message} ({stage.error.reference})
      </p>
    )}
    {stage.warnings.map((warning) => (
      <p key={warning} className="slow">
        {warning}
      </p>
    ))}
    {evidence.map((answer) => (
      <Evidence key={answer.answerId} {...answer} />
    ))}
    {stage.output !== null && stage.output !== undefined && (
      <>
        <h4>Output</h4>
        <pre>{JSON.stringify(stage.output, null, 2)}</pre>
      </>
    )}
  </div>
);

/** One stage of a run: how it stands, what it took, and on opening what it rests on and made. */
export const Stage = ({ stage, evidence }: { stage: Record; evidence: SeenRun['evidence'] }) => {
  const [open, setOpen] = useState(false);
  const { id, status, startedAt, finishedAt, usage, warnings } = stage;
  return (
    <details className="request" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={`state ${status}`}>{status}</span>
        <span className="grow">
          {id} {warnings.length > 0 && <small className="slow">{warnings.length} ⚠</small>}
        </span>
        <small>
          {startedAt !== undefined && finishedAt !== undefined && seconds(startedAt, finishedAt)}
          {usage.calls > 0 && ` · ${dollars(usage.costUsd)}`}
        </small>
      </summary>
      {open && <Inside stage={stage} evidence={evidence} />}
    </details>
  );
};
