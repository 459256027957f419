import { h, link } from './dom.js';

/** What mentions need: `people` and `channels` are maps from id to name. */
const names = { people: new Map(), channels: new Map() };

export function setNames(people, channels) {
  names.people = people;
  names.channels = channels;
}

const emoji = {
  white_check_mark: '✅',
  warning: '⚠️',
  x: '❌',
  star: '⭐',
  tada: '🎉',
  eyes: '👀',
  mag: '🔍',
  hourglass: '⌛',
  thumbsup: '👍',
  thumbsdown: '👎',
  '+1': '👍',
  '-1': '👎',
  bulb: '💡',
  page_facing_up: '📄',
  point_right: '👉',
  memo: '📝',
  rocket: '🚀',
  wave: '👋',
};
export const emojiOf = (name) => emoji[name] ?? `:${name}:`;

const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const withBreaks = (text) => text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));

/** Plain text; line breaks stay. */
export const plain = (text) => withBreaks(text ?? '');

function angle(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith('@'))
    return h('span', { class: 'mention' }, `@${names.people.get(target.slice(1)) ?? target.slice(1)}`);
  if (target.startsWith('#'))
    return h('span', { class: 'mention' }, `#${names.channels.get(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('!date')) return label ?? '';
  if (target.startsWith('!')) return h('span', { class: 'mention live' }, `@${target.slice(1)}`);
  return link(unescaped(target), unescaped(label ?? target));
}

const marks = [
  [/```([\s\S]+?)```/, (inside) => h('pre', {}, unescaped(inside))],
  [/`([^`\n]+)`/, (inside) => h('code', {}, unescaped(inside))],
  [/<([^<>]+)>/, angle],
  [/(?<![\w*])\*([^*\n]+)\*(?![\w*])/, (inside) => h('strong', {}, inline(inside))],
  [/(?<![\w_])_([^_\n]+)_(?![\w_])/, (inside) => h('em', {}, inline(inside))],
  [/(?<![\w~])~([^~\n]+)~(?![\w~])/, (inside) => h('s', {}, inline(inside))],
  [/:([a-z0-9_+-]+):/, (inside) => (emoji[inside] ? emojiOf(inside) : `:${inside}:`)],
];

function inline(text) {
  let first;
  for (const [expression, make] of marks) {
    const match = expression.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, make };
  }
  if (!first) return withBreaks(unescaped(text));
  const { match, make } = first;
  return [inline(text.slice(0, match.index)), make(match[1]), inline(text.slice(match.index + match[0].length))];
}

/** Slack's own markup. */
export function mrkdwn(text) {
  const parts = [];
  for (const line of (text ?? '').split(/(?=^&gt; ?)|(?<=^&gt;[^\n]*\n)/m)) {
    parts.push(
      line.startsWith('&gt;') ? h('blockquote', {}, inline(line.replace(/^&gt; ?/, '').trimEnd())) : inline(line),
    );
  }
  return parts;
}

export const textObject = (object) => (object?.type === 'mrkdwn' ? mrkdwn(object.text) : plain(object?.text));

const styled = (style = {}, node) =>
  Object.entries({ bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' }).reduce(
    (inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner),
    node,
  );

function richInline(element) {
  switch (element.type) {
    case 'text':
      return styled(element.style, h('span', {}, plain(element.text)));
    case 'link':
      return styled(element.style, link(element.url, element.text || element.url));
    case 'emoji':
      return emojiOf(element.name);
    case 'user':
      return h('span', { class: 'mention' }, `@${names.people.get(element.user_id) ?? element.user_id}`);
    case 'channel':
      return h('span', { class: 'mention' }, `#${names.channels.get(element.channel_id) ?? element.channel_id}`);
    case 'broadcast':
      return h('span', { class: 'mention live' }, `@${element.range}`);
    case 'date':
      return element.fallback ?? new Date(element.timestamp * 1000).toLocaleString();
    default:
      return JSON.stringify(element);
  }
}

function richGroup(group) {
  const inside = (group.elements ?? []).map(
    group.type === 'rich_text_list' ? (item) => h('li', {}, richGroup(item)) : richInline,
  );
  switch (group.type) {
    case 'rich_text_list':
      return h(group.style === 'ordered' ? 'ol' : 'ul', { class: `indent-${group.indent ?? 0}` }, inside);
    case 'rich_text_quote':
      return h('blockquote', {}, inside);
    case 'rich_text_preformatted':
      return h('pre', {}, inside);
    default:
      return h('div', {}, inside);
  }
}

export const richText = (block) => h('div', { class: 'rich' }, (block?.elements ?? []).map(richGroup));

const mdMarks = [
  [/`([^`\n]+)`/, (m) => h('code', {}, m[1])],
  [/\[([^\]\n]+)\]\(([^()\s]+)\)/, (m) => link(m[2], m[1])],
  [/\*\*([^*\n]+)\*\*/, (m) => h('strong', {}, mdInline(m[1]))],
  [/(?<![\w*])[*_]([^*_\n]+)[*_](?![\w*])/, (m) => h('em', {}, mdInline(m[1]))],
  [/~~([^~\n]+)~~/, (m) => h('s', {}, mdInline(m[1]))],
];

function mdInline(text) {
  let first;
  for (const [expression, make] of mdMarks) {
    const match = expression.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, make };
  }
  if (!first) return withBreaks(text);
  const { match, make } = first;
  return [mdInline(text.slice(0, match.index)), make(match), mdInline(text.slice(match.index + match[0].length))];
}

const lineKinds = [
  ['heading', /^#{1,6} /],
  ['ul', /^\s*[-*] /],
  ['ol', /^\s*\d+\. /],
  ['quote', /^> ?/],
];
const kindOf = (line) => lineKinds.find(([, start]) => start.test(line))?.[0] ?? 'p';
const strip = (line) => lineKinds.reduce((rest, [, start]) => (rest === line ? line.replace(start, '') : rest), line);

function group(kind, lines) {
  const inside = lines.map(strip);
  if (kind === 'heading')
    return lines.map((line) => h(`h${Math.min(6, line.indexOf(' ') + 2)}`, {}, mdInline(strip(line))));
  if (kind === 'ul' || kind === 'ol')
    return h(
      kind,
      {},
      inside.map((item) => h('li', {}, mdInline(item))),
    );
  if (kind === 'quote') return h('blockquote', {}, mdInline(inside.join('\n')));
  return h('p', {}, mdInline(lines.join('\n')));
}

function paragraph(text) {
  const groups = [];
  for (const line of text.trim().split('\n')) {
    const kind = kindOf(line);
    if (groups.at(-1)?.kind === kind) groups.at(-1).lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map(({ kind, lines }) => group(kind, lines));
}

/** Headings, lists, quotes, code and paragraphs; no HTML, no pictures. */
export const markdown = (text) =>
  text
    .split(/(```[\s\S]*?```)|\n{2,}/)
    .filter(Boolean)
    .map((part) => (part.startsWith('```') ? h('pre', {}, part.replace(/^```\w*\n?|```$/g, '')) : paragraph(part)));
