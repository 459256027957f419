import { lineOf, storedStage } from '../../../domain/edits.ts';
import { isAppError } from '../../../domain/errors.ts';
import { isSameOutput, restoredOutput } from '../../../domain/restore.ts';
import { isTerminal } from '../../../domain/run.ts';
import { say, tooLate } from '../../views/answers.ts';
import { assetView, citesWhatIsGone, versionView } from '../../views/asset-modal.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { assetReplaced } from './asset-replaced.ts';
import { metadataOf, showBelow, showInstead } from './modals.ts';

/** An earlier version becomes the present one, as the next version. Whoever may edit may; nothing that was there goes. */
export const assetRestore: ClickListener = async (click, deps, slack) => {
  const { stage = '', ...metadata } = metadataOf(click.view);
  const run = await runOf(click, metadata.run, deps);
  if (!run || stage === '') return noSuchRun();
  if (!isTerminal(run.status)) return tooLate(run);
  const { stages, versions } = deps.repositories;
  const stored = storedStage(stage);
  const [present, kept] = await Promise.all([
    stages.get(run.team, run.id, stored),
    versions.get(run.team, run.id, stored, Number(click.value)),
  ]);
  if (present?.status !== 'done' || !kept) return say('That version is not there any more. Nothing was changed.');
  const basedOn = present.version ?? 1;
  const output = restoredOutput(stage, present.output, kept, basedOn + 1);
  if (output === undefined || citesWhatIsGone(await deps.assemble(run.team, run.id), output)) {
    return say('What this version rests on was researched again since, so it can only be read. Nothing was changed.');
  }
  if (isSameOutput(output, present.output)) return say('It reads like that already. Nothing was changed.');
  try {
    const line = lineOf(stage, output)?.slice(0, 200) ?? kept.line;
    const change = { kept, output, basedOn, by: click.user, ...(line !== undefined && { line }) };
    await stages.restore(run.team, run.id, stored, change);
  } catch (error) {
    if (isAppError(error, 'conflict')) return say(error.message);
    throw error;
  }
  const said = `Version ${kept.version} is back, as version ${basedOn + 1}.`;
  const detail = `${stage} version ${kept.version}`;
  const answer = await assetReplaced({ run, stage, user: click.user, act: 'stage.restore', detail, said }, deps);
  const all = await versions.list(run.team, run.id, stored);
  const brief = await deps.assemble(run.team, run.id);
  await showInstead(click, slack, versionView(brief, { ...metadata, stage }, all, basedOn + 1));
  await showBelow(click, slack, assetView(brief, { ...metadata, stage }));
  return answer;
};
