import type { Run } from '../../domain/run.ts';
import { type Actor, maySee } from '../access.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import type { View } from '../payloads.ts';
import { say } from '../views/answers.ts';

/** A click on a button or a choice in a menu, by whom and where. */
export interface Click extends Actor {
  /** Of a button, or the chosen option of a menu. */
  value: string;
  /** Every option of a menu that takes several. */
  values: readonly string[];
  action: string;
  blockId?: string;
  trigger: string;
  channelName?: string;
  teamDomain?: string;
  /** Of the message that was clicked. */
  messageTs?: string;
  threadTs?: string;
  /** The modal or Home that was clicked. */
  view?: View;
  /** Where an answer to this click can be sent. */
  replyUrl?: string;
}

/**
 * Stores and publishes; what it returns is shown to the person who clicked (ephemerally in a conversation, in a small
 * modal elsewhere), nothing when the thread or a view says it.
 */
export type ClickListener = (click: Click, deps: ListenerDeps, slack: Slack) => Promise<Answer | undefined>;

/** The run a button is about, if the person may see it. What does not exist and what is hidden look the same. */
export async function runOf(
  actor: Actor,
  id: string,
  { repositories }: Pick<ListenerDeps, 'repositories'>,
): Promise<Run | undefined> {
  const run = id === '' ? undefined : await repositories.runs.get(actor.team, id);
  return run && (await maySee(run, actor)) ? run : undefined;
}

export const noSuchRun = (): Answer =>
  say('That research does not exist any more, or it is not yours to see. Nothing was changed.');
