import { asText, type Json } from '../json.ts';
import { postMessage } from './chat.ts';
import { postTarget } from './conversation-access.ts';
import { messageContent } from './message-content.ts';
import { type Call, fail, type Method, required, SlackFailure } from './method.ts';

/** Seconds ahead that a message may be scheduled. */
const farthest = 120 * 24 * 3600;

/** https://docs.slack.dev/reference/methods/chat.scheduleMessage. What waits is lost when the simulator ends. */
export const scheduleMethods: Record<string, Method> = {
  'chat.scheduleMessage': schedule,
  'chat.deleteScheduledMessage': remove,
};

const waiting = new WeakMap<Call['context'], Map<string, { channel: string; cancel: AbortController }>>();

function schedule(call: Call): Json {
  const { args, workspace, context } = call;
  const channel = postTarget(workspace, required(args, 'channel')).id;
  const postAt = Number(required(args, 'post_at'));
  const seconds = postAt - context.clock.now().getTime() / 1000;
  if (!Number.isInteger(postAt)) fail('invalid_time');
  if (seconds <= 0) fail('time_in_past');
  if (seconds > farthest) fail('time_too_far');
  const content = messageContent(args);
  const id = workspace.newId('Q');
  const cancel = new AbortController();
  waitingOf(context).set(id, { channel, cancel });
  const due = AbortSignal.any([cancel.signal, context.closing]);
  void context.clock.sleep(seconds * 1000, due).then(() => due.aborted || send(call, id));
  return { channel, scheduled_message_id: id, post_at: postAt, message: { type: 'delayed_message', ...content } };
}

function waitingOf(context: Call['context']) {
  const known = waiting.get(context) ?? new Map<string, { channel: string; cancel: AbortController }>();
  waiting.set(context, known);
  return known;
}

/** What can no longer be posted when its time comes is dropped, as Slack does. */
function send(call: Call, id: string) {
  waitingOf(call.context).delete(id);
  try {
    postMessage(call);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
  }
}

function remove({ args, context }: Call): Json {
  const known = waitingOf(context).get(required(args, 'scheduled_message_id'));
  if (known?.channel !== asText(args.channel)) return fail('invalid_scheduled_message_id');
  known.cancel.abort();
  waitingOf(context).delete(required(args, 'scheduled_message_id'));
  return {};
}
