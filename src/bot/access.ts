import { AppError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';

/** Who does something, and where from. Slack's signature vouches for it. */
export interface Actor {
  team: string;
  user: string;
  /** The conversation a click came from: who clicks there can see it. */
  channel?: string;
}

/** Results inherit the privacy of their conversation. */
export const maySee = (run: Run, actor: Actor): boolean =>
  run.team === actor.team &&
  (run.visibility === 'team' || run.visibility === actor.channel || run.createdBy === actor.user);

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
  return open ? 'team' : channel;
}

/** People of other organisations in shared channels are strangers unless their team is allowed too. */
export function assertWelcome(
  team: string,
  userTeam: string | undefined,
  allowedTeams: readonly string[] | undefined,
): void {
  const allowed = (id: string) => allowedTeams === undefined || allowedTeams.length === 0 || allowedTeams.includes(id);
  const stranger = userTeam !== undefined && userTeam !== team && !(allowedTeams ?? []).includes(userTeam);
  if (!allowed(team) || stranger) {
    throw new AppError(
      'forbidden',
      'This workspace is not set up to use Prospector here. Ask whoever runs it to allow it.',
      { details: { team } },
    );
  }
}
