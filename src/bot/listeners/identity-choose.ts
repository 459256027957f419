import { publishRun } from '../publish.ts';
import { say, tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** Somebody said which company is meant. Anybody who sees the thread may. */
export const identityChoose: ClickListener = async (click, deps) => {
  const [id = '', index = 'none'] = click.value.split(':');
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  if (run.choice) return say(`The choice was made already: ${run.choice.name}. Nothing was changed.`);
  const candidate =
    run.waiting?.for === 'identity' && !run.cancelRequested ? run.waiting.candidates[Number(index)] : undefined;
  if (!candidate) return tooLate(run);
  const stored = await deps.repositories.runs.choose(run.team, run.id, candidate);
  if (!stored) return tooLate((await deps.repositories.runs.get(run.team, run.id)) ?? run);
  await publishRun(deps.queue, deps.log, run);
  return undefined;
};
