import type { SimulatorClock } from '../clock.ts';
import type { Grant } from './entities.ts';
import { asText, type Json } from './json.ts';
import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

/** Seconds that a rotating token lives: https://docs.slack.dev/authentication/using-token-rotation */
export const tokenLifeSeconds = 43_200;

export interface Opened {
  workspace: Workspace;
  grant: Grant;
}

export interface Tokens {
  /** What a token opens, or Slack's word for why it opens nothing. Tokens of an organization need the arguments. */
  open(token: string, args?: Json): Opened | 'invalid_auth' | 'token_revoked' | 'token_expired' | 'account_inactive';
  /** A new token of the app in this workspace. */
  issue(workspace: Workspace, grant: Partial<Omit<Grant, 'team'>> & { rotating?: boolean }): Grant;
  /** A new pair for a refresh token, which is used up. */
  refresh(refreshToken: string): Opened | undefined;
  /** Of the app in one workspace, revoked ones included. */
  of(workspace: Workspace): Grant[];
  change(workspace: Workspace, token: string, change: Partial<Grant>): void;
  /** The app has tokens in this workspace, and every one of them was revoked. */
  revoked(workspace: Workspace): boolean;
}

/** `fixed` are the tokens that the simulator is started with; others are kept with their workspace. */
export function createTokens(fixed: Grant[], workspaces: Workspaces, clock: SimulatorClock): Tokens {
  const grants = () => [...fixed, ...workspaces.all().flatMap(({ data }) => data.tokens ?? [])];
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const of = (workspace: Workspace) => grants().filter((grant) => grant.team === workspace.data.team.id);
  const change: Tokens['change'] = (workspace, token, changed) => {
    for (const grant of fixed) if (grant.token === token) Object.assign(grant, changed);
    workspace.setTokens(
      (workspace.data.tokens ?? []).map((grant) => (grant.token === token ? { ...grant, ...changed } : grant)),
    );
  };
  const issue: Tokens['issue'] = (workspace, { rotating = false, ...given }) => {
    const secret = () => `${workspace.newId('').slice(1)}-${workspace.newId('').toLowerCase()}`;
    const made: Grant = {
      token: `${rotating ? 'xoxe.xoxb-1' : 'xoxb'}-${secret()}`,
      kind: 'bot',
      team: workspace.data.team.id,
      ...(rotating && { expiresAt: now() + tokenLifeSeconds, refreshToken: `xoxe-1-${secret()}` }),
      ...given,
    };
    workspace.setTokens([...(workspace.data.tokens ?? []), made]);
    return made;
  };
  return {
    issue,
    change,
    open(token, args = {}) {
      const grant = grants().find((known) => known.token === token);
      if (!grant) return 'invalid_auth';
      if (grant.revoked) return 'token_revoked';
      if (grant.expiresAt !== undefined && grant.expiresAt <= now()) return 'token_expired';
      const workspace = placeOf(grant, workspaces, args);
      return workspace ? { workspace, grant } : 'account_inactive';
    },
    refresh(refreshToken) {
      const old = grants().find((known) => known.refreshToken === refreshToken && !known.revoked);
      const workspace = workspaces.all().find(({ data }) => data.team.id === old?.team);
      if (!old || !workspace) return undefined;
      const { token: _token, expiresAt: _expires, refreshToken: _refresh, ...kept } = old;
      // The token itself goes on until it expires: other instances of the app may still hold it.
      const { refreshToken: _used, ...usedUp } = old;
      workspace.setTokens((workspace.data.tokens ?? []).map((grant) => (grant === old ? usedUp : grant)));
      return { workspace, grant: issue(workspace, { ...kept, rotating: true }) };
    },
    revoked(workspace) {
      const bots = of(workspace).filter(({ kind }) => kind === 'bot');
      return bots.length > 0 && bots.every((grant) => grant.revoked);
    },
    of,
  };
}

/** A token of an organization is for the workspace that the arguments name, directly or by what is in it. */
function placeOf(grant: Grant, workspaces: Workspaces, args: Json): Workspace | undefined {
  const all = workspaces.all();
  const own = all.find(({ data }) => data.team.id === grant.team);
  if (grant.enterprise === undefined) return own;
  const inside = all.filter(({ data }) => data.team.enterprise?.id === grant.enterprise);
  const team = asText(args.team_id);
  if (team !== '') return inside.find(({ data }) => data.team.id === team);
  const channel = asText(args.channel) || asText(args.channel_id);
  const user = asText(args.user) || asText(args.user_id);
  return (
    inside.find((workspace) => workspace.channel(channel) ?? workspace.user(user) ?? workspace.user(channel)) ?? own
  );
}
