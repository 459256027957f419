import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/**
 * How a call to Slack ended. `unknown`: it may have been carried out (no answer, 5xx, Slack's own breakdown), so a
 * call that makes something must be looked up before it is repeated.
 */
export type CallOutcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; code: string }
  | { kind: 'limited'; retryAfterMs: number }
  | { kind: 'unknown'; cause: unknown };

/** Codes after which Slack itself says that part of the work may have happened, or that it broke down. */
const breakdowns = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
const limits = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

export async function callSlack<T>(call: () => Promise<T>): Promise<CallOutcome<T>> {
  try {
    return { kind: 'done', value: await call() };
  } catch (error) {
    if (error instanceof WebAPIRateLimitedError) {
      return { kind: 'limited', retryAfterMs: Math.max(1, error.retryAfter) * 1000 };
    }
    if (error instanceof WebAPIPlatformError) {
      const code = error.data.error;
      if (limits.has(code)) return { kind: 'limited', retryAfterMs: 5000 };
      if (breakdowns.has(code)) return { kind: 'unknown', cause: error };
      return { kind: 'refused', code };
    }
    // A 4xx never reached the method; only 429 and 200 mean something at Slack, everything else is a gateway's word.
    if (error instanceof WebAPIHTTPError && error.statusCode >= 400 && error.statusCode < 500) {
      return { kind: 'refused', code: `http_${error.statusCode}` };
    }
    return { kind: 'unknown', cause: error };
  }
}

/** Codes that say: this conversation or this installation cannot be written to, whatever the message. */
const unreachable = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'no_permission',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'cannot_dm_bot',
  'user_disabled',
  'messages_tab_disabled',
  'missing_scope',
  'ekm_access_denied',
  'team_access_not_granted',
  'org_login_required',
]);
export const isUnreachable = (code: string): boolean => unreachable.has(code);

/** Codes by which Slack says that the app's token opens nothing, wherever it is used. */
const lostAccess = new Set(['token_revoked', 'token_expired', 'account_inactive', 'invalid_auth', 'not_authed']);
export const isLostAccess = (code: string): boolean => lostAccess.has(code);
