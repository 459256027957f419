import type { Viewer } from '../domain/ports/memory.ts';
import { runIdFrom } from '../domain/run-id.ts';
import type { Question } from '../domain/task.ts';
import { asViewer, seenFrom } from '../domain/visibility.ts';
import type { Actor } from './access.ts';
import type { ListenerDeps } from './deps.ts';
import { publishTask } from './publish.ts';

export interface Asked {
  text: string;
  /** Names the request, so that its redelivery finds the same question. */
  trigger: string;
  channel: string;
  visibility: string;
  threadTs: string;
  /** What is read for the answer. */
  run?: string;
  /** Look on the web for what is not known. */
  research?: boolean;
}

/**
 * Stores and publishes a question; its answer comes into the thread. In a conversation with several people only what
 * all of them may see is read; a person alone with the app is answered from everything that is theirs to see.
 */
export async function ask(asked: Asked, actor: Actor, deps: ListenerDeps): Promise<Question['id']> {
  const { text, channel, visibility, threadTs, run, research = false } = asked;
  const viewer: Viewer = channel.startsWith('D')
    ? asViewer([...(await actor.viewer()), visibility])
    : seenFrom(visibility);
  const { task } = await deps.repositories.tasks.create({
    id: runIdFrom(actor.team, `question:${asked.trigger}`),
    team: actor.team,
    createdBy: actor.user,
    kind: 'question',
    text,
    research,
    visibility,
    viewer: [...viewer],
    place: { channel, threadTs },
    ...(run !== undefined && { run }),
  });
  await publishTask(deps.queue, deps.log, task);
  return task.id;
}
