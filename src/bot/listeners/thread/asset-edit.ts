import { editableParts, lineOf, readOutput, storedStage, withEdits } from '../../../domain/edits.ts';
import { isAppError } from '../../../domain/errors.ts';
import { isTerminal } from '../../../domain/run.ts';
import { inputIn, textOf, type View } from '../../payloads.ts';
import { tooLate } from '../../views/answers.ts';
import { editForm } from '../../views/asset-edit.ts';
import { type ClickListener, noSuchRun } from '../click.ts';
import type { SubmissionAnswer, SubmissionListener } from '../kinds.ts';
import { assetIn } from './asset-look.ts';
import { assetReplaced } from './asset-replaced.ts';
import { openOver, runOfForm, shown, told } from './modals.ts';

/** Anybody who sees the thread may put something in their own words; the version before stays. */
export const assetEdit: ClickListener = async (click, deps, slack) => {
  const asset = await assetIn(click, deps);
  if (!asset) return noSuchRun();
  const { run, stage } = asset;
  if (!isTerminal(run.status)) return tooLate(run);
  const record = await deps.repositories.stages.get(run.team, run.id, storedStage(stage));
  if (!record) return noSuchRun();
  const parts = editableParts(stage, readOutput(stage, record.output));
  await openOver(click, slack, editForm({ run: run.id, stage, version: record.version ?? 1 }, parts));
  return undefined;
};

export const assetEdited: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run, metadata } = found;
  const { stage = '', version: basedOn = 1 } = metadata;
  const stored = storedStage(stage);
  const record = await deps.repositories.stages.get(run.team, run.id, stored);
  if (!record) return told('That has gone meanwhile. Nothing was changed.');
  if ((record.version ?? 1) !== basedOn) return refused(submission.view, meanwhile);
  const edited = withEdits(stage, readOutput(stage, record.output), typedIn(submission.view), {
    version: basedOn + 1,
    at: deps.clock.now().toISOString(),
  });
  if ('errors' in edited) return { response_action: 'errors', errors: edited.errors };
  if (!edited.changed) return told('Nothing was changed, so there is no new version.');
  try {
    const line = lineOf(stage, edited.output)?.slice(0, 200);
    const change = { output: edited.output, basedOn, by: submission.user, ...(line !== undefined && { line }) };
    await deps.repositories.stages.edit(run.team, run.id, stored, change);
  } catch (error) {
    if (isAppError(error, 'conflict')) return refused(submission.view, meanwhile);
    throw error;
  }
  const said = 'Saved as a new version.';
  return shown(
    await assetReplaced({ run, stage, user: submission.user, act: 'stage.edit', detail: stage, said }, deps),
  );
};

const meanwhile =
  'Not saved: somebody else changed this meanwhile, or it is being made again. What you typed is kept here: copy it, close this form and open it again.';

/** On the first field, so that everything typed stays. */
const refused = (view: View, why: string): SubmissionAnswer => ({
  response_action: 'errors',
  errors: { [inputsOf(view)[0] ?? '']: why },
});

const inputsOf = (view: View): string[] =>
  view.blocks.flatMap(({ type, block_id }) => (type === 'input' && block_id !== undefined ? [block_id] : []));

const typedIn = (view: View): Record<string, string> =>
  Object.fromEntries(inputsOf(view).map((id) => [id, textOf(inputIn(view, id)) ?? '']));
