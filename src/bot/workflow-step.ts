import type { WebClient } from '@slack/web-api';
import type { Brief } from '../domain/brief.ts';
import type { Log } from '../domain/log.ts';
import type { Slots } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import { anchorPlace } from './run-messages.ts';
import { callSlack } from './slack-call.ts';
import { threadAddress } from './thread-address.ts';
import { statusWords } from './views/answers.ts';
import { summaryView } from './views/summary.ts';

const stepPlace = 'workflow';

/**
 * Tells a Workflow Builder step that waits for a run how it ended: link, status and the summary as text. Once; a step
 * that has been told, or is gone, takes no second answer.
 */
export async function completeStep(
  run: Run,
  brief: Brief | undefined,
  slack: WebClient,
  { slots, log, now }: { slots: Slots; log: Log; now: Date },
): Promise<void> {
  if (run.workflow === undefined) return;
  const before = await slots.get(run.team, run.id, stepPlace);
  if (before?.state === 'posted') return;
  const execution = run.workflow;
  const anchor = await slots.get(run.team, run.id, anchorPlace);
  const isGood = run.status === 'completed' || run.status === 'partial';
  const outcome = await callSlack(() =>
    isGood
      ? slack.functions.completeSuccess({
          function_execution_id: execution,
          outputs: {
            status: statusWords[run.status],
            link: anchor ? threadAddress(run.team, undefined, anchor) : '',
            summary: (brief && summaryView(brief)?.text) ?? '',
          },
        })
      : slack.functions.completeError({
          function_execution_id: execution,
          error:
            `The research on ${run.companyName} ${run.status === 'cancelled' ? 'was cancelled' : 'failed'}. ${run.error?.message ?? ''}`.trim(),
        }),
  );
  // An unknown outcome is tried again by whoever shows the run next; a refusal says that it has ended there.
  if (outcome.kind === 'unknown' || outcome.kind === 'limited') return;
  if (outcome.kind === 'refused') log.info({ run: run.id, code: outcome.code }, 'workflow step took no answer');
  const at = now.toISOString();
  const told = { place: stepPlace, state: 'posted' as const, channel: run.channel, intentAt: at };
  await slots.save(run.team, run.id, { ...told, revision: (before?.revision ?? 0) + 1 });
}
