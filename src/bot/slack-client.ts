import type { ModalView } from '@slack/types';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../domain/log.ts';
import { createBoltLogger } from './bolt-logger.ts';

/** A person waits and Slack gives three seconds: one quick retry, never a pause of the whole queue after a 429. */
export const gatewayClientOptions = (slackApiUrl: string, log: Log): WebClientOptions => ({
  slackApiUrl,
  retryConfig: { retries: 1 },
  timeout: 2000,
  rejectRateLimitedCalls: true,
  logger: createBoltLogger(log),
  allowAbsoluteUrls: false,
});

/**
 * The outbox repeats by itself, because a retry after a lost answer would post twice: the SDK must not.
 * Its time-out (milliseconds) is part of the outbox's waiting time (`inFlightAfter`). The token of an organisation serves many
 * workspaces, so calls name theirs: `teamId`.
 */
export const createOutboxClient = (
  token: string,
  slackApiUrl: string,
  log: Log,
  timeout: number,
  teamId?: string,
): WebClient =>
  new WebClient(token, {
    ...(teamId !== undefined && { teamId }),
    slackApiUrl,
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(log),
    allowAbsoluteUrls: false,
  });

/** After a time-out, and half of it for the way there, a call of a process that died is not under way any more. */
export const inFlightAfter = (timeout: number): number => 1.5 * timeout;

/** Opens a notice for whoever holds the trigger; over a form only another form can stand. Never throws. */
export async function showNotice(
  slack: WebClient,
  { trigger, view, over }: { trigger: string; view: ModalView; over: 'view' | 'modal' },
  log: Log,
): Promise<void> {
  const shown = { trigger_id: trigger, view };
  await (over === 'modal' ? slack.views.push(shown) : slack.views.open(shown)).catch((error: unknown) =>
    log.warn({ err: error }, 'a notice could not be shown'),
  );
}

/** `showNotice` for whoever holds no client, only a token. */
export const createNotice =
  (slackApiUrl: string, log: Log) =>
  (botToken: string | undefined, trigger: string, view: ModalView, over: 'view' | 'modal'): Promise<void> =>
    showNotice(new WebClient(botToken, gatewayClientOptions(slackApiUrl, log)), { trigger, view, over }, log);
