import { AppError } from '../../domain/errors.ts';
import type { HeldLease } from '../../domain/ports/repositories.ts';
import { type Attempt, currentAttempt, isTerminal, type Run, type RunStatus } from '../../domain/run.ts';
import type { StoredError } from '../../domain/stage.ts';
import { assertMove } from '../../domain/status.ts';

/** Pure steps from one state of a run to the next; every move of the status goes through `assertMove`. */

function withAttempt(run: Run, change: (attempt: Attempt) => Attempt): Attempt[] {
  return [...run.attempts.slice(0, -1), change(currentAttempt(run))];
}

/** The run with another status, and its present attempt with the same one. `conflict` when that move is not allowed. */
export function moved(run: Run, status: RunStatus, now: Date): Run {
  assertMove(run.status, status);
  const at = now.toISOString();
  const started = status === 'running' && { startedAt: at };
  const finished = isTerminal(status) && { finishedAt: at };
  return {
    ...run,
    status,
    updatedAt: at,
    attempts: withAttempt(run, (attempt) => ({ ...started, ...attempt, status, ...finished })),
    ...(status === 'running' && { startedAt: run.startedAt ?? at }),
    ...finished,
  };
}

/** With a new lease: the next token, which makes every older one worthless. */
export function leased(
  run: Run,
  owner: string,
  expiresAt: Date,
  now: Date,
): Run & { lease: NonNullable<Run['lease']> } {
  const token = run.lastToken + 1;
  return {
    ...moved(withoutDueAt(run), 'running', now),
    lastToken: token,
    lease: { owner, token, expiresAt: expiresAt.toISOString() },
  };
}

export function withoutLease({ lease: _, ...run }: Run): Run {
  return run;
}

export function withoutWaiting({ waiting: _, ...run }: Run): Run {
  return run;
}

export function withoutDueAt({ dueAt: _, ...run }: Run): Run {
  return run;
}

/** One more unforeseen failure of the present attempt; counted from one again where steps have ended since the last. */
export function withFailure(run: Run, endedStages: number): Run {
  const { failures } = currentAttempt(run);
  const count = failures && failures.endedStages >= endedStages ? failures.count + 1 : 1;
  return { ...run, attempts: withAttempt(run, (attempt) => ({ ...attempt, failures: { count, endedStages } })) };
}

/** Ended: nobody holds it and nothing is waited for. An error noted before stays where the end is not a good one. */
export function ended(run: Run, status: RunStatus, now: Date, error?: StoredError): Run {
  const { error: noted, ...rest } = moved(withoutWaiting(withoutLease(run)), status, now);
  const shown = error ?? (status === 'failed' || status === 'partial' ? noted : undefined);
  return { ...rest, ...(shown && { error: shown }) };
}

/** A new attempt on a run that has ended. What earlier attempts made and spent stays. Error: `conflict`. */
export function nextAttempt(
  run: Run,
  { wanted, remake, by }: { wanted: readonly string[]; remake: readonly string[]; by: string },
  now: Date,
): Run {
  if (!isTerminal(run.status)) {
    throw new AppError('conflict', 'This run is still being worked on.', { details: { status: run.status } });
  }
  const { finishedAt: _finished, cancelRequested: _cancelled, error: _error, ...kept } = run;
  const attempt: Attempt = {
    no: currentAttempt(run).no + 1,
    wanted: [...wanted],
    remake: [...remake],
    by,
    status: 'queued',
  };
  return { ...kept, status: 'queued', updatedAt: now.toISOString(), attempts: [...run.attempts, attempt] };
}

export const heldLeaseOf = (run: Run & { lease: NonNullable<Run['lease']> }): HeldLease => ({
  ...run.lease,
  team: run.team,
  run: run.id,
});

export const isHeld = (run: Run, now: Date): boolean =>
  run.status === 'running' && run.lease !== undefined && Date.parse(run.lease.expiresAt) > now.getTime();
