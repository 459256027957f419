import { limits } from '../blocks/limits.ts';
import { asSlackText, validateView } from '../blocks/validate-blocks.ts';
import type { ViewRecord } from '../entities.ts';
import { asList, asText, isJson, type Json } from '../json.ts';
import type { Trigger } from '../triggers.ts';
import { wireView } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { withBlockIds } from './message-content.ts';
import { type Call, fail, type Method, optional, required, structured } from './method.ts';

/** https://docs.slack.dev/reference/methods/views.open and its siblings. */
export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};

/** A view as the app sent it, checked; the error is that of the views methods, which is not `invalid_blocks`. */
export function checkedView(view: unknown, type: 'modal' | 'home'): Json {
  const issues = validateView(view);
  if (issues.length > 0) {
    fail('invalid_arguments', {
      response_metadata: { messages: issues.map((issue) => `[ERROR] ${asSlackText(issue)}`) },
    });
  }
  if (!isJson(view) || view.type !== type) return fail('invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(view)) > limits.view.bytes) fail('view_too_large');
  return view;
}

export function newRecord(workspace: Workspace, view: Json, owner: Pick<ViewRecord, 'user' | 'channel'>): ViewRecord {
  const id = workspace.newId('V');
  const externalId = asText(view.external_id);
  return {
    id,
    ...owner,
    view: identified(workspace, view),
    hash: newHash(workspace),
    rootId: id,
    ...(externalId && { externalId }),
  };
}

const identified = (workspace: Workspace, view: Json): Json => ({
  ...view,
  blocks: withBlockIds(asList(view.blocks).filter(isJson), workspace.newId),
});
const newHash = (workspace: Workspace): string => `${workspace.data.lastTs}.${workspace.newId('h')}`;

function redeemed({ args, context }: Call): Trigger {
  const trigger = context.triggers.redeem(required(args, 'trigger_id'));
  return typeof trigger === 'string' ? fail(trigger) : trigger;
}

function readView(call: Call, type: 'modal' | 'home'): Json {
  const view = checkedView(structured(call.args, 'view', 'invalid_arguments'), type);
  const externalId = asText(view.external_id);
  const taken = call.workspace.data.views.some((record) => record.externalId === externalId);
  const isUpdate = optional(call.args, 'external_id') === externalId || optional(call.args, 'view_id') !== undefined;
  if (externalId !== '' && taken && !isUpdate) fail('duplicate_external_id');
  return view;
}

function open(call: Call): Json {
  const view = readView(call, 'modal');
  const { user, channel } = redeemed(call);
  const record = newRecord(call.workspace, view, { user, ...(channel !== undefined && { channel }) });
  // A new root replaces what the person had open.
  call.workspace.setViews([...call.workspace.data.views.filter((other) => other.user !== user), record], user);
  return { view: wireView(call.workspace, record) };
}

function push(call: Call): Json {
  const view = readView(call, 'modal');
  return { view: wireView(call.workspace, pushView(call.workspace, view, redeemed(call))) };
}

/** Lays a view on top of the person's stack. */
export function pushView(workspace: Workspace, view: Json, owner: Pick<ViewRecord, 'user' | 'channel'>): ViewRecord {
  const stack = workspace.modalsOf(owner.user);
  const top = stack.at(-1);
  if (!top) return fail('not_found');
  if (stack.length >= limits.view.stack) fail('push_limit_reached');
  const record = { ...newRecord(workspace, view, owner), rootId: top.rootId, previousId: top.id };
  workspace.setViews([...workspace.data.views, record], owner.user);
  return record;
}

function update(call: Call): Json {
  const { args, workspace } = call;
  const id = optional(args, 'view_id');
  const externalId = optional(args, 'external_id');
  const record =
    id !== undefined ? workspace.view(id) : workspace.data.views.find((view) => view.externalId === externalId);
  if (!record || (id === undefined && externalId === undefined)) return fail('not_found');
  const view = readView(call, record.view.type === 'home' ? 'home' : 'modal');
  checkHash(args, record);
  return { view: wireView(workspace, replaceView(workspace, record, view)) };
}

function checkHash(args: Json, record: ViewRecord | undefined) {
  const hash = optional(args, 'hash');
  if (hash !== undefined && record && hash !== record.hash) fail('hash_conflict');
}

export function replaceView(workspace: Workspace, record: ViewRecord, view: Json): ViewRecord {
  record.view = identified(workspace, view);
  record.hash = newHash(workspace);
  if (view.type === 'home') workspace.setHome(record.user, record);
  else workspace.setViews(workspace.data.views, record.user);
  return record;
}

function publish(call: Call): Json {
  const { args, workspace } = call;
  const user = required(args, 'user_id');
  if (!workspace.user(user)) fail('user_not_found');
  const view = readView(call, 'home');
  const known = workspace.data.homes[user];
  checkHash(args, known);
  const record = known ?? newRecord(workspace, view, { user });
  return { view: wireView(workspace, replaceView(workspace, record, view)) };
}
