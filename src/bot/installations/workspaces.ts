import type { Authorize } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { AppError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Installations } from '../../domain/ports/installations.ts';
import { createBoltLogger } from '../bolt-logger.ts';
import { createOutboxClient } from '../slack-client.ts';
import type { OauthClient } from './oauth-client.ts';
import { type Current, createCurrentTokens } from './tokens.ts';

export interface WorkspacesDeps {
  installations: Installations;
  oauth: Pick<OauthClient, 'refresh'>;
  slackApiUrl: string;
  /** Of one call of the worker, in milliseconds. */
  timeoutMs: number;
  clock: Clock;
  log: Log;
}

export interface Workspaces {
  /** For Bolt. Error: `forbidden`, with what to do, where the app is not installed (any more). */
  authorize: Authorize<boolean>;
  /**
   * For the worker. Where the app is not installed any more the client answers as Slack would, without asking Slack:
   * the run then waits for a place, as it does whenever it cannot be shown, and nothing more is spent.
   */
  slackFor(team: string): Promise<WebClient>;
  /** After an installation or a removal. */
  forget(id: string): void;
}

export function createWorkspaces({
  installations,
  oauth,
  slackApiUrl,
  timeoutMs,
  clock,
  log,
}: WorkspacesDeps): Workspaces {
  const tokens = createCurrentTokens({ installations, oauth, clock, log });
  const clients = new Map<string, { token: string; client: WebClient }>();
  const served = new Map<string, string>();

  async function refuse(team: string, current: Exclude<Current, { state: 'ready' }>): Promise<never> {
    const why = current.state === 'expired' ? 'expired' : (await installations.wasRemoved(team)) ? 'removed' : 'never';
    throw new AppError('forbidden', sentences[why], { details: { team, why } });
  }

  /** Remembered for the worker, which knows the workspace of a run and nothing of organisations. */
  async function remember(team: string, organisation: string): Promise<void> {
    if (served.get(team) === organisation) return;
    if ((await installations.organisationOf(team)) !== organisation) await installations.servedBy(team, organisation);
    served.set(team, organisation);
  }

  const authorize: Authorize<boolean> = async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const owner = isEnterpriseInstall ? enterpriseId : teamId;
    if (owner === undefined) throw new AppError('forbidden', sentences.never);
    const current = await tokens.of(owner);
    if (current.state !== 'ready') return refuse(owner, current);
    if (isEnterpriseInstall && teamId !== undefined) await remember(teamId, owner);
    return {
      botToken: current.installation.tokens.botToken,
      botUserId: current.installation.botUserId,
      ...(teamId !== undefined && { teamId }),
      ...(enterpriseId !== undefined && { enterpriseId }),
    };
  };

  async function currentFor(team: string): Promise<Current> {
    const own = await tokens.of(team);
    if (own.state !== 'absent') return own;
    const organisation = await installations.organisationOf(team);
    return organisation === undefined ? own : tokens.of(organisation);
  }

  return {
    authorize,
    async slackFor(team) {
      const current = await currentFor(team);
      if (current.state !== 'ready') {
        clients.delete(team);
        log.warn({ team, state: current.state }, 'no slack for this workspace');
        return refusingClient(current.state === 'expired' ? 'token_expired' : 'account_inactive', log);
      }
      const token = current.installation.tokens.botToken;
      const known = clients.get(team);
      if (known?.token === token) return known.client;
      const { isEnterprise } = current.installation;
      const client = createOutboxClient(token, slackApiUrl, log, timeoutMs, isEnterprise ? team : undefined);
      clients.set(team, { token, client });
      return client;
    },
    forget(id) {
      tokens.forget(id);
      served.delete(id);
    },
  };
}

const sentences = {
  never: 'Prospector is not installed in this workspace. Ask whoever runs it for the installation link.',
  removed: 'Prospector was removed from this workspace. It works again once somebody installs it anew.',
  expired: 'Prospector has lost its access to this workspace. It works again once somebody installs it anew.',
};

const refusingClient = (code: string, log: Log): WebClient =>
  new WebClient(undefined, {
    fetch: () => Promise.resolve(Response.json({ ok: false, error: code })),
    retryConfig: { retries: 0 },
    logger: createBoltLogger(log),
  });
