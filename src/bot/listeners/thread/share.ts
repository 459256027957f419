import { AppError } from '../../../domain/errors.ts';
import type { Run } from '../../../domain/run.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import { mayManage } from '../../access.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import { inputIn, textOf } from '../../payloads.ts';
import { callSlack, isUnreachable } from '../../slack-call.ts';
import { threadLink } from '../../start-run.ts';
import { say } from '../../views/answers.ts';
import { fitMessage } from '../../views/limits.ts';
import { sharedSummary, shareFields, shareForm, shareWiderForm } from '../../views/thread-share.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import type { Submission, SubmissionAnswer, SubmissionListener } from '../kinds.ts';
import { openOver, runOfForm, told } from './modals.ts';

export const shareOpen: ClickListener = async (click, deps, slack) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  const brief = await deps.assemble(run.team, run.id);
  if (!brief.report) return say('There is no summary to share yet.');
  await openOver(click, slack, shareForm({ run: run.id }, brief.company?.name ?? run.companyName));
  return undefined;
};

/** To where everybody may see it anyway, at once; out of a private conversation only after one more question. */
export const shareAsked: SubmissionListener = async (submission, deps, slack) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const channel = textOf(inputIn(submission.view, shareFields.channel));
  if (channel === undefined) return onField('Choose a channel.');
  const seen = await deps.access.directory.visibility(slack, run.team, channel);
  if (!widens(run, seen)) return share(run, channel, submission, deps, slack, onField);
  if (!(await mayManage(run, submission))) return onField(notYours);
  const view = shareWiderForm({ run: run.id, channel }, seen === teamVisible);
  return { response_action: 'update', view };
};

/** Said twice: it leaves the private conversation. */
export const shareWider: SubmissionListener = async (submission, deps, slack) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run, metadata } = found;
  if (metadata.channel === undefined) return told('Nothing was shared.');
  if (!(await mayManage(run, submission))) return told(notYours);
  return share(run, metadata.channel, submission, deps, slack, told);
};

const notYours =
  'This research is of a private conversation: only whoever started it, or a manager, can share it outside. Nothing was shared.';

const onField = (why: string): SubmissionAnswer => ({
  response_action: 'errors',
  errors: { [shareFields.channel]: why },
});

const widens = (run: Run, seen: string): boolean => run.visibility !== teamVisible && run.visibility !== seen;

async function share(
  run: Run,
  channel: string,
  { user, teamDomain }: Submission,
  deps: ListenerDeps,
  slack: Slack,
  refuse: (why: string) => SubmissionAnswer,
): Promise<SubmissionAnswer> {
  const content = sharedSummary(await deps.assemble(run.team, run.id), await threadLink(deps, run, teamDomain));
  if (!content) return refuse('There is no summary to share yet.');
  const posted = await callSlack(() =>
    slack.chat.postMessage({ channel, ...fitMessage(content), unfurl_links: false, unfurl_media: false }),
  );
  if (posted.kind === 'refused' && isUnreachable(posted.code)) {
    return refuse('I cannot post there. Invite me to that channel (/invite @Prospector), then share again.');
  }
  if (posted.kind !== 'done') {
    throw new AppError('slack_unreachable', 'Slack did not confirm that the summary was posted; look there first.', {
      details: { run: run.id, outcome: posted.kind },
    });
  }
  const seen = await deps.access.directory.visibility(slack, run.team, channel);
  const event = { team: run.team, by: user, on: run.id, from: 'modal', visibility: run.visibility } as const;
  await deps.repositories.audit.record({ ...event, act: 'run.share', detail: channel });
  if (widens(run, seen)) await deps.repositories.audit.record({ ...event, act: 'visibility.widen', detail: channel });
  return told('The summary is in that channel now, with its sources.');
}
