import { AppError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HeldLease, Runs } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { Writer } from './outbox-types.ts';

/** What the reporter remembers of a run while it is shown; everything that must last is stored. */
export interface Session {
  team: string;
  run: string;
  /** The worker's lease, as far as it is known here. Given up with the lease. */
  lease?: HeldLease;
  /** Newest token of the run that was seen here; outlives the lease. */
  token?: number;
  /** Monotonic time after which the lease must be looked up again before anything is sent. */
  leaseUntil: number;
  /** The anchor whose thread is known to be this run's. */
  named?: string;
  /** What the worker says about the moment. Not stored. */
  note?: string;
  dirty: boolean;
  /** Why the last try to show it broke down. */
  broken?: unknown;
  /** Slack's code for the loss of the app's access to the workspace, in the last look. */
  lostAccess?: string;
  working?: Promise<void>;
  /** Ends the pause before the next edit. */
  wake: () => void;
  /** Monotonic time before which the anchor is not edited again. */
  nextEditAt: number;
}

export const createSession = (team: string, run: string): Session => ({
  team,
  run,
  leaseUntil: 0,
  dirty: false,
  wake: () => {},
  nextEditAt: 0,
});

/**
 * Whether this process may show the run, judged from its stored state. Under a lease only the holder may; without
 * one (finished, waiting, given back) anybody may: the slots' revisions keep writers apart, and the token keeps out
 * whoever does not know that the run was taken since.
 */
export function holds(session: Session, run: Run, clock: Clock): boolean {
  if (!run.lease) {
    delete session.lease;
    session.token = run.lastToken;
    return true;
  }
  const left = Date.parse(run.lease.expiresAt) - clock.now().getTime();
  if (session.lease?.token !== run.lease.token || left <= 0) {
    delete session.lease;
    return false;
  }
  session.lease = { ...run.lease, team: session.team, run: session.run };
  session.token = run.lease.token;
  session.leaseUntil = clock.monotonic() + left;
  return true;
}

/**
 * A paused process that wakes up looks first whether the run is still its own, and one that gave the run back, whether
 * somebody has it by now.
 */
export function createGuard(session: Session, runs: Runs, clock: Clock): Pick<Writer, 'token' | 'check'> {
  return {
    token: () => session.token,
    async check(afresh) {
      if (!afresh && session.lease && clock.monotonic() < session.leaseUntil) return;
      const run = await runs.get(session.team, session.run);
      if (!run || !holds(session, run, clock)) {
        throw new AppError('lease_lost', 'Another worker has taken this run over.', { details: { run: session.run } });
      }
    },
  };
}
