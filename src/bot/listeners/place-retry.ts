import { freeSlots } from '../free-slots.ts';
import { publishRun } from '../publish.ts';
import { say, tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** The app was invited, or so its requester says: the run tries the same conversation again. */
export const placeRetry: ClickListener = async (click, deps) => {
  const run = await runOf(click, click.value, deps);
  if (!run || run.createdBy !== click.user) return noSuchRun();
  await freeSlots(run, deps, ['anchor']);
  if (!(await deps.repositories.runs.place(run.team, run.id, run.channel, run.visibility))) return tooLate(run);
  await publishRun(deps.queue, deps.log, run);
  return { ...say('Trying again. If I still cannot post there, I say so here.'), replace: true };
};
