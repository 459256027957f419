import { runIdFrom } from '../domain/run-id.ts';
import type { Actor } from './access.ts';
import type { Answer, ListenerDeps } from './deps.ts';
import { publishTask } from './publish.ts';
import type { Origin } from './start-run.ts';
import { say, searching } from './views/answers.ts';

/** Searches the team's memory by words and by meaning; what is found is told to whoever asked alone, a moment later. */
export async function searchMemory(text: string, origin: Origin, actor: Actor, deps: ListenerDeps): Promise<Answer> {
  if (text.trim() === '') return say('What are you looking for? For example: /prospect memory pricing objections');
  if (text.length > 500) return say('A search may have at most 500 characters. Nothing was searched.');
  const { task } = await deps.repositories.tasks.create({
    id: runIdFrom(origin.team, `search:${origin.trigger}`),
    team: origin.team,
    createdBy: actor.user,
    kind: 'search',
    text,
    visibility: origin.visibility,
    viewer: [...(await actor.viewer())],
    // Without an address for ephemeral answers it goes to the person's direct message.
    place:
      origin.replyUrl === undefined ? { channel: actor.user } : { channel: origin.channel, replyUrl: origin.replyUrl },
  });
  await publishTask(deps.queue, deps.log, task);
  return searching(text);
}
