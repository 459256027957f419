import { retryOf } from '../../../domain/acts.ts';
import { isAppError } from '../../../domain/errors.ts';
import { beginAgain } from '../../begin-again.ts';
import { inputIn, textOf } from '../../payloads.ts';
import { say } from '../../views/answers.ts';
import { threadFields } from '../../views/thread-forms.ts';
import type { SubmissionListener } from '../kinds.ts';
import { runOfForm, shown, told } from './modals.ts';

/** One step that failed, or the report, once more. */
export const stepRetried: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const step = textOf(inputIn(submission.view, threadFields.step)) ?? '';
  const stages = await deps.repositories.stages.list(run.team, run.id);
  const isKnown = step === 'report' || run.attempts.some(({ wanted }) => wanted.includes(step));
  if (!isKnown) return told('This research has no such step. Nothing was changed.');
  try {
    const begun = say('Trying again. What is there stays, and the thread shows every step.');
    return shown(await beginAgain(run, retryOf(run, stages, step), submission.user, deps, begun));
  } catch (error) {
    if (isAppError(error, 'conflict')) return told(error.message);
    throw error;
  }
};
