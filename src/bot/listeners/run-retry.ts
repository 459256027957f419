import { retryMissing } from '../../domain/acts.ts';
import { isTerminal } from '../../domain/run.ts';
import { beginAgain } from '../begin-again.ts';
import { say, tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** Makes what is missing of a run that has ended. Anybody who sees the thread may. */
export const runRetry: ClickListener = async (click, deps) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  if (!isTerminal(run.status)) return tooLate(run);
  const act = retryMissing(run, await deps.repositories.stages.list(run.team, run.id));
  if (!act) return say('Nothing is missing that could be tried again. Nothing was changed.');
  const begun = say('Trying again what is missing. What is there stays, and this thread shows every step.');
  return beginAgain(run, act, click.user, deps, begun);
};
