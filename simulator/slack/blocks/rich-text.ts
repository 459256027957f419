import { type Check, flag, integer, list, number, object, oneOf, text, typed, webUrl } from './check.ts';
import { limits } from './limits.ts';

const constant: Check = () => undefined;
const many = 10_000;

const style = object({ bold: flag, italic: flag, strike: flag, code: flag, underline: flag });
const part = (members: Record<string, Check>): Check => object({ 'type!': constant, style, ...members });

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const inline = typed({
  text: part({ 'text!': text(many, 1) }),
  link: part({ 'url!': webUrl(limits.button.url), text: text(many), unsafe: flag }),
  emoji: part({ 'name!': text(limits.id, 1), unicode: text(limits.id), url: text(limits.button.url) }),
  user: part({ 'user_id!': text(limits.id, 1) }),
  usergroup: part({ 'usergroup_id!': text(limits.id, 1) }),
  channel: part({ 'channel_id!': text(limits.id, 1) }),
  team: part({ 'team_id!': text(limits.id, 1) }),
  broadcast: part({ 'range!': oneOf('here', 'channel', 'everyone') }),
  color: part({ 'value!': text(limits.id, 1) }),
  date: part({ 'timestamp!': number, 'format!': text(many, 1), url: webUrl(limits.button.url), fallback: text(many) }),
});

const border = integer(0, 1);
const section = object({ 'type!': constant, 'elements!': list(0, many, inline) });

const group = typed({
  rich_text_section: section,
  rich_text_list: object({
    'type!': constant,
    'style!': oneOf('bullet', 'ordered'),
    'elements!': list(0, many, typed({ rich_text_section: section })),
    indent: integer(0, 8),
    offset: integer(0, many),
    border,
  }),
  rich_text_quote: object({ 'type!': constant, 'elements!': list(0, many, inline), border }),
  rich_text_preformatted: object({
    'type!': constant,
    'elements!': list(0, many, inline),
    border,
    language: text(limits.id),
  }),
});

const members = { 'type!': constant, block_id: text(limits.id), 'elements!': list(0, many, group) };

export const richText: Check = typed({ rich_text: object(members) });
