import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Installation, SlackTokens } from '../../domain/installation.ts';
import type { Log } from '../../domain/log.ts';
import { cleanLine } from '../../domain/text.ts';
import { createBoltLogger } from '../bolt-logger.ts';
import { callSlack } from '../slack-call.ts';

export interface OauthClientDeps {
  clientId: string;
  clientSecret: string;
  slackApiUrl: string;
  now(): Date;
  log: Log;
}

export interface OauthClient {
  /** The code of a redirect, once. `name` is Slack's for the workspace or organisation. */
  exchange(code: string, redirectUri: string | undefined): Promise<{ installation: Installation; name: string }>;
  /** A refresh token, once. */
  refresh(refreshToken: string): Promise<SlackTokens>;
  /** Makes a token useless that we do not keep. Never throws. */
  revoke(token: string): Promise<void>;
}

const Tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Seconds from now. */
  expires_in: z.number().positive().optional(),
});
const Place = z.object({ id: z.string(), name: z.string().default('') }).nullish();
const Granted = Tokens.extend({
  scope: z.string(),
  bot_user_id: z.string(),
  app_id: z.string(),
  team: Place,
  enterprise: Place,
  is_enterprise_install: z.boolean().default(false),
  authed_user: z.object({ id: z.string() }),
});

/**
 * oauth.v2.access (https://docs.slack.dev/reference/methods/oauth.v2.access). Errors: `slack_refused` with Slack's code
 * in the details, `slack_unreachable` when nobody knows whether it happened. Nothing is repeated: codes and refresh
 * tokens are single-use.
 */
export function createOauthClient({ clientId, clientSecret, slackApiUrl, now, log }: OauthClientDeps): OauthClient {
  const client = new WebClient(undefined, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(log),
    allowAbsoluteUrls: false,
  });
  const app = { client_id: clientId, client_secret: clientSecret };

  async function access<T>(schema: z.ZodType<T>, given: Parameters<typeof client.oauth.v2.access>[0]): Promise<T> {
    const outcome = await callSlack(() => client.oauth.v2.access(given));
    if (outcome.kind !== 'done') throw failed(outcome.kind === 'refused' ? outcome.code : outcome.kind);
    const parsed = schema.safeParse(outcome.value);
    // The cause would hold what Slack sent, tokens included.
    if (!parsed.success) throw failed('unexpected_answer');
    return parsed.data;
  }

  const tokensOf = ({ access_token, refresh_token, expires_in }: z.infer<typeof Tokens>): SlackTokens => ({
    botToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(expires_in !== undefined && { expiresAt: new Date(now().getTime() + expires_in * 1000).toISOString() }),
  });

  return {
    async exchange(code, redirectUri) {
      const granted = await access(Granted, { ...app, code, ...(redirectUri && { redirect_uri: redirectUri }) });
      const isEnterprise = granted.is_enterprise_install;
      const place = isEnterprise ? granted.enterprise : granted.team;
      if (!place) throw failed('unexpected_answer');
      const installation: Installation = {
        id: place.id,
        isEnterprise,
        appId: granted.app_id,
        botUserId: granted.bot_user_id,
        scopes: granted.scope.split(',').filter((scope) => scope !== ''),
        installedBy: granted.authed_user.id,
        installedAt: now().toISOString(),
        tokens: tokensOf(granted),
      };
      return { installation, name: cleanLine(place.name) };
    },
    async refresh(refreshToken) {
      return tokensOf(await access(Tokens, { ...app, grant_type: 'refresh_token', refresh_token: refreshToken }));
    },
    async revoke(token) {
      const outcome = await callSlack(() => client.auth.revoke({ token }));
      if (outcome.kind !== 'done') log.warn({ outcome: outcome.kind }, 'slack token could not be revoked');
    },
  };
}

/** Codes after which another try is of no use. */
const failed = (code: string): AppError =>
  code === 'unknown' || code === 'limited'
    ? new AppError('slack_unreachable', 'Slack did not answer.', { retryable: true, details: { slack: code } })
    : new AppError('slack_refused', 'Slack refused.', { details: { slack: code } });
