import type { Context } from '../context.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';
import { notPossible, type Outcome, outcomeOf } from './outcome.ts';
import { conversation, person } from './payload-parts.ts';

export interface StopInput {
  user: string;
  channel: string;
  threadTs: string;
}

/** A person presses Stop; the session stays as it is until the app changes it. */
export async function stopAgent(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  input: StopInput,
): Promise<Outcome> {
  const user = person(workspace, input.user);
  const channel = conversation(workspace, input.channel, user.id);
  const session = workspace.session(channel.id, input.threadTs);
  if (session?.status !== 'processing' || !events.subscribed('agent_session_stopped')) {
    return notPossible('there is no Stop button here');
  }
  const delivery = await events.deliver(workspace, {
    type: 'agent_session_stopped',
    channel: channel.id,
    thread_ts: session.threadTs,
    streaming_message_ts: [],
    user: user.id,
    event_ts: (context.clock.now().getTime() / 1000).toFixed(6),
  });
  return outcomeOf(delivery, '');
}
