import { cut } from '../../domain/text.ts';

/**
 * Every limit of Block Kit that we can reach, in one place (https://docs.slack.dev/reference/block-kit/blocks).
 * A string is measured in UTF-16 units, a list in items.
 */
export const messageBlocks = 50;
export const viewBlocks = 100;
/** Slack takes more, but advises to stay below. */
export const messageText = 4000;
export const viewBytes = 250_000;

interface Limit {
  path: string;
  max: number;
  /** Ids and values mean something as a whole: they are reported, never cut. */
  exact?: true;
}

const exact = (path: string, max: number): Limit => ({ path, max, exact: true });
const at = (path: string, max: number): Limit => ({ path, max });

const blockId = exact('block_id', 255);
const actionId = exact('action_id', 255);

/** By the `type` of a block, an element or a view. A path names a member; `*` stands for every item of a list. */
const limits: Record<string, readonly Limit[]> = {
  section: [blockId, at('text.text', 3000), at('fields', 10), at('fields.*.text', 2000)],
  header: [blockId, at('text.text', 150)],
  context: [blockId, at('elements', 10), at('elements.*.text', 2000)],
  actions: [blockId, at('elements', 25)],
  context_actions: [blockId, at('elements', 5)],
  container: [blockId, at('title.text', 150), at('subtitle.text', 150), at('child_blocks', 10)],
  card: [blockId, at('title.text', 150), at('subtitle.text', 150), at('body.text', 200)],
  carousel: [blockId, at('elements', 10)],
  markdown: [blockId, at('text', 12_000)],
  table: [blockId, at('rows', 100), at('rows.*', 20)],
  input: [blockId, at('label.text', 2000), at('hint.text', 2000)],
  divider: [blockId],
  rich_text: [blockId],
  rich_text_section: [],
  rich_text_list: [],
  text: [at('text', 3000)],
  link: [at('text', 3000), exact('url', 3000)],
  date: [],
  plan: [blockId, at('title', 255)],
  task_card: [blockId, exact('task_id', 255), at('title', 255)],
  url: [at('text', 150), exact('url', 3000)],
  button: [actionId, at('text.text', 75), exact('value', 2000), at('accessibility_label', 75)],
  plain_text_input: [actionId, at('placeholder.text', 150), at('initial_value', 3000)],
  static_select: [actionId, at('options', 100), at('options.*.text.text', 75), exact('options.*.value', 150)],
  radio_buttons: [actionId, at('options', 10), at('options.*.text.text', 75), at('options.*.description.text', 75)],
  modal: [
    exact('callback_id', 255),
    exact('private_metadata', 3000),
    at('title.text', 24),
    at('submit.text', 24),
    at('close.text', 24),
    at('blocks', viewBlocks),
  ],
  rich_text_quote: [],
  overflow: [actionId, at('options', 5), at('options.*.text.text', 75), exact('options.*.value', 75)],
  feedback_buttons: [actionId, exact('positive_button.value', 2000), exact('negative_button.value', 2000)],
  external_select: [actionId, at('placeholder.text', 150)],
  conversations_select: [actionId, at('placeholder.text', 150)],
  checkboxes: [actionId, at('options', 10), at('options.*.text.text', 75), at('options.*.description.text', 75)],
  user: [],
  users_select: [actionId, at('placeholder.text', 150)],
  multi_users_select: [actionId, at('placeholder.text', 150)],
  home: [exact('callback_id', 255), exact('private_metadata', 3000), at('blocks', viewBlocks)],
  plain_text: [],
  mrkdwn: [],
};

/** Strings that Slack refuses when they are empty. */
const neverEmpty = new Set(['plain_text', 'mrkdwn', 'text', 'markdown']);

/** In the shape of Slack's own `errors` for `invalid_blocks`. */
export interface Violation {
  code: 'too_long' | 'too_many' | 'empty' | 'unknown_type' | 'not_unique' | 'too_large';
  message: string;
  field: string;
  pointer: string;
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

interface Member {
  parent: Node | unknown[];
  key: string;
  value: unknown;
  pointer: string;
}

function* members(node: unknown, path: readonly string[], pointer: string): Generator<Member> {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (head === '*' ? !Array.isArray(node) : !isNode(node)) return;
  const container = node as Node;
  for (const key of head === '*' ? Object.keys(container) : [head]) {
    const value = container[key];
    if (value === undefined) continue;
    const here = `${pointer}/${key}`;
    if (rest.length === 0) yield { parent: container, key, value, pointer: here };
    else yield* members(value, rest, here);
  }
}

function* typedNodes(value: unknown, pointer: string): Generator<{ node: Node; type: string; pointer: string }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* typedNodes(item, `${pointer}/${index}`);
  } else if (isNode(value)) {
    if (typeof value.type === 'string') yield { node: value, type: value.type, pointer };
    for (const [key, member] of Object.entries(value)) yield* typedNodes(member, `${pointer}/${key}`);
  }
}

const sizeOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);

function violationsOf(root: unknown, pointer: string): Violation[] {
  const found: Violation[] = [];
  const blockIds = new Set<string>();
  for (const { node, type, pointer: here } of typedNodes(root, pointer)) {
    const rules = limits[type];
    if (!rules) found.push({ code: 'unknown_type', message: `no such type: ${type}`, field: 'type', pointer: here });
    if (neverEmpty.has(type) && node.text === '') {
      found.push({ code: 'empty', message: 'must not be empty', field: 'text', pointer: `${here}/text` });
    }
    if (typeof node.block_id === 'string') {
      if (blockIds.has(node.block_id)) {
        found.push({ code: 'not_unique', message: 'block_id is used twice', field: 'block_id', pointer: here });
      }
      blockIds.add(node.block_id);
    }
    for (const rule of rules ?? []) {
      for (const { key, value, pointer: where } of members(node, rule.path.split('.'), here)) {
        if (sizeOf(value) <= rule.max) continue;
        const [code, unit] =
          typeof value === 'string' ? (['too_long', 'characters'] as const) : (['too_many', 'items'] as const);
        found.push({ code, message: `must be at most ${rule.max} ${unit}`, field: key, pointer: where });
      }
    }
  }
  return found;
}

const tooMany = (pointer: string, max: number): Violation => ({
  code: 'too_many',
  message: `must be at most ${max} items`,
  field: 'blocks',
  pointer,
});

/** What Slack would refuse or advise against. Empty when the message may be sent. */
export function messageViolations(message: { text: string; blocks: readonly unknown[] }): Violation[] {
  const found = violationsOf(message.blocks, '/blocks');
  if (message.blocks.length > messageBlocks) found.push(tooMany('/blocks', messageBlocks));
  if (message.text === '') found.push({ code: 'empty', message: 'must not be empty', field: 'text', pointer: '/text' });
  if (message.text.length > messageText) {
    found.push({
      code: 'too_long',
      message: `must be at most ${messageText} characters`,
      field: 'text',
      pointer: '/text',
    });
  }
  return found;
}

export function viewViolations<V extends { blocks: readonly unknown[] }>(view: V): Violation[] {
  const found = violationsOf(view, '');
  if (Buffer.byteLength(JSON.stringify(view)) > viewBytes) {
    found.push({ code: 'too_large', message: `must be at most ${viewBytes} bytes`, field: 'view', pointer: '' });
  }
  return found;
}

const cutMark = {
  type: 'context',
  elements: [{ type: 'plain_text', text: '… cut here: too long for one message', emoji: false }],
};

/** The last guard before sending: whatever is too long is cut with a mark, nothing is refused for its length. */
export function fitMessage<B>(message: { text: string; blocks: readonly B[] }): { text: string; blocks: B[] } {
  const blocks: unknown[] = structuredClone([...message.blocks]);
  for (const { node, type } of typedNodes(blocks, '')) {
    if (neverEmpty.has(type) && node.text === '') node.text = '–';
    for (const rule of limits[type] ?? []) {
      if (rule.exact) continue;
      for (const { parent, key, value } of members(node, rule.path.split('.'), '')) {
        const owner = parent as Node;
        if (typeof value === 'string') owner[key] = cut(value, rule.max);
        else if (Array.isArray(value) && value.length > rule.max) owner[key] = value.slice(0, rule.max);
      }
    }
  }
  const kept = blocks.length > messageBlocks ? [...blocks.slice(0, messageBlocks - 1), cutMark] : blocks;
  return { text: cut(message.text, messageText) || '–', blocks: kept as B[] };
}
