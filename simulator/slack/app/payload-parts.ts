import type { Channel, User } from '../entities.ts';
import type { Json } from '../json.ts';
import { seesConversation } from '../sight.ts';
import type { Workspace } from '../workspace.ts';
import { notPossible } from './outcome.ts';

/** Slack's old verification token: sent in every payload, to be ignored. */
export const verificationToken = 'deprecated-verification-token';

export function person(workspace: Workspace, id: string): User {
  const user = workspace.user(id);
  if (!user || user.role === 'bot' || user.deleted) return notPossible(`no such person: ${id}`);
  return user;
}

/** Someone of this workspace: commands, shortcuts and home tabs are not there for people from elsewhere. */
export function colleague(workspace: Workspace, id: string): User {
  const user = person(workspace, id);
  return user.homeTeam === undefined ? user : notPossible('the app is not installed where this person comes from');
}

/** A conversation that the person sees; other ones do not exist for them. */
export function conversation(workspace: Workspace, idOrName: string, user: string): Channel {
  const channel = workspace.channel(idOrName) ?? workspace.channelNamed(idOrName);
  if (!channel || !seesConversation(workspace, channel, user)) {
    return notPossible(`no such conversation for this person: ${idOrName}`);
  }
  return channel;
}

export const userPart = (workspace: Workspace, user: User): Json => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: user.homeTeam ?? workspace.data.team.id,
});

export const teamPart = (workspace: Workspace): Json => ({
  id: workspace.data.team.id,
  domain: workspace.data.team.domain,
  ...(workspace.data.team.enterprise && {
    enterprise_id: workspace.data.team.enterprise.id,
    enterprise_name: workspace.data.team.enterprise.name,
  }),
});

/** Whether the app was installed for the whole organization. */
export const isOrgInstall = ({ data }: Workspace): boolean => data.orgInstall === true;

export const channelPart = (channel: Channel): Json => ({ id: channel.id, name: shownName(channel) });

export const shownName = (channel: Channel): string =>
  ({ im: 'directmessage', private: 'privategroup', public: channel.name, mpim: channel.name })[channel.kind];

/** What every interaction payload begins with. */
export const interaction = (workspace: Workspace, type: string, user: User): Json => ({
  type,
  token: verificationToken,
  team: teamPart(workspace),
  user: userPart(workspace, user),
  api_app_id: workspace.data.app.id,
  enterprise: workspace.data.team.enterprise ?? null,
  is_enterprise_install: isOrgInstall(workspace),
});
