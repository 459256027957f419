import { type Actor, visibilityOf } from '../access.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import { parseCommand } from '../parse-command.ts';
import type { SlashCommand } from '../payloads.ts';
import { defaultsFor, withDefaults } from '../run-defaults.ts';
import { type Origin, startRun } from '../start-run.ts';
import { say, typo } from '../views/answers.ts';
import { runWord } from './command-words.ts';
import { openModal } from './open-modal.ts';

/** `/prospect …`. Returns what the person who typed it is told. */
export async function prospectCommand(
  command: SlashCommand,
  actor: Actor,
  deps: ListenerDeps,
  slack: Slack,
): Promise<Answer | undefined> {
  const origin = originOf(command);
  const defaults = await defaultsFor(deps, actor.team, command.channel_id);
  const parsed = parseCommand(command.text, defaults.mode ?? deps.defaultMode);
  switch (parsed.kind) {
    case 'error':
      return say(parsed.message, 'Nothing was started. /prospect help shows how.');
    case 'typo':
      return typo(parsed.meant, parsed.name, deps.sealer.seal(parsed.name));
    case 'word':
    case 'memory':
      return runWord(parsed, origin, actor, deps);
    case 'modal':
      return openModal(deps, slack, command.trigger_id, origin);
    case 'run':
      return startRun(deps, origin, await withDefaults(parsed.request, defaults, deps, actor.team));
  }
}

const originOf = (command: SlashCommand): Origin => ({
  team: command.team_id,
  user: command.user_id,
  channel: command.channel_id,
  visibility: visibilityOf(command.channel_id, command.channel_name),
  trigger: command.trigger_id,
  ...(command.team_domain !== undefined && { teamDomain: command.team_domain }),
  ...(command.response_url !== undefined && { replyUrl: command.response_url }),
});
