import { cutAtMarks, type Inline, type Mark } from './inline.ts';

export type MarkdownPart =
  | { kind: 'heading'; level: number; inside: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'quote' | 'paragraph'; inside: Inline[] }
  | { kind: 'pre'; text: string }
  | { kind: 'rule' };

const text = (part: string): Inline => ({ kind: 'text', text: part.replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1') });
const within =
  (kind: 'bold' | 'italic' | 'strike') =>
  (match: RegExpExecArray): Inline => ({ kind, inside: inline(match[1] ?? '') });

const marks: Mark[] = [
  [/(?<!\\)`([^`\n]+)`/, (match) => ({ kind: 'code', text: match[1] ?? '' })],
  [
    /(?<![\\!])\[([^\]\n]+)\]\(([^()\s]+)\)/,
    (match) => ({ kind: 'link', url: match[2] ?? '', label: inline(match[1] ?? '') }),
  ],
  [/(?<!\\)\*\*([^*\n]+)\*\*/, within('bold')],
  [/(?<![\w*\\])[*_]([^*_\n]+)[*_](?![\w*])/, within('italic')],
  [/(?<!\\)~~([^~\n]+)~~/, within('strike')],
];
const inline = (source: string): Inline[] => cutAtMarks(source, marks, text);

const kinds = [
  ['heading', /^#{1,6} /],
  ['bullets', /^\s*[-*] /],
  ['numbers', /^\s*\d+\. /],
  ['quote', /^> ?/],
] as const;
type LineKind = (typeof kinds)[number][0] | 'paragraph' | 'rule';

const kindOf = (line: string): LineKind =>
  /^(-{3,}|\*{3,})$/.test(line.trim()) ? 'rule' : (kinds.find(([, start]) => start.test(line))?.[0] ?? 'paragraph');

function partOf(kind: LineKind, lines: string[]): MarkdownPart[] {
  const start = kinds.find(([name]) => name === kind)?.[1] ?? /^/;
  const bare = lines.map((line) => line.replace(start, ''));
  switch (kind) {
    case 'heading':
      return lines.map((line) => ({ kind, level: line.indexOf(' '), inside: inline(line.replace(start, '')) }));
    case 'bullets':
    case 'numbers':
      return [{ kind: 'list', ordered: kind === 'numbers', items: bare.map(inline) }];
    case 'quote':
    case 'paragraph':
      return [{ kind, inside: inline(bare.join('\n')) }];
    case 'rule':
      return [{ kind }];
  }
}

function paragraphs(source: string): MarkdownPart[] {
  const groups: { kind: LineKind; lines: string[] }[] = [];
  for (const line of source.trim().split('\n')) {
    const kind = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.flatMap(({ kind, lines }) => partOf(kind, lines));
}

/** Headings, lists, quotes, code, rules and paragraphs; no HTML and no pictures, as in Slack's markdown block. */
export const parseMarkdown = (source: string): MarkdownPart[] =>
  source
    .split(/(```[\s\S]*?```)|\n{2,}/)
    .filter((part) => part !== undefined && part.trim() !== '')
    .flatMap((part): MarkdownPart[] =>
      part.startsWith('```') ? [{ kind: 'pre', text: part.replace(/^```\w*\n?|```$/g, '') }] : paragraphs(part),
    );
