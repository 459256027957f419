import { asList, asText, isJson, type Json } from '../json.ts';
import { anyBlock, charactersIn } from './blocks.ts';
import { type At, flag, type Issue, list, object, oneOf, report, type Surface, text, typed } from './check.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

export type { Issue, Surface } from './check.ts';

/** Checks an array of blocks as Slack does. Pointers begin with `at`, for example `/blocks` or `/view/blocks`. */
export function validateBlocks(blocks: unknown, surface: Surface, pointer = '/blocks'): Issue[] {
  const at: At = { pointer, surface, issues: [] };
  const max = surface === 'message' ? limits.message.blocks : limits.view.blocks;
  list(0, max, anyBlock)(blocks, at);
  uniqueBlockIds(asList(blocks), at);
  uniqueActionIds(asList(blocks), at);
  return at.issues;
}

/** Slack's own errors that are no `invalid_blocks`; undefined when there is none. */
export function messageError(blocks: unknown): string | undefined {
  const tables = asList(blocks).filter((block) => isJson(block) && block.type === 'table');
  if (tables.length > limits.table.perMessage) return 'only_one_table_allowed';
  // Undocumented, measured at 12,000 to 13,200: https://github.com/slackapi/bolt-js/issues/2509
  if (charactersIn(blocks) > limits.message.blockCharacters) return 'msg_blocks_too_long';
  return undefined;
}

export function validateView(view: unknown): Issue[] {
  const pointer = '/view';
  if (!isJson(view)) return [{ code: 'invalid_type', message: 'must provide an object', pointer }];
  const surface: Surface = view.type === 'home' ? 'home' : 'modal';
  const at: At = { pointer, surface, issues: [] };
  typed({ modal: modalView, home: homeView })(view, at);
  at.issues.push(...validateBlocks(view.blocks, surface, '/view/blocks'));
  const inputs = asList(view.blocks).some((block) => isJson(block) && block.type === 'input');
  if (surface === 'modal' && inputs && view.submit === undefined) {
    report(at, 'missing_required_field', 'missing required field: submit', 'submit');
  }
  if (focused(view).length > 1) report(at, 'failed_constraint', 'only one element may have focus_on_load');
  return at.issues;
}

const checkedApart = () => undefined;
const shared = {
  'type!': oneOf('modal', 'home'),
  'blocks!': checkedApart,
  private_metadata: text(limits.view.privateMetadata),
  callback_id: text(limits.view.callbackId),
  external_id: text(limits.view.callbackId),
};
const homeView = object({ ...shared, title: plainText(limits.view.title), close: checkedApart, submit: checkedApart });
const modalView = object({
  ...shared,
  'title!': plainText(limits.view.title),
  close: plainText(limits.view.button),
  submit: plainText(limits.view.button),
  clear_on_close: flag,
  notify_on_close: flag,
});

/** Every object below, with its place. */
function* walk(value: unknown, pointer: string): Generator<{ value: Json; pointer: string }> {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) yield* walk(member, `${pointer}/${index}`);
  } else if (isJson(value)) {
    yield { value, pointer };
    for (const [name, member] of Object.entries(value)) yield* walk(member, `${pointer}/${name}`);
  }
}

const focused = (view: Json): Json[] =>
  [...walk(view.blocks, '')].map((found) => found.value).filter((value) => value.focus_on_load === true);

function uniqueBlockIds(blocks: unknown[], at: At) {
  repeated([...walk(blocks, at.pointer)], 'block_id', at);
}

/** Blocks that hold blocks, and where. */
const nestedIn: Record<string, string> = { container: 'child_blocks', carousel: 'elements' };

/** An action id must be unique within its block. */
function uniqueActionIds(blocks: unknown[], at: At) {
  for (const [index, block] of blocks.entries()) {
    const nested = isJson(block) ? nestedIn[asText(block.type)] : undefined;
    const inside = isJson(block) && nested !== undefined ? asList(block[nested]) : [];
    for (const [i, child] of inside.entries()) {
      repeated([...walk(child, `${at.pointer}/${index}/${nested}/${i}`)], 'action_id', at);
    }
    if (nested === undefined) repeated([...walk(block, `${at.pointer}/${index}`)], 'action_id', at);
  }
}

function repeated(found: { value: Json; pointer: string }[], member: 'block_id' | 'action_id', at: At) {
  const seen = new Set<string>();
  for (const { value, pointer } of found) {
    const id = asText(value[member]);
    if (id === '') continue;
    if (seen.has(id)) report({ ...at, pointer }, 'duplicate', `${member} "${id}" already exists`, member);
    seen.add(id);
  }
}

/** `must be less than 3001 characters [json-pointer:/blocks/0/text/text]` */
export const asSlackText = (issue: Issue): string => `${issue.message} [json-pointer:${issue.pointer}]`;
