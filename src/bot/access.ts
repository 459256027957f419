import type { WebClient } from '@slack/web-api';
import { AppError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Viewer } from '../domain/ports/memory.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import { hasRole, type Role } from '../domain/team-settings.ts';
import { asViewer, teamVisible } from '../domain/visibility.ts';
import { createDirectory, type Directory } from './directory.ts';

/** Who does something, and where from. Slack's signature vouches for it. */
export interface Actor {
  team: string;
  user: string;
  /** The conversation a click came from: who clicks there can see it. */
  channel?: string;
  /** Looked up when it is asked for, so that what is decided without it stays fast. */
  role(): Promise<Role>;
  /** The private channels and group messages that this person is in together with the app. */
  conversations(): Promise<readonly string[]>;
  /** What is searched and listed for this person: the team's, and as many of those conversations as a query takes. */
  viewer(): Promise<Viewer>;
}

export interface Person {
  team: string;
  user: string;
  /** The person's own workspace, where Slack names it. */
  userTeam?: string;
  channel?: string;
}

export interface Access {
  /** Lets a person in, or throws `forbidden` with what to do. */
  admit(person: Person, slack: WebClient): Promise<Actor>;
  directory: Directory;
}

export interface AccessOptions {
  repositories: Pick<Repositories, 'settings'>;
  clock: Clock;
  /** Empty or missing: every workspace that installed the app. */
  allowedTeams?: readonly string[];
  /** `T…/U…` of the environment; settings only add to them. */
  admins?: readonly string[];
  managers?: readonly string[];
}

/** Every surface asks here before anything else, and every click and form asks again. */
export function createAccess({
  repositories,
  clock,
  allowedTeams = [],
  admins = [],
  managers = [],
}: AccessOptions): Access {
  const directory = createDirectory(clock);

  async function roleOf(team: string, user: string): Promise<Role> {
    const name = `${team}/${user}`;
    if (admins.includes(name)) return 'admin';
    const settings = await repositories.settings.team(team);
    if (settings.admins.includes(user)) return 'admin';
    return managers.includes(name) || settings.managers.includes(user) ? 'manager' : 'rep';
  }

  return {
    directory,
    async admit({ team, user, userTeam, channel }, slack) {
      if (allowedTeams.length > 0 && !allowedTeams.includes(team)) throw notSetUp(team);
      const profile = await directory.profile(slack, team, user);
      const settings = await repositories.settings.team(team);
      const stranger =
        profile.stranger || (userTeam !== undefined && userTeam !== team && !allowedTeams.includes(userTeam));
      if (stranger && !settings.allowStrangers) throw notSetUp(team);
      if (profile.guest && !settings.allowGuests) {
        throw new AppError(
          'forbidden',
          'Guests cannot use Prospector in this workspace. Ask a colleague who is a full member, or one of its admins to allow guests.',
          { details: { team } },
        );
      }
      let role: Promise<Role> | undefined;
      let conversations: Promise<readonly string[]> | undefined;
      const own = () => (conversations ??= directory.privateConversations(slack, team, user));
      return {
        team,
        user,
        ...(channel !== undefined && { channel }),
        role: () => (role ??= roleOf(team, user)),
        conversations: own,
        viewer: async () => asViewer([teamVisible, ...(channel === undefined ? [] : [channel]), ...(await own())]),
      };
    },
  };
}

const notSetUp = (team: string): AppError =>
  new AppError('forbidden', 'This workspace is not set up to use Prospector here. Ask whoever runs it to allow it.', {
    details: { team },
  });

/** Results inherit the privacy of their conversation. */
export async function maySee(
  thing: { team: string; visibility: string; createdBy: string },
  actor: Actor,
): Promise<boolean> {
  if (thing.team !== actor.team) return false;
  if (thing.visibility === teamVisible || thing.visibility === actor.channel || thing.createdBy === actor.user)
    return true;
  return (await actor.conversations()).includes(thing.visibility);
}

/** The owner of a thing, and managers. */
export const mayManage = async (thing: Pick<Run, 'createdBy'>, actor: Actor): Promise<boolean> =>
  thing.createdBy === actor.user || hasRole(await actor.role(), 'manager');

/** Error: `forbidden`, with who may. */
export async function assertRole(actor: Actor, needed: Role): Promise<void> {
  if (hasRole(await actor.role(), needed)) return;
  const who = needed === 'admin' ? 'an admin' : 'a manager or admin';
  throw new AppError('forbidden', `Only ${who} of Prospector can do that. Nothing was changed.`);
}

/**
 * Public channels are the team's. Private ones, group messages and direct messages stay with their members; so does
 * what we cannot tell (https://docs.slack.dev/interactivity/implementing-slash-commands: `privategroup`).
 */
export function visibilityOf(channel: string, name: string | undefined): string {
  const open =
    channel.startsWith('C') &&
    name !== undefined &&
    name !== 'privategroup' &&
    name !== 'directmessage' &&
    !name.startsWith('mpdm-');
  return open ? teamVisible : channel;
}
