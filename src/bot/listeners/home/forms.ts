import type { ModalView } from '@slack/types';
import type { z } from 'zod';
import type { AuditAct } from '../../../domain/audit.ts';
import { AppError } from '../../../domain/errors.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import type { Actor } from '../../access.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import { inputIn, listOf, textOf, type View } from '../../payloads.ts';
import { callSlack } from '../../slack-call.ts';
import { formMetadataIn } from '../../views/home-state.ts';
import type { Click } from '../click.ts';
import type { Submission, SubmissionAnswer } from '../kinds.ts';
import { showHome } from './show-home.ts';

/** Opens a form while the trigger lives; over another form where one is open. Error: `slack_unreachable`. */
export async function openForm(click: Pick<Click, 'trigger' | 'view'>, slack: Slack, view: ModalView): Promise<void> {
  const shown = { trigger_id: click.trigger, view };
  const opened = await callSlack(() =>
    click.view?.type === 'modal' ? slack.views.push(shown) : slack.views.open(shown),
  );
  if (opened.kind === 'done') return;
  throw new AppError('slack_unreachable', 'Slack did not open the form.', {
    retryable: true,
    details: opened.kind === 'refused' ? { code: opened.code } : { outcome: opened.kind },
    ...(opened.kind === 'unknown' && { cause: opened.cause }),
  });
}

/** What was typed into a block; empty when nothing was. */
export const typed = (view: View, block: string): string => textOf(inputIn(view, block)) ?? '';
export const chosen = (view: View, block: string): string[] => listOf(inputIn(view, block));

export const errorsAnswer = (errors: Record<string, string>): SubmissionAnswer => ({
  response_action: 'errors',
  errors,
});

/** What a schema says about what was typed, on the fields where it was typed. `otherwise` takes what has no field. */
export function fieldErrors(
  { issues }: z.ZodError,
  blocks: Readonly<Record<string, string>>,
  otherwise: string,
): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[blocks[String(path[0])] ?? otherwise] ??= message;
  return errorsAnswer(errors);
}

/** Shows the Home that a form was opened from. */
export const showHomeOf = (submission: Submission, deps: ListenerDeps, slack: Slack): Promise<void> =>
  showHome(submission, formMetadataIn(submission.view.private_metadata).home, deps, slack);

interface Recorded {
  on: string;
  /** Names of fields, ids. */
  detail?: string;
  visibility?: string;
}

export const record = (
  { team, user }: Pick<Actor, 'team' | 'user'>,
  act: AuditAct,
  { on, detail, visibility = teamVisible }: Recorded,
  { repositories }: Pick<ListenerDeps, 'repositories'>,
): Promise<void> =>
  repositories.audit.record({
    team,
    by: user,
    act,
    on,
    from: 'home',
    visibility,
    ...(detail !== undefined && { detail: detail.slice(0, 300) }),
  });
