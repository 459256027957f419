import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { asSlackText, messageError, type Surface, validateBlocks, validateView } from './validate-blocks.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const button = (index: number, more = {}) => ({ type: 'button', action_id: `a${index}`, text: plain(1), ...more });
const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] };
const option = (index: number) => ({ text: plain(1), value: `v${index}` });
const select = (count: number) => ({ type: 'static_select', action_id: 's', options: many(count, option) });
const input = (element: object) => ({ type: 'input', label: plain(1), element });
const task = { type: 'task_card', task_id: 't', title: 'News', status: 'complete', output: rich };
const card = (title: number) => ({ type: 'card', title: mrkdwn(title) });
const cell = { type: 'raw_text', text: 'x' };
const container = (children: number) => ({
  type: 'container',
  title: plain(1),
  is_collapsible: true,
  child_blocks: many(children, () => ({ type: 'divider' })),
});

const problems = (block: unknown, surface: Surface = 'message') => validateBlocks([block], surface).map(asSlackText);

/** At the limit, and one beyond it. */
const edges: [string, (size: number) => unknown, number][] = [
  ['section text', (n) => ({ type: 'section', text: mrkdwn(n) }), limits.section.text],
  ['section fields', (n) => ({ type: 'section', fields: many(n, () => mrkdwn(1)) }), limits.section.fields],
  ['section field', (n) => ({ type: 'section', fields: [mrkdwn(n)] }), limits.section.field],
  ['header', (n) => ({ type: 'header', text: plain(n) }), limits.header],
  ['context elements', (n) => ({ type: 'context', elements: many(n, () => mrkdwn(1)) }), limits.context],
  ['actions elements', (n) => ({ type: 'actions', elements: many(n, (i) => button(i)) }), limits.actions],
  ['button text', (n) => ({ type: 'actions', elements: [button(0, { text: plain(n) })] }), limits.button.text],
  ['button value', (n) => ({ type: 'actions', elements: [button(0, { value: 'x'.repeat(n) })] }), limits.button.value],
  ['block id', (n) => ({ type: 'divider', block_id: 'x'.repeat(n) }), limits.id],
  ['action id', (n) => ({ type: 'actions', elements: [button(0, { action_id: 'x'.repeat(n) })] }), limits.id],
  ['select options', (n) => ({ type: 'actions', elements: [select(n)] }), limits.select.options],
  ['markdown', (n) => ({ type: 'markdown', text: 'x'.repeat(n) }), limits.markdown],
  ['card title', (n) => card(n), limits.card.title],
  ['card body', (n) => ({ type: 'card', body: mrkdwn(n) }), limits.card.body],
  ['carousel', (n) => ({ type: 'carousel', elements: many(n, () => card(1)) }), limits.carousel],
  ['container', container, limits.container.children],
  ['table rows', (n) => ({ type: 'table', rows: many(n, () => [cell]) }), limits.table.rows],
  ['table columns', (n) => ({ type: 'table', rows: [many(n, () => cell)] }), limits.table.columns],
  [
    'image alt text',
    (n) => ({ type: 'image', image_url: 'https://a.b/c', alt_text: 'x'.repeat(n) }),
    limits.image.altText,
  ],
  [
    'context actions',
    (n) => ({
      type: 'context_actions',
      elements: many(n, (i) => ({ type: 'icon_button', action_id: `i${i}`, icon: 'trash', text: plain(1) })),
    }),
    limits.contextActions,
  ],
];

test.each(edges)('%s: allowed at the limit, refused one beyond', (_name, make, limit) => {
  expect(problems(make(limit))).toEqual([]);
  expect(problems(make(limit + 1))).toHaveLength(1);
});

describe('messages', () => {
  test('50 blocks, not 51', () => {
    const blocks = (count: number) =>
      validateBlocks(
        many(count, () => ({ type: 'divider' })),
        'message',
      );
    expect(blocks(50)).toEqual([]);
    expect(blocks(51).map(asSlackText)).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
  });

  test('everything that the app may post', () => {
    const feedback = { text: plain(4), value: 'v' };
    const blocks = [
      { type: 'plan', title: 'Research', tasks: [task, { ...task, task_id: 'u', status: 'pending' }] },
      { ...task, sources: [{ type: 'url', url: 'https://maersk.com', text: 'maersk.com' }] },
      {
        type: 'context_actions',
        elements: [{ type: 'feedback_buttons', action_id: 'f', positive_button: feedback, negative_button: feedback }],
      },
      {
        type: 'data_table',
        caption: 'c',
        rows: [[cell], [{ type: 'raw_number', value: 1, text: '1' }]],
        page_size: 10,
      },
      { ...rich, block_id: 'r' },
      input({ type: 'plain_text_input', action_id: 'p', multiline: true }),
    ];
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  test('ids that repeat are refused: blocks in the message, actions in their block only', () => {
    const row = (id: string) => ({ type: 'actions', block_id: id, elements: [button(0)] });
    expect(validateBlocks([row('a'), row('b')], 'message')).toEqual([]);
    expect(validateBlocks([row('a'), row('a')], 'message')).toHaveLength(1);
    expect(problems({ type: 'actions', elements: [button(0), button(0)] })).toHaveLength(1);
    const cards = ['a', 'b'].map((id) => ({ ...card(1), block_id: id, actions: [button(0)] }));
    expect(problems({ type: 'carousel', elements: cards })).toEqual([]);
  });

  test('one table, and a sum of text', () => {
    const table = { type: 'table', rows: [[cell]] };
    expect(messageError([table])).toBeUndefined();
    expect(messageError([table, table])).toBe('only_one_table_allowed');
    const sections = (count: number) => many(count, () => ({ type: 'section', text: mrkdwn(3000) }));
    expect(messageError(sections(4))).toBeUndefined();
    expect(messageError([...sections(4), { type: 'section', text: mrkdwn(1) }])).toBe('msg_blocks_too_long');
  });
});

test.each([
  ['missing', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
  [
    'unknown member',
    { type: 'divider', colour: 'red' },
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  ['unknown type', { type: 'banner' }, 'unsupported type: banner [json-pointer:/blocks/0/type]'],
  [
    'mrkdwn where text must be plain',
    { type: 'header', text: mrkdwn(1) },
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    'empty text',
    { type: 'section', text: mrkdwn(0) },
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'status',
    { ...task, status: 'done' },
    'must be one of: pending, in_progress, complete, error [json-pointer:/blocks/0/status]',
  ],
  [
    'a block in a container',
    { ...container(0), child_blocks: [task] },
    'unsupported type: task_card [json-pointer:/blocks/0/child_blocks/0/type]',
  ],
  [
    'collapsed but not collapsible',
    { ...container(1), is_collapsible: false, default_collapsed: true },
    'default_collapsed requires is_collapsible [json-pointer:/blocks/0]',
  ],
  [
    'script as a link',
    { type: 'actions', elements: [button(0, { url: 'javascript:alert(1)' })] },
    'must be a valid url [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'uneven rows',
    { type: 'data_table', caption: 'c', rows: [[cell], [cell, cell]] },
    'all rows must have the same number of cells [json-pointer:/blocks/0]',
  ],
])('%s', (_name, block, problem) => {
  expect(problems(block)).toEqual([problem]);
});

describe('views', () => {
  const modal = (more = {}) => ({ type: 'modal', title: plain(24), blocks: [], ...more });
  const texts = (view: unknown) => validateView(view).map(asSlackText);

  test('title, metadata, blocks at their limits', () => {
    expect(
      texts(modal({ private_metadata: 'x'.repeat(3000), blocks: many(100, () => ({ type: 'divider' })) })),
    ).toEqual([]);
    expect(texts(modal({ title: plain(25) }))).toHaveLength(1);
    expect(texts(modal({ private_metadata: 'x'.repeat(3001) }))).toHaveLength(1);
    expect(texts(modal({ blocks: many(101, () => ({ type: 'divider' })) }))).toHaveLength(1);
  });

  test('inputs need a submit button, and one focus at most', () => {
    const field = (id: string) => input({ type: 'plain_text_input', action_id: id, focus_on_load: true });
    expect(texts(modal({ blocks: [field('a')] }))).toEqual(['missing required field: submit [json-pointer:/view]']);
    expect(texts(modal({ submit: plain(1), blocks: [field('a')] }))).toEqual([]);
    expect(texts(modal({ submit: plain(1), blocks: [field('a'), field('b')] }))).toHaveLength(1);
  });

  test('alerts stand in modals only, plans in messages only', () => {
    const alert = { type: 'alert', text: plain(1), level: 'warning' };
    expect(texts(modal({ blocks: [alert] }))).toEqual([]);
    expect(texts({ type: 'home', blocks: [alert] })).toHaveLength(1);
    expect(problems(alert)).toHaveLength(1);
    expect(texts(modal({ blocks: [{ type: 'plan', title: 't', tasks: [] }] }))).toHaveLength(1);
  });
});
