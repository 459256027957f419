import { AppError } from '../../domain/errors.ts';
import { openDirectMessage } from '../place-problem.ts';
import { publishRun } from '../publish.ts';
import { say, tooLate } from '../views/answers.ts';
import { type ClickListener, noSuchRun, runOf } from './click.ts';

/** The requester takes the results in a direct message. */
export const placeDm: ClickListener = async (click, deps, slack) => {
  const run = await runOf(click, click.value, deps);
  if (!run || run.createdBy !== click.user) return noSuchRun();
  if (run.waiting?.for !== 'place') return tooLate(run);
  const channel = await openDirectMessage(slack, click.user);
  if (channel === undefined) {
    throw new AppError('slack_unreachable', 'Slack did not open a direct message.', { retryable: true });
  }
  if (!(await deps.repositories.runs.place(run.team, run.id, channel, channel))) return tooLate(run);
  await publishRun(deps.queue, deps.log, run);
  return { ...say('The research goes on in a direct message from me.'), replace: true };
};
