import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import { callSlack } from '../slack-call.ts';
import type { Origin } from '../start-run.ts';
import { modalView } from '../views/modal.ts';

/** What the form carries: ids only. */
export const ModalMetadata = z.object({ channel: z.string().min(1), visibility: z.string().min(1) });
export type ModalMetadata = z.infer<typeof ModalMetadata>;

/** Opens the form while the trigger lives (three seconds, once). */
export async function openModal(
  deps: Pick<ListenerDeps, 'defaultMode' | 'log'>,
  slack: Slack,
  trigger: string,
  origin: Pick<Origin, 'channel' | 'visibility'>,
): Promise<Answer | undefined> {
  const metadata: ModalMetadata = { channel: origin.channel, visibility: origin.visibility };
  const view = modalView({ metadata: JSON.stringify(metadata), mode: deps.defaultMode });
  const opened = await callSlack(() => slack.views.open({ trigger_id: trigger, view }));
  if (opened.kind === 'done') return undefined;
  throw new AppError('slack_unreachable', 'Slack did not open the form.', {
    retryable: true,
    details: opened.kind === 'refused' ? { code: opened.code } : { outcome: opened.kind },
    ...(opened.kind === 'unknown' && { cause: opened.cause }),
  });
}
