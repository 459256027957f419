import type { Context } from '../context.ts';
import { wireMessage } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { notPossible, type Outcome, outcomeOf } from './outcome.ts';
import { channelPart, colleague, conversation, interaction } from './payload-parts.ts';
import type { Sender } from './sender.ts';

export interface ShortcutInput {
  user: string;
  callbackId: string;
  /** Both given: a message shortcut; otherwise a global one. */
  channel?: string;
  messageTs?: string;
}

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export async function sendShortcut(
  context: Context,
  sender: Sender,
  workspace: Workspace,
  input: ShortcutInput,
): Promise<Outcome> {
  const user = colleague(workspace, input.user);
  const action_ts = (context.clock.now().getTime() / 1000).toFixed(6);
  const shared = { callback_id: input.callbackId, action_ts };
  const onMessage = input.channel !== undefined && input.messageTs !== undefined;
  const delivery = await sender.send({
    what: onMessage ? 'message_action' : 'shortcut',
    about: input.callbackId,
    form: 'payload',
    payload: onMessage
      ? { ...interaction(workspace, 'message_action', user), ...shared, ...messageParts(context, workspace, input) }
      : {
          ...interaction(workspace, 'shortcut', user),
          ...shared,
          trigger_id: context.triggers.issue(workspace, { user: user.id }),
        },
  });
  return outcomeOf(delivery, 'This app responded with an error. Try again?');
}

function messageParts(context: Context, workspace: Workspace, input: ShortcutInput) {
  const channel = conversation(workspace, input.channel ?? '', input.user);
  const message = workspace.message(channel.id, input.messageTs ?? '') ?? notPossible('no such message');
  const target = { workspace, channel: channel.id, user: input.user };
  return {
    trigger_id: context.triggers.issue(workspace, { user: input.user, channel: channel.id }),
    channel: channelPart(channel),
    message_ts: message.ts,
    message: wireMessage(workspace, message),
    response_url: context.baseUrl + context.responseUrls.issue('actions', target),
  };
}
