import { isAppError } from '../../../domain/errors.ts';
import type { Run } from '../../../domain/run.ts';
import { type Actor, maySee } from '../../access.ts';
import { ask } from '../../ask.ts';
import type { Answer, ListenerDeps, Slack } from '../../deps.ts';
import { defaultsFor, withDefaults } from '../../run-defaults.ts';
import { callSlack } from '../../slack-call.ts';
import { beginRun, type Origin } from '../../start-run.ts';
import { greeting, say, typo } from '../../views/answers.ts';
import { runWord } from '../command-words.ts';
import { intentOf } from './intent.ts';

/** Something said to the app in a sentence. */
export interface Said {
  team: string;
  user: string;
  userTeam?: string;
  channel: string;
  text: string;
  ts: string;
  threadTs?: string;
}

/**
 * Carries out what somebody says to the app in a mention, a reply or a direct message: a company is researched in that
 * thread, a question is answered there, everything else is told to the person alone. The message's own ts names the
 * request: the same message is the same request, however often and under whatever event id Slack tells of it.
 */
export async function talk(said: Said, deps: ListenerDeps, slack: Slack): Promise<void> {
  try {
    const actor = await deps.access.admit(said, slack);
    const answer = await carryOut(said, actor, deps, slack);
    if (answer) await tell(said, answer, deps, slack);
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Nobody waits for an answer to an event, so what the person can do is said here; the rest is in the log.
    deps.log.warn({ team: said.team, code: error.code, err: error }, 'what was said could not be done');
    await tell(said, say(`${error.message} Nothing was started.`), deps, slack);
  }
}

async function carryOut(said: Said, actor: Actor, deps: ListenerDeps, slack: Slack): Promise<Answer | undefined> {
  const { team, user, channel, ts } = said;
  const threadTs = said.threadTs ?? ts;
  const run = said.threadTs === undefined ? undefined : await runOfThread(said, actor, deps);
  const defaults = await defaultsFor(deps, team, channel);
  const intent = intentOf(said.text, { mode: defaults.mode ?? deps.defaultMode, inThread: run !== undefined });
  const trigger = `${channel}:${ts}`;
  const visibility = await deps.access.directory.visibility(slack, team, channel);
  const origin: Origin = { team, user, channel, visibility, trigger, threadTs };
  switch (intent.kind) {
    case 'nothing':
      return greeting();
    case 'error':
      return say(intent.message, 'Nothing was started.');
    case 'typo':
      return typo(intent.meant, intent.name, deps.sealer.seal(intent.name));
    case 'word':
    case 'memory':
      return runWord(intent, origin, actor, deps);
    case 'question':
      await ask(
        { text: intent.text, trigger, channel, visibility, threadTs, ...(run && { run: run.id }) },
        actor,
        deps,
      );
      return undefined;
    case 'run': {
      const { answer, begun } = await beginRun(deps, origin, await withDefaults(intent.request, defaults, deps, team));
      // Its plan stands in this thread in a moment.
      return begun ? undefined : answer;
    }
  }
}

/** The run whose thread this is, if the person may see it. */
async function runOfThread(
  { team, channel, threadTs = '' }: Said,
  actor: Actor,
  { repositories }: ListenerDeps,
): Promise<Run | undefined> {
  const id = await repositories.slots.threadRun(team, channel, threadTs);
  const run = id === undefined ? undefined : await repositories.runs.get(team, id);
  return run && (await maySee(run, actor)) ? run : undefined;
}

/** Seen by that person alone. */
async function tell(
  { channel, user, threadTs }: Said,
  { text, blocks }: Answer,
  { log }: ListenerDeps,
  slack: Slack,
): Promise<void> {
  const told = await callSlack(() =>
    slack.chat.postEphemeral({ channel, user, text, blocks, ...(threadTs !== undefined && { thread_ts: threadTs }) }),
  );
  if (told.kind !== 'done') log.warn({ channel, outcome: told.kind }, 'a person could not be told');
}
