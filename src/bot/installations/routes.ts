import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';
import { toAppError } from '../../domain/errors.ts';
import type { Installation } from '../../domain/installation.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Installations } from '../../domain/ports/installations.ts';
import type { Audit } from '../../domain/ports/people.ts';
import type { OauthClient } from './oauth-client.ts';
import { createStateKeeper, stateMinutes } from './oauth-state.ts';
import { type ResultPage, sendPage } from './pages.ts';
import { installScopes } from './scopes.ts';

export interface InstallRoutesDeps {
  oauth: OauthClient;
  installations: Pick<Installations, 'save' | 'spendState'>;
  audit: Pick<Audit, 'record'>;
  clientId: string;
  stateSecret: string;
  slackApiUrl: string;
  /** Where Slack sends the browser back to; without it to the first address in the app's settings. */
  publicUrl?: string;
  /** Empty: every workspace. */
  allowedTeams: readonly string[];
  /** What was cached of an earlier installation. */
  forget(id: string): void;
  clock: Clock;
  newId: NewId;
  log: Log;
}

const cookieName = 'prospector-install';
const redirectPath = '/slack/oauth_redirect';
const setCookie = (value: string, seconds: number): string =>
  `${cookieName}=${value}; Max-Age=${seconds}; Path=${redirectPath}; Secure; HttpOnly; SameSite=Lax`;

/** GET /slack/install sends to Slack, GET /slack/oauth_redirect takes the answer. */
export function createInstallRoutes(deps: InstallRoutesDeps): CustomRoute[] {
  const { oauth, installations, clock, newId, log, allowedTeams } = deps;
  const states = createStateKeeper(deps.stateSecret, clock.now);
  const redirectUri = deps.publicUrl === undefined ? undefined : new URL(redirectPath, deps.publicUrl).href;

  function begin(response: ServerResponse): void {
    const { state, browser } = states.begin();
    const address = new URL('/oauth/v2/authorize', deps.slackApiUrl);
    address.search = new URLSearchParams({
      client_id: deps.clientId,
      scope: installScopes.join(','),
      state,
      ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
    }).toString();
    const cookie = setCookie(browser, stateMinutes * 60);
    response.writeHead(302, { location: address.href, 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
  }

  async function finish(request: IncomingMessage): Promise<ResultPage> {
    const { searchParams: given } = new URL(request.url ?? '/', 'http://localhost');
    const state = states.open(given.get('state') ?? '', cookieOf(request));
    if (!state || !(await installations.spendState(state.nonce, state.expiresAt))) return stale;
    if (given.get('error') === 'access_denied') return denied;
    const code = given.get('code');
    if (code === null) return refused(given.get('error') ?? 'no code');
    const { installation, name } = await oauth.exchange(code, redirectUri);
    if (allowedTeams.length > 0 && !allowedTeams.includes(installation.id)) {
      await oauth.revoke(installation.tokens.botToken);
      log.warn({ team: installation.id }, 'installation of a workspace that is not allowed');
      return notAllowed;
    }
    await installations.save(installation);
    deps.forget(installation.id);
    await deps.audit.record({
      ...{ team: installation.id, by: installation.installedBy, act: 'team.install', on: installation.id },
      ...{ from: 'system', visibility: 'team' },
    });
    log.info(factsOf(installation), 'app installed');
    return installed(name === '' ? installation.id : name);
  }

  function refused(why: string): ResultPage {
    const reference = newId();
    log.error({ reference, why: why.slice(0, 100) }, 'slack did not let the app be installed');
    return failure(reference);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Used or not, this flow is over.
    response.setHeader('set-cookie', setCookie('', 0));
    try {
      sendPage(response, await finish(request));
    } catch (error) {
      const known = toAppError(error);
      const reference = newId();
      log.error(
        { reference, code: known.code, details: known.details, err: known.cause ?? known },
        'app not installed',
      );
      sendPage(response, failure(reference));
    }
  }

  return [
    { path: '/slack/install', method: 'GET', handler: (_request, response) => begin(response) },
    { path: redirectPath, method: 'GET', handler: (request, response) => void answer(request, response) },
  ];
}

const cookieOf = ({ headers }: IncomingMessage): string =>
  (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1) ?? '';

const factsOf = ({ id: team, isEnterprise, installedBy: user, scopes }: Installation) => ({
  team,
  isEnterprise,
  user,
  scopes,
});

const stale: ResultPage = {
  status: 400,
  title: 'This link does not work any more',
  sentences: [
    `It was used already, is older than ${stateMinutes} minutes, or was opened in another browser. Nothing was installed.`,
  ],
  again: true,
};
const denied: ResultPage = {
  status: 200,
  title: 'Prospector was not installed',
  sentences: ['You said no in Slack. Nothing was installed or kept.'],
  again: true,
};
const notAllowed: ResultPage = {
  status: 403,
  title: 'This workspace may not use Prospector',
  sentences: [
    'Whoever runs this Prospector allows certain workspaces only, and this is none of them. Nothing was kept. Ask them to allow it, then install again.',
  ],
};
const failure = (reference: string): ResultPage => ({
  status: 502,
  title: 'Prospector could not be installed',
  sentences: [
    'Slack or our storage did not finish the installation. Nothing was kept. Start again; if it happens again, give this reference to whoever runs Prospector.',
    `Reference: ${reference}`,
  ],
  again: true,
});
const installed = (name: string): ResultPage => ({
  status: 200,
  title: `Prospector is installed in ${name}`,
  sentences: ['Back in Slack, invite it to a channel with /invite @Prospector, then type /prospect and a company.'],
});
