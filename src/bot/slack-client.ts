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
 * Its time-out is part of the outbox's waiting time (`inFlightMs`).
 */
export const createOutboxClient = (token: string, slackApiUrl: string, log: Log, timeout = 10_000): WebClient =>
  new WebClient(token, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    timeout,
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(log),
    allowAbsoluteUrls: false,
  });
