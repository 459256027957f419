import { type Act, assetOf } from '../../domain/acts.ts';
import { isAppError } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/run.ts';
import { parseStageId, type StageRecord } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { beginAgain } from '../begin-again.ts';
import { say, tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** What has a button. */
const offered: readonly string[] = ['feasibility', 'play', 'onePager', 'personas', 'accountPlan', 'files[report]'];

/** Makes an asset that the run has not made yet. Anybody who sees the thread may. */
export const assetMake: ClickListener = async (click, deps) => {
  const [id = '', asset = ''] = click.value.split(':');
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  if (!isTerminal(run.status)) return tooLate(run);
  if (!isOffered(asset)) {
    return say('That button belongs to another version and does nothing any more. Nothing was changed.');
  }
  const act = actFor(asset, await deps.repositories.stages.list(run.team, run.id));
  if (typeof act === 'string') return say(act);
  const begun = say(`Being made: ${stageLabel(asset)}. It appears in this thread in a few minutes.`);
  return beginAgain(run, act, click.user, deps, begun);
};

const isOffered = (asset: string): boolean =>
  offered.includes(asset) || (/^\w+(\[\w+\])?$/.test(asset) && offered.includes(parseStageId(asset).family));

/** The act, or why there is none. */
function actFor(asset: string, stages: readonly StageRecord[]): Act | string {
  try {
    return assetOf(stages, asset);
  } catch (error) {
    if (isAppError(error, 'conflict'))
      return `${stageLabel(asset)} has been made already and is in this thread. Nothing was changed.`;
    if (isAppError(error, 'not_found')) return 'This run has no such use case any more. Nothing was changed.';
    throw error;
  }
}
