import { cleanLine } from '../../../domain/text.ts';
import { hostOf, looksLikeDomain } from '../../company-input.ts';
import { openDirectMessage } from '../../place-problem.ts';
import type { ShortcutListener } from '../kinds.ts';
import { openModal } from '../open-modal.ts';

/** From anywhere in Slack: the form, whose results come where the person says, at first in their direct message. */
export const globalShortcut: ShortcutListener = async (shortcut, actor, deps, slack) => {
  const channel = (await openDirectMessage(slack, actor.user)) ?? actor.user;
  await openModal(
    deps,
    slack,
    shortcut.trigger_id,
    { team: actor.team, channel, visibility: channel },
    { choosePlace: true },
  );
};

/** From a message: the form with the company it speaks of, as far as that can be read. Results come into its conversation. */
export const messageShortcut: ShortcutListener = async (shortcut, actor, deps, slack) => {
  const channel = shortcut.channel?.id ?? actor.user;
  const visibility = await deps.access.directory.visibility(slack, actor.team, channel);
  const spoken = companyIn(shortcut.message?.text ?? '');
  await openModal(deps, slack, shortcut.trigger_id, { team: actor.team, channel, visibility }, { spoken });
};

/** A domain where one is written, else the text when it is short enough to be a name. */
export function companyIn(text: string): { companyName?: string; domain?: string } {
  const words = cleanLine(text.replace(/<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>/g, ' $1 ').replace(/<[^>]*>/g, ' ')).split(
    ' ',
  );
  const hosts = words.map((word) => hostOf(word.replace(/[,.;:!?)\]]+$/, '')));
  const domain = hosts.find(looksLikeDomain);
  if (domain !== undefined) return { domain };
  const name = words.join(' ').replace(/[.!?:]+$/, '');
  return words.length <= 6 && name !== '' ? { companyName: name } : {};
}
