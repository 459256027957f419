import { visibilityOf } from '../access.ts';
import { commandWords, isOneOf } from '../parse-command.ts';
import { help, say } from '../views/answers.ts';
import type { ClickListener } from './click.ts';
import { runWord } from './command-words.ts';

/** The word that was meant is carried out. */
export const typoCommand: ClickListener = async (click, deps) => {
  if (click.channel === undefined) return say('Type the command again, please.');
  if (!isOneOf(commandWords, click.value)) return { ...help(), replace: true };
  const origin = {
    team: click.team,
    user: click.user,
    channel: click.channel,
    visibility: visibilityOf(click.channel, undefined),
    trigger: click.trigger,
    ...(click.teamDomain !== undefined && { teamDomain: click.teamDomain }),
  };
  return { ...(await runWord({ kind: 'word', word: click.value }, origin, click, deps)), replace: true };
};
