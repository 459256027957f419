import type { ModalView } from '@slack/types';
import { AppError } from '../../../domain/errors.ts';
import type { Run } from '../../../domain/run.ts';
import { parseStageId } from '../../../domain/stage.ts';
import type { Answer, ListenerDeps, Slack } from '../../deps.ts';
import type { View } from '../../payloads.ts';
import { callSlack } from '../../slack-call.ts';
import { say } from '../../views/answers.ts';
import { noticeView } from '../../views/notice.ts';
import { ThreadMetadata } from '../../views/thread-buttons.ts';
import { type Click, runOf } from '../click.ts';
import type { Submission, SubmissionAnswer } from '../kinds.ts';

/** Shows a modal while the trigger lives: over the one that was clicked, or as the first. */
export async function openOver(click: Click, slack: Slack, view: ModalView): Promise<void> {
  const shown = { trigger_id: click.trigger, view };
  const opened = await callSlack(() =>
    click.view?.type === 'modal' ? slack.views.push(shown) : slack.views.open(shown),
  );
  if (opened.kind !== 'done') throw notShown(opened);
}

/** In place of the modal that was clicked. Somebody who closed it meanwhile misses nothing. */
export async function showInstead(click: Click, slack: Slack, view: ModalView): Promise<void> {
  if (!click.view) return openOver(click, slack, view);
  const { id, hash } = click.view;
  const updated = await callSlack(() => slack.views.update({ view_id: id, ...(hash !== '' && { hash }), view }));
  if (updated.kind === 'refused' && ['hash_conflict', 'not_found'].includes(updated.code)) return;
  if (updated.kind !== 'done') throw notShown(updated);
}

/** In the modal below the one that was clicked, for whoever goes back. Nobody waits for it, so a failure is no answer. */
export async function showBelow(click: Click, slack: Slack, view: ModalView): Promise<void> {
  const id = click.view?.previous_view_id;
  if (id) await callSlack(() => slack.views.update({ view_id: id, view }));
}

const notShown = (outcome: { kind: string; code?: string; cause?: unknown }): AppError =>
  new AppError('slack_unreachable', 'Slack did not open the window.', {
    retryable: true,
    details: outcome.code === undefined ? { outcome: outcome.kind } : { code: outcome.code },
    ...(outcome.cause !== undefined && { cause: outcome.cause }),
  });

/** What the modal is about. Error: `invalid_input` when it was not opened by us. */
export function metadataOf(view: View | undefined): ThreadMetadata {
  try {
    return ThreadMetadata.parse(JSON.parse(view?.private_metadata ?? ''));
  } catch (cause) {
    throw new AppError('invalid_input', 'This window belongs to another version. Close it and open it again.', {
      cause,
    });
  }
}

/** `<run id>:<what>` of a button. */
export function partsOf(value: string): [run: string, what: string] {
  const [run = '', ...rest] = value.split(':');
  return [run, rest.join(':')];
}

/** The run that a form is about, if whoever sent it may see it, or what they are told instead. */
export async function runOfForm(
  submission: Submission,
  deps: ListenerDeps,
): Promise<{ run: Run; metadata: ThreadMetadata } | { answer: SubmissionAnswer }> {
  const metadata = metadataOf(submission.view);
  const run = await runOf(submission, metadata.run, deps);
  return run
    ? { run, metadata }
    : { answer: told('That research does not exist any more, or it is not yours to see. Nothing was changed.') };
}

/** In place of the form. */
export const shown = (answer: Answer): SubmissionAnswer => ({ response_action: 'update', view: noticeView(answer) });
export const told = (...lines: string[]): SubmissionAnswer => shown(say(...lines));

/** What a status is kept under: a use case by its own id, everything else by its stage. */
export const markOf = (stage: string): string => {
  const { family, key } = parseStageId(stage);
  return family === 'useCases' && key !== undefined ? key : stage;
};
