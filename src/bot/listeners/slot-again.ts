import { freeSlots } from '../free-slots.ts';
import { publishRun } from '../publish.ts';
import { say } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** Messages that may be missing are posted again because a person who looked says so. */
export const slotAgain: ClickListener = async (click, deps) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  const freed = await freeSlots(run, deps);
  if (freed === 0) return say('Nothing is missing any more. Nothing was changed.');
  await publishRun(deps.queue, deps.log, run);
  return undefined;
};
