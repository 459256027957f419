import { isAppError } from '../../../domain/errors.ts';
import { RunMode, RunRequest } from '../../../domain/run.ts';
import { inputIn, textOf } from '../../payloads.ts';
import { startRun } from '../../start-run.ts';
import { threadFields } from '../../views/thread-forms.ts';
import type { SubmissionListener } from '../kinds.ts';
import { runOfForm, shown, told } from './modals.ts';

/** The same company again, as a run of its own: the next iteration where the run is in a project. */
export const rerunAsked: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const { company } = await deps.assemble(run.team, run.id);
  const domain = run.domain ?? run.choice?.domain ?? company?.domain;
  const request = RunRequest.parse({
    companyName: run.choice?.name ?? run.companyName,
    ...(domain !== undefined && { domain }),
    mode: RunMode.safeParse(textOf(inputIn(submission.view, threadFields.mode))).data ?? run.mode,
    salesHistory: run.salesHistory,
    focus: run.focus,
    contextMode: 'accumulate',
    ...(run.project !== undefined && { project: run.project }),
    ...(run.template && { template: run.template }),
  });
  const { team, channel, visibility } = run;
  const { user, teamDomain } = submission;
  const origin = { team, user, channel, visibility, trigger: submission.view.id };
  try {
    const answer = await startRun(deps, { ...origin, ...(teamDomain !== undefined && { teamDomain }) }, request);
    return shown(answer);
  } catch (error) {
    if (isAppError(error, 'limit_reached') || isAppError(error, 'conflict') || isAppError(error, 'not_found')) {
      return told(`${error.message} Nothing was started.`);
    }
    throw error;
  }
};
