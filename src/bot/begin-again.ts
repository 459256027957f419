import type { Act } from '../domain/acts.ts';
import { isAppError } from '../domain/errors.ts';
import { isTerminal, type Run } from '../domain/run.ts';
import type { Answer, ListenerDeps } from './deps.ts';
import { publishRun } from './publish.ts';
import { tooLate } from './views/answers.ts';

/**
 * A new attempt on a run that has ended: stored, published, answered. Of two clicks at the same moment one begins it,
 * and the other hears that it has begun.
 */
export async function beginAgain(run: Run, act: Act, user: string, deps: ListenerDeps, begun: Answer): Promise<Answer> {
  const { runs } = deps.repositories;
  if (!isTerminal(run.status)) return tooLate(run);
  try {
    const queued = await runs.again(run.team, run.id, { ...act, by: user });
    await publishRun(deps.queue, deps.log, queued);
    deps.log.info({ team: run.team, run: run.id, wanted: act.wanted }, 'asked for again');
    return begun;
  } catch (error) {
    if (!isAppError(error, 'conflict')) throw error;
    return tooLate((await runs.get(run.team, run.id)) ?? run);
  }
}
