import type { EventSender } from '../app/events.ts';
import { notPossible } from '../app/outcome.ts';
import type { Context } from '../context.ts';
import type { Channel, Grant, User } from '../entities.ts';
import type { OAuthDecision } from '../oauth.ts';
import { dataFromSeed, type WorkspaceSeed } from '../seed.ts';
import type { DisconnectReason } from '../socket-mode.ts';
import type { Workspaces } from '../workspaces.ts';

interface InTeam {
  team?: string;
}

/** What an administrator can do: workspaces, people, channels, the app's installation and its tokens. */
export interface Administration {
  /** Another workspace; with `botToken` the app is installed in it. */
  addTeam(input: { seed: WorkspaceSeed; scopes?: string[] }): Promise<void>;
  addChannel(input: Omit<Channel, 'id' | 'created' | 'archived' | 'topic'> & InTeam): Promise<{ id: string }>;
  /** Changes a person, or adds one with this id. */
  setUser(input: { user: Partial<User> & Pick<User, 'id'> } & InTeam): Promise<void>;
  /** Another bot token of the app; `expiresInSeconds` and `rotating` as with token rotation. */
  issueToken(
    input: { scopes?: string[]; rotating?: boolean } & InTeam,
  ): Promise<Pick<Grant, 'token' | 'refreshToken' | 'expiresAt'>>;
  /** Ends the bot tokens of a workspace, or gives them other scopes. `revoked` tells the app (`tokens_revoked`); false takes it back. */
  changeTokens(input: { scopes?: string[]; expired?: boolean; revoked?: boolean } & InTeam): Promise<void>;
  /** Takes the app out of a workspace: `tokens_revoked` and `app_uninstalled`. */
  uninstall(input: InTeam): Promise<void>;
  /** What the person at the installation page does next, until told otherwise. */
  decideOAuth(decision: OAuthDecision): Promise<void>;
  /** Ends the connections of Socket Mode, as Slack does every few hours. */
  disconnectSockets(input: { reason?: DisconnectReason }): Promise<void>;
}

export function createAdministration(context: Context, events: EventSender, workspaces: Workspaces): Administration {
  const { tokens } = context;
  return {
    async addTeam({ seed, scopes }) {
      addWorkspace(context, workspaces, seed, scopes);
    },
    async addChannel({ team, ...channel }) {
      const { id } = workspaces.at(team).addChannel({ ...channel, archived: false, topic: '' });
      return { id };
    },
    async setUser({ team, user }) {
      const workspace = workspaces.at(team);
      const known = workspace.user(user.id);
      if (!known && (user.name === undefined || user.realName === undefined)) {
        notPossible(`a new person needs a name and a real name: ${user.id}`);
      }
      if (known) Object.assign(known, user);
      else workspace.data.users.push({ name: '', realName: '', role: 'member', timeZone: 'UTC', ...user });
      context.changes.emit({ kind: 'installation', team: workspace.data.team.id });
    },
    async issueToken({ team, ...wanted }) {
      const { token, refreshToken, expiresAt } = tokens.issue(workspaces.at(team), wanted);
      return {
        token,
        ...(refreshToken !== undefined && { refreshToken }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },
    async changeTokens({ team, scopes, expired, revoked }) {
      const workspace = workspaces.at(team);
      for (const { token } of tokens.of(workspace).filter((grant) => grant.kind === 'bot')) {
        tokens.change(workspace, token, {
          ...(scopes && { scopes }),
          ...(expired && { expiresAt: 1 }),
          ...(revoked !== undefined && { revoked }),
        });
      }
      if (!revoked || !events.subscribed('tokens_revoked')) return;
      const bots = [workspace.data.app.botUserId];
      await events.deliver(workspace, { type: 'tokens_revoked', tokens: { oauth: [], bot: bots } });
    },
    uninstall: async ({ team }) => context.uninstall(workspaces.at(team)),
    decideOAuth: async (decision) => context.oauth.decide(decision),
    disconnectSockets: async ({ reason = 'refresh_requested' }) => context.sockets.disconnect(reason),
  };
}

/** A workspace from its seed; without a token the app is not installed in it. */
export function addWorkspace(context: Context, workspaces: Workspaces, seed: WorkspaceSeed, scopes?: string[]): void {
  const data = dataFromSeed(seed, context.clock.now());
  const workspace = workspaces.add(seed.botToken === undefined ? { ...data, notInstalled: true } : data);
  if (seed.botToken !== undefined) {
    context.tokens.issue(workspace, { token: seed.botToken, ...(scopes && { scopes }) });
  }
}
