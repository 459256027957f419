import type { Context } from '../context.ts';
import type { ViewRecord } from '../entities.ts';
import { asJson, asList, asText, isJson, type Json, parseJson } from '../json.ts';
import { SlackFailure } from '../methods/method.ts';
import { checkedView, pushView, replaceView } from '../methods/views.ts';
import { wireView } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { openView } from './action.ts';
import { type Entered, elementsIn, refusedInputs, stateValues } from './element-state.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { outsideOf } from './outside.ts';
import { interaction, person } from './payload-parts.ts';
import type { Sender } from './sender.ts';

export interface SubmitInput {
  viewId: string;
  user: string;
  values?: Entered;
}

const trouble = 'We had some trouble connecting. Try again?';

/** A person submits a modal: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export async function submitView(
  context: Context,
  sender: Sender,
  workspace: Workspace,
  input: SubmitInput,
): Promise<Outcome> {
  const user = person(workspace, input.user);
  const record = openView(workspace, input.viewId, user.id);
  const blocks = record.view.blocks;
  const values = input.values ?? {};
  const outside = outsideOf(context, workspace, user.id, record.channel);
  const refused = refusedInputs(blocks, values, outside);
  if (Object.keys(refused).length > 0) return { ok: false, elapsedMs: 0, error: 'incomplete', fieldErrors: refused };
  const state = stateValues(blocks, values, outside);
  const delivery = await sender.send({
    what: 'view_submission',
    about: asText(record.view.callback_id),
    form: 'payload',
    payload: {
      ...interaction(workspace, 'view_submission', user),
      trigger_id: context.triggers.issue(workspace, {
        user: user.id,
        ...(record.channel && { channel: record.channel }),
      }),
      view: wireView(workspace, record, state),
      response_urls: responseUrls(context, workspace, record, state),
    },
  });
  const outcome = outcomeOf(delivery, trouble);
  if (!outcome.ok) return outcome;
  const answer = delivery.body.trim() === '' ? {} : parseJson(delivery.body);
  return { ...outcome, ...followAnswer(workspace, record, answer) };
}

/** One for each chosen conversation whose menu asked for it. */
function responseUrls(context: Context, workspace: Workspace, record: ViewRecord, state: Json): Json[] {
  return elementsIn(record.view.blocks).flatMap(({ blockId, element }) => {
    const value = asJson(asJson(state[blockId])[asText(element.action_id)]);
    const channel = asText(value.selected_conversation) || asText(value.selected_channel);
    if (element.response_url_enabled !== true || channel === '') return [];
    const path = context.responseUrls.issue('actions', { workspace, channel, user: record.user });
    const response_url = context.baseUrl + path;
    return [{ block_id: blockId, action_id: element.action_id, channel_id: channel, response_url }];
  });
}

/** What the answer makes of the modal. Whatever Slack cannot use, the person sees as trouble connecting. */
function followAnswer(workspace: Workspace, record: ViewRecord, answer: unknown): Partial<Outcome> {
  const unusable = (error: string): Partial<Outcome> => ({ ok: false, error, userSees: trouble });
  if (!isJson(answer)) return unusable('invalid_response');
  try {
    switch (answer.response_action) {
      case undefined:
        closeTop(workspace, record);
        return {};
      case 'clear':
        closeAll(workspace, record.user);
        return {};
      case 'update':
        replaceView(workspace, record, checkedView(answer.view, 'modal'));
        return {};
      case 'push':
        pushView(workspace, checkedView(answer.view, 'modal'), record);
        return {};
      case 'errors':
        return fieldErrors(record, answer) ?? unusable('invalid_response_errors');
      default:
        return unusable('invalid_response_action');
    }
  } catch (error) {
    if (error instanceof SlackFailure) return unusable(error.code);
    throw error;
  }
}

/** Errors are keyed by the block ids of input blocks only; anything else is refused as a whole. */
function fieldErrors(record: ViewRecord, answer: Json): Partial<Outcome> | undefined {
  const inputs = asList(record.view.blocks)
    .filter(isJson)
    .filter((block) => block.type === 'input');
  const known = new Set(inputs.map((block) => asText(block.block_id)));
  const errors = Object.entries(asJson(answer.errors)).map(([id, text]) => [id, asText(text)] as const);
  if (errors.length === 0 || errors.some(([id, text]) => !known.has(id) || text === '')) return undefined;
  return { fieldErrors: Object.fromEntries(errors) };
}

function closeTop(workspace: Workspace, record: ViewRecord) {
  workspace.setViews(
    workspace.data.views.filter((view) => view !== record),
    record.user,
  );
}

function closeAll(workspace: Workspace, user: string) {
  workspace.setViews(
    workspace.data.views.filter((view) => view.user !== user),
    user,
  );
}

export interface CloseInput {
  viewId: string;
  user: string;
}

/** A person closes a modal; the app hears of it when it asked to. */
export async function closeView(sender: Sender, workspace: Workspace, input: CloseInput): Promise<Outcome> {
  const user = person(workspace, input.user);
  const record = openView(workspace, input.viewId, user.id);
  const clears = record.view.clear_on_close === true;
  if (clears) closeAll(workspace, user.id);
  else closeTop(workspace, record);
  if (record.view.notify_on_close !== true) return { ok: true, elapsedMs: 0 };
  const delivery = await sender.send({
    what: 'view_closed',
    about: asText(record.view.callback_id),
    form: 'payload',
    payload: {
      ...interaction(workspace, 'view_closed', user),
      view: wireView(workspace, record),
      is_cleared: clears,
    },
  });
  return outcomeOf(delivery, '');
}
