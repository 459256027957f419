import type { Run } from '../../domain/run.ts';
import { type Actor, maySee } from '../access.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import { say } from '../views/answers.ts';

/** A click on a button, by whom and where. */
export interface Click extends Actor {
  value: string;
  trigger: string;
  channelName?: string;
  teamDomain?: string;
  /** Where an answer to this click can be sent. */
  replyUrl?: string;
}

/** Stores and publishes; what it returns is shown to the person who clicked, nothing when the thread says it. */
export type ClickListener = (click: Click, deps: ListenerDeps, slack: Slack) => Promise<Answer | undefined>;

/** The run a button is about, if the person may see it. What does not exist and what is hidden look the same. */
export async function runOf(click: Click, id: string, { repositories }: ListenerDeps): Promise<Run | undefined> {
  const run = id === '' ? undefined : await repositories.runs.get(click.team, id);
  return run && maySee(run, click) ? run : undefined;
}

export const noSuchRun = (): Answer =>
  say('That research does not exist any more, or it is not yours to see. Nothing was changed.');
