import { isAppError, toAppError } from '../domain/errors.ts';
import { currentAttempt, type Run, type RunStatus } from '../domain/run.ts';
import type { LeaseKeeper } from './keep-lease.ts';
import type { RunJobOptions } from './run-job.ts';

type Options = Pick<RunJobOptions, 'repositories' | 'publish' | 'jobAttempts' | 'newId' | 'log'>;

const usualAttempts = 5;
/** A service that does not answer for hours is no fault of the run's. */
const outageFactor = 10;

/** The time here is over: somebody else goes on, at once. */
export async function goOnLater({ repositories, publish, log }: Options, run: Run, keeper: LeaseKeeper): Promise<void> {
  const { team, id } = run;
  await repositories.runs.release(keeper.lease());
  await publish?.({ team, kind: 'run', id, attempt: currentAttempt(run).no }).catch((error: unknown) => {
    log.warn({ run: id, err: error }, 'continuation not published, the reaper will');
  });
}

/** Its workers have disappeared over it too often. */
export const isGivenUp = ({ jobAttempts = usualAttempts }: Options, run: Run): boolean =>
  (currentAttempt(run).failures?.count ?? 0) >= jobAttempts;

/**
 * Something unforeseen: counted, and the run goes back to be tried again after a pause, so that it holds up nobody. When
 * that was often enough it has failed. Answers its status, or nothing where there is nothing to show.
 */
export async function interrupt(
  options: Options,
  run: Run,
  keeper: LeaseKeeper,
  thrown: unknown,
): Promise<RunStatus | undefined> {
  const { repositories, log, newId, jobAttempts = usualAttempts } = options;
  try {
    if (keeper.stopped() === 'drain') {
      await goOnLater(options, run, keeper);
      return undefined;
    }
    const known = toAppError(thrown);
    const reference = newId();
    log.error({ run: run.id, team: run.team, reference, code: known.code, err: thrown }, 'run interrupted');
    const message = 'Work on it broke off again and again because of a fault on our side, so it was given up.';
    const attempts = known.retryable ? jobAttempts * outageFactor : jobAttempts;
    const error = { code: known.code, message, reference };
    return (await repositories.runs.interrupt(keeper.lease(), error, attempts)).status;
  } catch (error) {
    if (!isAppError(error, 'lease_lost')) throw error;
    log.warn({ run: run.id, err: error }, 'another worker took the run over');
    return undefined;
  }
}
