import type { SeenRun } from '../../../inside/seen-runs.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { Copy } from './copy.tsx';
import { clock, counted, seconds, usageLine } from './figures.ts';
import { Slots } from './slots.tsx';
import { Stage } from './stage.tsx';
import { useLooked } from './use-looked.ts';

/** Who works on it, and until when nobody else may. */
const leaseLine = ({ lease, lastToken, dueAt }: SeenRun['run']): string =>
  [
    lease ? `held by ${lease.owner} until ${clock(lease.expiresAt)}` : 'nobody works on it',
    `fencing token ${lease?.token ?? lastToken}`,
    ...(dueAt === undefined ? [] : [`due at ${clock(dueAt)}`]),
  ].join(' · ');

/** What the app stored of one run, as it changes. */
export const Run = ({ id }: { id: string }) => {
  const { place } = useWorkspace();
  const [seen] = useLooked<SeenRun>(`/console/runs/${id}?${new URLSearchParams({ team: place.team })}`);
  if (!seen) return <p className="summary">Looking…</p>;
  const { run, stages, slots, evidence } = seen;
  const done = stages.filter(({ status }) => status === 'done').length;
  return (
    <div>
      <p className="row">
        <code className="grow">{run.id}</code>
        <Copy value={() => seen} />
      </p>
      <p className="summary">{usageLine(run.usage)}</p>
      {run.attempts.map(({ no, status, wanted, remake, startedAt, finishedAt, failures }) => (
        <p key={no} className="summary">
          Attempt {no}: {status}
          {startedAt !== undefined && finishedAt !== undefined && `, ${seconds(startedAt, finishedAt)}`}, wanted{' '}
          {wanted.join(', ')}
          {remake.length > 0 && `, made again ${remake.join(', ')}`}
          {failures && `, broke off ${counted(failures.count, 'time')}`}
        </p>
      ))}
      <p className="summary">Lease: {leaseLine(run)}</p>
      {run.cancelRequested && <p className="slow">Cancelled by {run.cancelRequested.by}</p>}
      {run.error && (
        <p className="problem">
          {run.error.code}: {run.error.message} ({run.error.reference})
        </p>
      )}
      {run.warnings.map((warning) => (
        <p key={warning} className="slow">
          {warning}
        </p>
      ))}
      <h4>
        Stages ({done} of {stages.length} done)
      </h4>
      {stages.map((stage) => (
        <Stage key={stage.id} stage={stage} evidence={evidence.filter((answer) => answer.stage === stage.id)} />
      ))}
      <h4>Outbox</h4>
      {slots.length === 0 ? (
        <p className="summary">Nothing was posted.</p>
      ) : (
        <Slots slots={slots} thread={run.threadTs ?? slots.find(({ place }) => place === 'anchor')?.ts} />
      )}
    </div>
  );
};
