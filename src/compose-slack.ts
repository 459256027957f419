import { createOauthClient } from './bot/installations/oauth-client.ts';
import { createInstallRoutes } from './bot/installations/routes.ts';
import { createWorkspaces } from './bot/installations/workspaces.ts';
import { installationEnded } from './bot/listeners/installation-events.ts';
import { createOutboxClient } from './bot/slack-client.ts';
import { newId, systemClock } from './clock.ts';
import type { SlackConfig } from './config.ts';
import type { Log } from './domain/log.ts';
import type { Documents } from './domain/ports/documents.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import { createInstallations } from './storage/repositories/installations.ts';

/**
 * Slack for the gateway (`bot`, what `createBot` takes) and for the worker (`slackFor`): with the token of one
 * workspace, or from the installations of many.
 */
export function composeSlack(
  config: SlackConfig,
  documents: Documents,
  { runs, audit }: Pick<Repositories, 'runs' | 'audit'>,
  log: Log,
) {
  const { SLACK_API_URL: slackApiUrl, SLACK_BOT_TOKEN: botToken, TOKEN_ENCRYPTION_KEY: keys } = config;
  const timeoutMs = config.SLACK_TIMEOUT_SECONDS * 1000;
  const door = {
    ...(config.SLACK_SIGNING_SECRET !== undefined && { signingSecret: config.SLACK_SIGNING_SECRET }),
    ...(config.SLACK_APP_TOKEN !== undefined && { appToken: config.SLACK_APP_TOKEN }),
  };
  if (botToken !== undefined || !keys) {
    const slack = createOutboxClient(botToken ?? '', slackApiUrl, log, timeoutMs);
    return {
      bot: { ...door, ...(botToken !== undefined && { botToken }) },
      slackFor: () => Promise.resolve(slack),
    };
  }
  const { SLACK_CLIENT_ID: clientId = '', SLACK_CLIENT_SECRET: clientSecret = '' } = config;
  const installations = createInstallations({ documents, clock: systemClock, keys });
  const oauth = createOauthClient({ clientId, clientSecret, slackApiUrl, now: systemClock.now, log });
  const { authorize, slackFor, forget } = createWorkspaces({
    installations,
    oauth,
    slackApiUrl,
    timeoutMs,
    clock: systemClock,
    log,
  });
  const routes = createInstallRoutes({
    oauth,
    installations,
    audit,
    clientId,
    stateSecret: config.SLACK_STATE_SECRET ?? '',
    slackApiUrl,
    ...(config.PUBLIC_URL !== undefined && { publicUrl: config.PUBLIC_URL }),
    allowedTeams: config.ALLOWED_TEAMS,
    forget,
    clock: systemClock,
    newId,
    log,
  });
  const ended = (body: unknown) => installationEnded(body, { installations, runs, audit, forget, log });
  return { bot: { ...door, authorize, routes, installationEnded: ended }, slackFor };
}
