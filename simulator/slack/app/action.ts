import type { Context } from '../context.ts';
import type { Message, ViewRecord } from '../entities.ts';
import { asJson, asText, type Json } from '../json.ts';
import { wireMessage, wireView } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { type Entered, elementsIn, elementValue, type Outside, type Placed, stateValues } from './element-state.ts';
import { notPossible, type Outcome, outcomeOf } from './outcome.ts';
import { outsideOf } from './outside.ts';
import { channelPart, conversation, interaction, person } from './payload-parts.ts';
import type { Sender } from './sender.ts';

export interface ActionInput {
  user: string;
  /** With `messageTs`: a message; with `viewId`: a modal or home tab. */
  channel?: string;
  messageTs?: string;
  viewId?: string;
  actionId: string;
  /** Needed when the action id stands in several blocks. */
  blockId?: string;
  /** Of a menu: the chosen option's value or id; of feedback: `positive` or `negative` or the button's value. */
  value?: string | string[] | null;
  /** What else was entered in the same message or view. */
  values?: Entered;
}

const trouble = 'This app responded with an error. Try again?';

/** A person uses an interactive element: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export async function sendAction(
  context: Context,
  sender: Sender,
  workspace: Workspace,
  input: ActionInput,
): Promise<Outcome> {
  const user = person(workspace, input.user);
  const now = context.clock.now().getTime() / 1000;
  const place = placeOf(context, workspace, input);
  const placed = find(place.blocks, input);
  if (placed.input && placed.input.dispatch_action !== true)
    notPossible('this input tells the app nothing before it is submitted');
  const entered = {
    ...input.values,
    ...(input.value !== undefined && { [`${placed.blockId}/${input.actionId}`]: input.value }),
  };
  const delivery = await sender.send({
    what: 'block_actions',
    about: input.actionId,
    form: 'payload',
    payload: {
      ...interaction(workspace, 'block_actions', user),
      trigger_id: context.triggers.issue(workspace, {
        user: user.id,
        ...(place.channel && { channel: place.channel }),
      }),
      ...place.parts(entered),
      actions: [actionOf(placed, input.value, now.toFixed(6), place.outside)],
    },
  });
  return outcomeOf(delivery, trouble);
}

/** Where an element stands. */
export interface Place {
  blocks: unknown;
  outside: Outside;
  channel?: string;
  parts(entered: Entered): Json;
}

type ElementAt = Pick<ActionInput, 'user' | 'channel' | 'messageTs' | 'viewId' | 'actionId' | 'blockId'>;

export const placeOf = (context: Context, workspace: Workspace, input: ElementAt): Place =>
  input.viewId !== undefined ? inView(context, workspace, input) : inMessage(context, workspace, input);

function inMessage(context: Context, workspace: Workspace, input: ElementAt): Place {
  const channel = conversation(workspace, input.channel ?? '', input.user);
  const message = seenMessage(workspace, channel.id, input.messageTs ?? '', input.user);
  const ephemeral = message.ephemeralFor !== undefined;
  const threadTs = message.threadTs !== message.ts ? message.threadTs : undefined;
  const target = {
    workspace,
    channel: channel.id,
    user: input.user,
    source: { ts: message.ts, ephemeral },
    ...(threadTs && { threadTs }),
  };
  const outside = outsideOf(context, workspace, input.user, channel.id);
  return {
    blocks: message.blocks,
    outside,
    channel: channel.id,
    parts: (entered) => ({
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(threadTs && { thread_ts: threadTs }),
      },
      channel: channelPart(channel),
      ...(!ephemeral && { message: wireMessage(workspace, message, { metadata: true }) }),
      state: { values: stateValues(message.blocks, entered, outside) },
      response_url: context.baseUrl + context.responseUrls.issue('actions', target),
    }),
  };
}

function seenMessage(workspace: Workspace, channel: string, ts: string, user: string): Message {
  const ephemeral = workspace.ephemeral(channel, ts);
  const message = workspace.message(channel, ts) ?? (ephemeral?.ephemeralFor === user ? ephemeral : undefined);
  return message ?? notPossible(`no such message for this person: ${ts}`);
}

function inView(context: Context, workspace: Workspace, input: ElementAt): Place {
  const record = openView(workspace, input.viewId ?? '', input.user);
  const outside = outsideOf(context, workspace, input.user, record.channel);
  return {
    blocks: record.view.blocks,
    outside,
    ...(record.channel && { channel: record.channel }),
    parts: (entered) => ({
      container: { type: 'view', view_id: record.id },
      view: wireView(workspace, record, stateValues(record.view.blocks, entered, outside)),
    }),
  };
}

export function openView(workspace: Workspace, id: string, user: string): ViewRecord {
  const record = workspace.view(id);
  return record?.user === user ? record : notPossible(`this person has no such view open: ${id}`);
}

export function find(blocks: unknown, input: ElementAt): Placed {
  const found = elementsIn(blocks).filter(
    ({ element, blockId }) =>
      element.action_id === input.actionId && (input.blockId === undefined || blockId === input.blockId),
  );
  return found[0] ?? notPossible(`no element with the action id ${input.actionId}`);
}

function actionOf({ blockId, element }: Placed, value: ActionInput['value'], actionTs: string, outside: Outside): Json {
  const type = asText(element.type);
  const shared = { action_id: element.action_id, block_id: blockId, type, action_ts: actionTs };
  if (type === 'button' || type === 'icon_button') {
    const { text, value: own, style, url } = element;
    return {
      ...shared,
      text,
      ...(own !== undefined && { value: own }),
      ...(style ? { style } : {}),
      ...(url ? { url } : {}),
    };
  }
  if (type === 'feedback_buttons') {
    const positive = asJson(element.positive_button);
    const negative = asJson(element.negative_button);
    const chosen = value === 'negative' || value === negative.value ? negative : positive;
    return { ...shared, text: chosen.text, value: chosen.value };
  }
  return { ...shared, ...elementValue(element, value, outside) };
}
