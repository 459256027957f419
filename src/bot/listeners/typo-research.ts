import { visibilityOf } from '../access.ts';
import { checkRequest } from '../company-input.ts';
import { startRun } from '../start-run.ts';
import { say } from '../views/answers.ts';
import type { ClickListener } from './click.ts';
import { openModal } from './open-modal.ts';

/** It was no slip: a company of that name is researched. */
export const typoResearch: ClickListener = async (click, deps, slack) => {
  if (click.channel === undefined) return say('Type the command again, please.');
  const channel = { channel: click.channel, visibility: visibilityOf(click.channel, click.channelName) };
  const name = deps.sealer.open(click.value);
  // Sealed under another secret: the form asks for the name again.
  if (name === undefined) return openModal(deps, slack, click.trigger, { team: click.team, ...channel });
  const checked = checkRequest({ companyName: name, mode: deps.defaultMode });
  if (!checked.ok) return say(checked.errors[0]?.message ?? 'That is no company name.');
  const origin = {
    ...channel,
    team: click.team,
    user: click.user,
    trigger: click.trigger,
    ...(click.teamDomain !== undefined && { teamDomain: click.teamDomain }),
    ...(click.replyUrl !== undefined && { replyUrl: click.replyUrl }),
  };
  return { ...(await startRun(deps, origin, checked.request)), replace: true };
};
