import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import { defaultsFor } from '../run-defaults.ts';
import { callSlack } from '../slack-call.ts';
import type { Origin } from '../start-run.ts';
import { modalView } from '../views/modal.ts';

/** What the form carries: ids only. */
export const ModalMetadata = z.object({ channel: z.string().min(1), visibility: z.string().min(1) });
export type ModalMetadata = z.infer<typeof ModalMetadata>;

export interface ModalOpening {
  /** The form asks where the results go; without, they go to the origin's conversation. */
  choosePlace?: boolean;
  /** What is known of the company already. */
  spoken?: { companyName?: string; domain?: string };
}

/** Opens the form while the trigger lives (three seconds, once). */
export async function openModal(
  deps: Pick<ListenerDeps, 'defaultMode' | 'log' | 'repositories'>,
  slack: Slack,
  trigger: string,
  { team, channel, visibility }: Pick<Origin, 'team' | 'channel' | 'visibility'>,
  { choosePlace = false, spoken = {} }: ModalOpening = {},
): Promise<Answer | undefined> {
  const metadata: ModalMetadata = { channel, visibility };
  const [defaults, templates] = await Promise.all([
    defaultsFor(deps, team, channel),
    deps.repositories.templates.list(team),
  ]);
  const project =
    defaults.project === undefined ? undefined : await deps.repositories.projects.get(team, defaults.project);
  const view = modalView({
    metadata: JSON.stringify(metadata),
    mode: defaults.mode ?? deps.defaultMode,
    templates,
    ...(defaults.template !== undefined && { template: defaults.template }),
    ...(project?.status === 'active' && { project }),
    ...(choosePlace && { place: channel }),
    ...spoken,
  });
  const opened = await callSlack(() => slack.views.open({ trigger_id: trigger, view }));
  if (opened.kind === 'done') return undefined;
  throw new AppError('slack_unreachable', 'Slack did not open the form.', {
    retryable: true,
    details: opened.kind === 'refused' ? { code: opened.code } : { outcome: opened.kind },
    ...(opened.kind === 'unknown' && { cause: opened.cause }),
  });
}
