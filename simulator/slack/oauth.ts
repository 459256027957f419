import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from './context.ts';
import type { Grant } from './entities.ts';
import { asText, type Json } from './json.ts';
import { fail } from './methods/method.ts';
import { tokenLifeSeconds } from './tokens.ts';
import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

/** Minutes that a code may be exchanged in. */
const codeLifeMs = 10 * 60_000;

export interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  /** Beginnings of addresses that codes may be sent to; any address when undefined. */
  redirectUris?: string[];
  /** New tokens live for twelve hours and come with a refresh token. */
  rotation?: boolean;
}

/** What the person at the installation page does next. */
export interface OAuthDecision {
  approve: boolean;
  /** Where the app is installed; the first workspace unless told. */
  team?: string;
  /** Who installs; the first admin unless told. */
  user?: string;
  /** For the whole organization of the team. */
  enterpriseInstall?: boolean;
  /** Fewer than asked for, as optional scopes allow. */
  scopes?: string[];
}

interface Code {
  team: string;
  user: string;
  scopes: string[];
  redirectUri: string | undefined;
  enterpriseInstall: boolean;
  at: number;
  used: boolean;
}

export interface OAuth {
  settings: OAuthSettings | undefined;
  decide(decision: OAuthDecision): void;
  /** The page's answer: where the browser goes, or the line it shows. */
  authorize(query: Json): { location: string } | { problem: string };
  redeem(code: string, redirectUri: string | undefined): { workspace: Workspace; code: Code };
}

export function createOAuth(settings: OAuthSettings | undefined, workspaces: Workspaces, now: () => number): OAuth {
  const codes = new Map<string, Code>();
  let decision: OAuthDecision = { approve: true };
  const issue = (query: Json, workspace: Workspace): string => {
    const code = `${randomBytes(8).toString('hex')}.${randomBytes(8).toString('hex')}`;
    codes.set(code, {
      team: workspace.data.team.id,
      user: decision.user ?? installer(workspace),
      scopes: decision.scopes ?? asText(query.scope).split(/[ ,]+/).filter(Boolean),
      redirectUri: asText(query.redirect_uri) || undefined,
      enterpriseInstall: decision.enterpriseInstall === true,
      at: now(),
      used: false,
    });
    return code;
  };
  return {
    settings,
    decide(next) {
      decision = next;
    },
    authorize(query) {
      if (!settings || query.client_id !== settings.clientId) return { problem: 'Invalid client_id parameter' };
      const redirectUri = asText(query.redirect_uri) || settings.redirectUris?.[0] || '';
      const known = settings.redirectUris?.some((allowed) => redirectUri.startsWith(allowed)) ?? true;
      if (!URL.canParse(redirectUri) || !known) {
        return { problem: `redirect_uri did not match any configured URIs. Passed URI: ${redirectUri}` };
      }
      const team = decision.team ?? asText(query.team);
      if (team !== '' && !workspaces.all().some(({ data }) => data.team.id === team)) {
        return { problem: 'invalid_team_for_non_distributed_app' };
      }
      const target = new URL(redirectUri);
      if (decision.approve) target.searchParams.set('code', issue(query, workspaces.at(team || undefined)));
      else target.searchParams.set('error', 'access_denied');
      target.searchParams.set('state', asText(query.state));
      return { location: target.href };
    },
    redeem(given, redirectUri) {
      const code = codes.get(given) ?? fail('invalid_code');
      if (code.used) fail('code_already_used');
      if (now() - code.at > codeLifeMs) fail('invalid_code');
      if (code.redirectUri !== redirectUri) fail('bad_redirect_uri');
      code.used = true;
      return { workspace: workspaces.at(code.team), code };
    },
  };
}

const installer = ({ data }: Workspace): string =>
  (data.users.find(({ role }) => role === 'admin' || role === 'owner') ?? data.users[0])?.id ?? '';

/** Client id and secret, as `oauth.v2.access` and `apps.uninstall` take them. */
export function checkClient({ settings }: OAuth, args: Json): OAuthSettings {
  if (!settings || args.client_id !== settings.clientId) return fail('invalid_client_id');
  return same(asText(args.client_secret), settings.clientSecret) ? settings : fail('bad_client_secret');
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** `oauth.v2.access`: a code, or a refresh token, for tokens. https://docs.slack.dev/reference/methods/oauth.v2.access */
export function exchange(context: Context, args: Json): Json {
  const settings = checkClient(context.oauth, args);
  switch (asText(args.grant_type) || 'authorization_code') {
    case 'authorization_code':
      return exchangeCode(context, settings, args);
    case 'refresh_token': {
      const renewed = context.tokens.refresh(asText(args.refresh_token)) ?? fail('invalid_refresh_token');
      return answerOf(renewed.workspace, renewed.grant);
    }
    default:
      return fail('invalid_grant_type');
  }
}

function exchangeCode(context: Context, settings: OAuthSettings, args: Json): Json {
  const { workspace, code } = context.oauth.redeem(asText(args.code), asText(args.redirect_uri) || undefined);
  const enterprise = code.enterpriseInstall ? workspace.data.team.enterprise?.id : undefined;
  const grant = context.tokens.issue(workspace, {
    scopes: code.scopes,
    rotating: settings.rotation === true,
    ...(enterprise !== undefined && { enterprise }),
  });
  context.installed(workspace, enterprise);
  return { ...answerOf(workspace, grant), authed_user: { id: code.user } };
}

function answerOf({ data }: Workspace, grant: Grant): Json {
  const { app, team } = data;
  return {
    app_id: app.id,
    scope: grant.scopes?.join(',') ?? '',
    token_type: 'bot',
    access_token: grant.token,
    bot_user_id: app.botUserId,
    team: grant.enterprise === undefined ? { id: team.id, name: team.name } : null,
    enterprise: team.enterprise ?? null,
    is_enterprise_install: grant.enterprise !== undefined,
    ...(grant.refreshToken !== undefined && { refresh_token: grant.refreshToken, expires_in: tokenLifeSeconds }),
  };
}

/** `GET /oauth/v2/authorize`, where the button _Add to Slack_ leads. */
export function oauthRoutes(context: Context): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/oauth/v2/authorize', (http) => {
    const entry = context.log.start({ direction: 'in', what: 'authorize', request: http.req.query() });
    const answer = context.oauth.authorize(http.req.query());
    const status = 'location' in answer ? 302 : 400;
    context.log.finish(entry, { status });
    return 'location' in answer ? http.redirect(answer.location, 302) : http.text(answer.problem, 400);
  });
  return app;
}
