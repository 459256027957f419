import { isTerminal, type Run } from '../../domain/run.ts';
import type { Actor } from '../access.ts';
import { requestCancel } from '../cancel-run.ts';
import type { Answer, ListenerDeps } from '../deps.ts';
import type { ParsedCommand } from '../parse-command.ts';
import { searchMemory } from '../search-memory.ts';
import { type Origin, threadLink } from '../start-run.ts';
import { about, help, say, statusList, whichToCancel } from '../views/answers.ts';
import { projectsAnswer, settingsAnswer, usageAnswer } from './home/words.ts';

const listed = 10;
const searched = 50;

export type Word = Extract<ParsedCommand, { kind: 'word' | 'memory' }>;

/** The words of `/prospect` that start nothing. */
export async function runWord(said: Word, origin: Origin, actor: Actor, deps: ListenerDeps): Promise<Answer> {
  if (said.kind === 'memory') return searchMemory(said.text, origin, actor, deps);
  switch (said.word) {
    case 'help':
      return help();
    case 'about':
      return about();
    case 'status':
      return status(origin, deps);
    case 'projects':
      return projectsAnswer(actor, deps);
    case 'usage':
      return usageAnswer(actor, deps);
    case 'settings':
      return settingsAnswer(actor, deps);
    case 'cancel':
      return cancel(origin, actor, deps);
  }
}

/** Whoever types in a conversation may see what was asked for in it. */
async function status(origin: Origin, deps: ListenerDeps): Promise<Answer> {
  const runs = await deps.repositories.runs.recent(origin.team, { channel: origin.channel, limit: listed });
  const rows = await Promise.all(
    runs.map(async (run) => {
      const link = await threadLink(deps, run, origin.teamDomain);
      return { run, ...(link !== undefined && { link }) };
    }),
  );
  return statusList(rows, deps.clock.now());
}

async function cancel(origin: Origin, actor: Actor, deps: ListenerDeps): Promise<Answer> {
  const mine = { channel: origin.channel, createdBy: origin.user, limit: searched };
  const running = (await deps.repositories.runs.recent(origin.team, mine)).filter(isActive);
  const [only, ...more] = running;
  if (!only)
    return say('Nothing of yours runs here. To stop somebody else’s run, use the Cancel button in its thread.');
  return more.length > 0 ? whichToCancel(running) : requestCancel(only, actor, deps);
}

const isActive = (run: Run): boolean => !isTerminal(run.status) && !run.cancelRequested;
