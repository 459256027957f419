import { afterVertical } from '../../../domain/acts.ts';
import { isAppError } from '../../../domain/errors.ts';
import { isTerminal } from '../../../domain/run.ts';
import { Vertical, VerticalName, verticalLabel } from '../../../domain/vertical.ts';
import { beginAgain } from '../../begin-again.ts';
import { inputIn, textOf } from '../../payloads.ts';
import { publishRun } from '../../publish.ts';
import { say, tooLate } from '../../views/answers.ts';
import { threadFields } from '../../views/thread-forms.ts';
import type { SubmissionListener } from '../kinds.ts';
import { runOfForm, shown, told } from './modals.ts';

/**
 * A person knows better which vertical it is. Their word takes the place of the stage's output, so no model is asked
 * again, and a new attempt makes again what was made from the wrong one.
 */
export const verticalCorrected: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const { stages, audit } = deps.repositories;
  const chosen = VerticalName.safeParse(textOf(inputIn(submission.view, threadFields.vertical)));
  const record = await stages.get(run.team, run.id, 'vertical');
  if (!chosen.success || record?.status !== 'done') return told('The vertical is not known yet. Nothing was changed.');
  if (!isTerminal(run.status)) return shown(tooLate(run));
  const before = Vertical.parse(record.output).vertical;
  if (before === chosen.data) return told(`It is ${verticalLabel(before)} already. Nothing was changed.`);
  const label = verticalLabel(chosen.data);
  const output: Vertical = { vertical: chosen.data, confidence: 1, decidedBy: 'user' };
  try {
    const change = { output, line: `${label}, as a colleague said`, basedOn: record.version ?? 1, by: submission.user };
    await stages.edit(run.team, run.id, 'vertical', change);
  } catch (error) {
    if (isAppError(error, 'conflict')) return told('Somebody else changed it at the same moment. Nothing was changed.');
    throw error;
  }
  await audit.record({
    team: run.team,
    by: submission.user,
    act: 'vertical.correct',
    on: run.id,
    from: 'modal',
    detail: `${before} to ${chosen.data}`,
    visibility: run.visibility,
  });
  const act = afterVertical(await stages.list(run.team, run.id));
  if (!act) {
    await publishRun(deps.queue, deps.log, run);
    return told(`Corrected: ${label}.`);
  }
  const begun = say(
    `Corrected: ${label}. What was made for ${verticalLabel(before)} is made again; the thread shows every step, and earlier versions are kept.`,
  );
  return shown(await beginAgain(run, act, submission.user, deps, begun));
};
