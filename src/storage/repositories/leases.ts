import { AppError } from '../../domain/errors.ts';
import type { Transaction } from '../../domain/ports/documents.ts';
import type { HeldLease } from '../../domain/ports/repositories.ts';
import { isTerminal, Run } from '../../domain/run.ts';
import { runPath } from './paths.ts';
import { fromStored } from './stored.ts';

/**
 * The run whose lease is held, read inside the transaction that is about to write: so the write and the check happen
 * at one moment. `lease_lost` when another token was given, the lease was given back, or the attempt has ended. An
 * expired lease that nobody took over is still its holder's.
 */
export async function heldRun(transaction: Transaction, lease: HeldLease): Promise<Run> {
  const stored = await transaction.get(runPath(lease.team, lease.run));
  const run = stored && fromStored(Run, stored);
  if (run?.lease?.token !== lease.token || run.lease.owner !== lease.owner || isTerminal(run.status)) {
    throw new AppError('lease_lost', 'Somebody else continues this work.', {
      details: { team: lease.team, run: lease.run, token: lease.token, current: run?.lastToken },
    });
  }
  return run;
}

/** For what may still be noted after a lease was given back. `lease_lost` once a newer token was given, or the run is gone. */
export async function checkNewest(transaction: Transaction, team: string, id: string, token: number): Promise<void> {
  const stored = await transaction.get(runPath(team, id));
  const current = stored && fromStored(Run, stored).lastToken;
  if (current !== token) {
    throw new AppError('lease_lost', 'Somebody else continues this work.', {
      details: { team, run: id, token, current },
    });
  }
}
