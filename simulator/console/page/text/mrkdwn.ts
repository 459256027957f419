import { emojiOf } from './emoji.ts';
import { cutAtMarks, type Inline, type Mark } from './inline.ts';

/** Only these three are escaped: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const text = (part: string): Inline => ({
  kind: 'text',
  text: unescaped(part).replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name)),
});

function angle(inside: string): Inline {
  const [target = '', ...more] = inside.split('|');
  const label = more.length > 0 ? unescaped(more.join('|')) : undefined;
  const id = target.slice(1);
  if (target.startsWith('@')) return { kind: 'user', id, ...(label !== undefined && { label }) };
  if (target.startsWith('#')) return { kind: 'channel', id, ...(label !== undefined && { label }) };
  if (target.startsWith('!date')) return { kind: 'text', text: label ?? '' };
  if (target.startsWith('!')) return { kind: 'live', name: id };
  const url = unescaped(target);
  return { kind: 'link', url, label: [{ kind: 'text', text: label ?? url }] };
}

const pair = (sign: string): RegExp =>
  new RegExp(`(?<![\\w${sign}])\\${sign}([^${sign}\\n]+)\\${sign}(?![\\w${sign}])`);
const within =
  (kind: 'bold' | 'italic' | 'strike') =>
  (match: RegExpExecArray): Inline => ({ kind, inside: inline(match[1] ?? '') });

const marks: Mark[] = [
  [/```\n?([\s\S]+?)```/, (match) => ({ kind: 'pre', text: unescaped(match[1] ?? '') })],
  [/`([^`\n]+)`/, (match) => ({ kind: 'code', text: unescaped(match[1] ?? '') })],
  [/<([^<>]+)>/, (match) => angle(match[1] ?? '')],
  [pair('*'), within('bold')],
  [pair('_'), within('italic')],
  [pair('~'), within('strike')],
];

const inline = (source: string): Inline[] => cutAtMarks(source, marks, text);

export interface Paragraph {
  quoted: boolean;
  inside: Inline[];
}

/** Slack's own markup: https://docs.slack.dev/messaging/formatting-message-text */
export function parseMrkdwn(source: string): Paragraph[] {
  const groups: { quoted: boolean; lines: string[] }[] = [];
  let fenced = false;
  for (const line of source.split('\n')) {
    const quoted = !fenced && line.startsWith('&gt;');
    if ((line.match(/```/g) ?? []).length % 2 === 1) fenced = !fenced;
    const last = groups.at(-1);
    const content = quoted ? line.replace(/^&gt; ?/, '') : line;
    if (last && last.quoted === quoted) last.lines.push(content);
    else groups.push({ quoted, lines: [content] });
  }
  return groups.map(({ quoted, lines }) => ({ quoted, inside: inline(lines.join('\n')) }));
}
