import { isAppError } from '../../../domain/errors.ts';
import { promotePlay } from '../../../domain/promote-play.ts';
import { hasRole } from '../../../domain/team-settings.ts';
import { publishRun } from '../../publish.ts';
import { say } from '../../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { assetIn } from './asset-look.ts';
import { metadataOf } from './modals.ts';

/** Managers put it into the library; everybody else proposes it, which is a status that managers see. */
export const playPromote: ClickListener = async (click, deps) => {
  const asset = await assetIn(click, deps);
  if (!asset) return noSuchRun();
  const { run, stage, brief } = asset;
  const event = { team: run.team, by: click.user, on: run.id, from: 'modal', visibility: run.visibility } as const;
  const { marks, audit } = deps.repositories;
  if (brief.sample) return say('This is sample data; it does not go into the play library. Nothing was changed.');
  if (!hasRole(await click.role(), 'manager')) {
    await marks.setStatus(run.team, run.id, stage, 'reviewed', click.user);
    await audit.record({ ...event, act: 'mark.status', detail: `${stage} reviewed` });
    await publishRun(deps.queue, deps.log, run);
    return say('Proposed: its status is “reviewed” now. A manager can add it to the library from here.');
  }
  try {
    const item = await promotePlay(deps.repositories, run, stage, click.user);
    await audit.record({ ...event, act: 'play.promote', on: item.id, detail: stage });
  } catch (error) {
    if (isAppError(error, 'invalid_input') || isAppError(error, 'not_found')) return say(error.message);
    throw error;
  }
  return say('It is in the play library now, and is recalled for research where it fits.');
};

const listed = 200;

/** What became of the deal that a play was made for; counts in the library. */
export const playOutcome: ClickListener = async (click, deps) => {
  const { run: id, stage } = metadataOf(click.view);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  const { plays } = deps.repositories.memory;
  const library = await plays.library(run.team, { viewer: await click.viewer(), limit: listed });
  const play = library.find(({ origin }) => origin?.run === run.id && origin.stage === stage);
  if (!play) {
    return say('Add this play to the library first: won and lost are counted there. Nothing was changed.');
  }
  const outcome = click.value === 'won' || click.value === 'lost' ? click.value : null;
  const { won, lost } = await plays.outcome(run.team, play.id, run.id, outcome);
  return say(
    `${outcome === null ? 'Taken back' : `Noted: deal ${outcome}`}. The library counts ${won} won and ${lost} lost with this play.`,
  );
};
