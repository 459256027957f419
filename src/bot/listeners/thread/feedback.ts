import { inputIn, textOf } from '../../payloads.ts';
import { say } from '../../views/answers.ts';
import { feedbackForm, threadFields } from '../../views/thread-forms.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import type { SubmissionListener } from '../kinds.ts';
import { openOver, partsOf, runOfForm, told } from './modals.ts';

/** Stored at once; whoever finds it not useful may say why. */
export const feedbackGiven: ClickListener = async (click, deps, slack) => {
  const [id, said] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  const verdict = said === 'bad' ? 'bad' : 'good';
  await deps.repositories.marks.feedback({ team: run.team, run: run.id, place: 'summary', by: click.user, verdict });
  if (verdict === 'good') return say('Thank you, that is noted.');
  await openOver(click, slack, feedbackForm({ run: run.id }));
  return undefined;
};

export const feedbackExplained: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const reason = textOf(inputIn(submission.view, threadFields.reason)) ?? '';
  const given = { team: run.team, run: run.id, place: 'summary', by: submission.user, verdict: 'bad' } as const;
  await deps.repositories.marks.feedback({ ...given, ...(reason !== '' && { reason }) });
  return told('Thank you, that is noted with the research.');
};
