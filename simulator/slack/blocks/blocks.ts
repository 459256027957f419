import { asList, asText, isJson, type Json } from '../json.ts';
import {
  all,
  anyOf,
  type Check,
  flag,
  integer,
  list,
  number,
  object,
  oneOf,
  report,
  rule,
  type Surface,
  text,
  typed,
} from './check.ts';
import {
  accessory,
  actionsElement,
  buttonElement,
  contextActionsElement,
  contextElement,
  inputElement,
  urlSource,
} from './elements.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';
import { anyText, imageBlock, imageElement, mrkdwnText, plainText } from './text.ts';

const constant: Check = () => undefined;
const common = { 'type!': constant, block_id: text(limits.id) };
const block = (members: Record<string, Check>): Check => object({ ...common, ...members });
const many = 10_000;

const cell = typed({
  raw_text: object({ 'type!': constant, 'text!': text(many, 1) }),
  raw_number: object({ 'type!': constant, 'value!': number, 'text!': text(many, 1) }),
  rich_text: richText,
});
const rowsOf = (value: Json): unknown[][] => asList(value.rows).map(asList);
const sameLength = rule(
  (value) => new Set(rowsOf(value).map((row) => row.length)).size <= 1,
  'failed_constraint',
  'all rows must have the same number of cells',
);
const cellText = (max: number): Check =>
  rule(
    (value) => charactersIn(value.rows) <= max,
    'too_long',
    `cells must hold no more than ${max} characters together`,
  );
const plainHeader = rule(
  (value) => (rowsOf(value)[0] ?? []).every((member) => !isJson(member) || member.type !== 'rich_text'),
  'failed_constraint',
  'header cells must not be rich_text',
);

const columnSettings = object({ align: oneOf('left', 'center', 'right'), is_wrapped: flag });
const table = all(
  block({
    'rows!': list(1, limits.table.rows, list(1, limits.table.columns, cell)),
    column_settings: list(0, limits.table.columns, columnSettings),
  }),
  cellText(limits.table.characters),
);
const dataTable = all(
  block({
    'rows!': list(limits.dataTable.minRows, limits.dataTable.rows, list(1, limits.dataTable.columns, cell)),
    'caption!': text(many, 1),
    page_size: integer(1, limits.dataTable.pageSize),
    row_header_column_index: integer(0, limits.dataTable.columns - 1),
  }),
  sameLength,
  plainHeader,
  cellText(limits.dataTable.characters),
);

const taskCard = block({
  'task_id!': text(limits.id, 1),
  'title!': text(limits.text, 1),
  'status!': oneOf('pending', 'in_progress', 'complete', 'error'),
  details: richText,
  output: richText,
  sources: list(0, limits.select.options, urlSource),
});

const card = all(
  block({
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwnText(limits.card.title),
    subtitle: mrkdwnText(limits.card.subtitle),
    body: mrkdwnText(limits.card.body),
    actions: list(1, limits.actions, buttonElement),
  }),
  anyOf('hero_image', 'title', 'actions', 'body'),
);

const simple: Record<string, Check> = {
  section: all(
    block({
      text: anyText(limits.section.text),
      fields: list(1, limits.section.fields, anyText(limits.section.field)),
      accessory,
      expand: flag,
    }),
    anyOf('text', 'fields'),
  ),
  header: block({ 'text!': plainText(limits.header), level: integer(1, 4) }),
  divider: block({}),
  image: imageBlock({ block_id: text(limits.id) }),
  context: block({ 'elements!': list(1, limits.context, contextElement) }),
  actions: block({ 'elements!': list(1, limits.actions, actionsElement) }),
  input: block({
    'label!': plainText(limits.input.label),
    'element!': inputElement,
    hint: plainText(limits.input.hint),
    optional: flag,
    dispatch_action: flag,
  }),
  rich_text: richText,
  table,
};

const kinds: Record<string, Check> = {
  ...simple,
  markdown: block({ 'text!': text(limits.markdown, 1) }),
  data_table: dataTable,
  task_card: taskCard,
  plan: block({ 'title!': text(limits.text, 1), tasks: list(0, many, typed({ task_card: taskCard })) }),
  card,
  carousel: block({ 'elements!': list(1, limits.carousel, typed({ card })) }),
  context_actions: block({ 'elements!': list(1, limits.contextActions, contextActionsElement) }),
  alert: block({ 'text!': anyText(limits.text), level: oneOf('default', 'info', 'warning', 'error', 'success') }),
  container: all(
    block({
      title: plainText(limits.container.title),
      rich_text_title: richText,
      subtitle: anyText(limits.container.subtitle),
      'child_blocks!': list(1, limits.container.children, typed(simple)),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    }),
    anyOf('title', 'rich_text_title'),
    rule(
      (value) => value.default_collapsed !== true || value.is_collapsible === true,
      'failed_constraint',
      'default_collapsed requires is_collapsible',
    ),
  ),
};

/** Where a block may not stand; the others may stand anywhere. `video` and `file` need what the app does not have. */
const onlyOn: Record<string, Surface[]> = {
  alert: ['modal'],
  markdown: ['message'],
  table: ['message'],
  data_table: ['message'],
  plan: ['message'],
  task_card: ['message'],
  context_actions: ['message'],
};

export const anyBlock: Check = (value, at) => {
  const allowed = onlyOn[asText(isJson(value) ? value.type : '')];
  if (allowed && !allowed.includes(at.surface)) {
    return report(at, 'unsupported_type', `unsupported type: ${asText(isJson(value) ? value.type : '')}`, 'type');
  }
  typed(kinds)(value, at);
};

/** All that a reader would read: the strings in members called `text`, `title` of tasks included. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + charactersIn(member), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, member]) =>
      sum + (name === 'text' && typeof member === 'string' ? member.length : charactersIn(member)),
    0,
  );
}
