import type { Context } from '../context.ts';
import type { Message } from '../entities.ts';
import { wireMessage } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';
import { notPossible } from './outcome.ts';
import { conversation, person } from './payload-parts.ts';
import { asTyped } from './speech.ts';

export interface RevisionInput {
  user: string;
  channel: string;
  ts: string;
}

function ownMessage(workspace: Workspace, { user, channel, ts }: RevisionInput): Message {
  const { id } = conversation(workspace, channel, person(workspace, user).id);
  const message = workspace.message(id, ts) ?? notPossible(`no such message: ${ts}`);
  return message.user === user ? message : notPossible('only who wrote a message may change it');
}

/** A person edits a message: https://docs.slack.dev/reference/events/message/message_changed */
export async function editMessage(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  input: RevisionInput & { text: string },
): Promise<void> {
  const message = ownMessage(workspace, input);
  const before = wireMessage(workspace, message);
  const ts = `${Math.floor(context.clock.now().getTime() / 1000)}.000000`;
  workspace.changeMessage(message, (changed) => {
    changed.text = asTyped(workspace, input.text);
    changed.edited = { user: input.user, ts };
  });
  await events.revised(workspace, message.channel, {
    subtype: 'message_changed',
    message: wireMessage(workspace, message),
    previous_message: before,
  });
}

/** A person deletes a message: https://docs.slack.dev/reference/events/message/message_deleted */
export async function deleteMessage(events: EventSender, workspace: Workspace, input: RevisionInput): Promise<void> {
  const message = ownMessage(workspace, input);
  const before = wireMessage(workspace, message);
  workspace.removeMessage(message);
  await events.revised(workspace, message.channel, {
    subtype: 'message_deleted',
    deleted_ts: input.ts,
    previous_message: before,
  });
}
