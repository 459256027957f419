import { isTerminal } from '../../domain/run.ts';
import { requestCancel } from '../cancel-run.ts';
import { tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

export const runCancel: ClickListener = async (click, deps) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  if (isTerminal(run.status)) return tooLate(run);
  return requestCancel(run, click, deps);
};
