import { AppError } from './errors.ts';
import type { RunStatus } from './run.ts';
import type { StageStatus } from './stage.ts';

const moves: Record<RunStatus, readonly RunStatus[]> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['queued', 'waiting', 'completed', 'partial', 'failed', 'cancelled'],
  waiting: ['queued', 'running', 'cancelled', 'failed'],
  completed: [],
  partial: [],
  failed: [],
  cancelled: [],
};

/** Whether an attempt may go from one status to another. `running → queued` is a continuation: the lease was given back. */
export const canMove = (from: RunStatus, to: RunStatus): boolean => moves[from].includes(to);

export function assertMove(from: RunStatus, to: RunStatus): void {
  if (from !== to && !canMove(from, to)) {
    throw new AppError('conflict', `A run that is ${from} cannot become ${to}.`, { details: { from, to } });
  }
}

export interface StatusInput {
  /** Every stage that any attempt of the run was asked for. */
  wanted: readonly string[];
  stages: ReadonlyMap<string, StageStatus>;
  cancelled: boolean;
  /** The report exists but rests on too little evidence (DOMAIN.md, stages: Gate). */
  thinReport: boolean;
}

/**
 * The true status of a run whose work has stopped, computed from its stages and never written by hand:
 * identity or report failing fails it, anything else missing leaves it partial.
 */
export function outcome({
  wanted,
  stages,
  cancelled,
  thinReport,
}: StatusInput): Extract<RunStatus, 'completed' | 'partial' | 'failed' | 'cancelled'> {
  const isDone = (id: string) => stages.get(id) === 'done';
  if (cancelled && !wanted.every(isDone)) return 'cancelled';
  if (stages.get('identity') === 'failed' || !isDone('report')) return 'failed';
  if (!wanted.every(isDone) || thinReport) return 'partial';
  return 'completed';
}
