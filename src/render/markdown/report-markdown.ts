import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { type Citations, createCitations } from '../citations.ts';
import { sourceDate } from '../dates.ts';
import { sampleNotice } from '../html.ts';
import { type Block, type Content, type Entry, isLine, isStatement, type Line } from '../report/document.ts';
import { reportDocument } from '../report/report-document.ts';
import { escapeMarkdown, linkTarget } from './escape-markdown.ts';

/** Numbers are reference links: `[2]` leads to the source, and the address stands once, at the end. */
function content(value: Content, citations: Citations, aged = true): string {
  if (!isStatement(value)) return escapeMarkdown(value);
  const old = citations.age(value)?.label;
  const numbers = citations.numbers(value).map((number) => `[${number}]`);
  return [
    escapeMarkdown(value.text),
    numbers.length > 0 && `[${numbers.join(', ')}]`,
    value.basis === 'inference' && '*(our inference)*',
    value.basis === 'unknown' && '*(unknown)*',
    aged && old !== undefined && `*(${old})*`,
  ]
    .filter(Boolean)
    .join(' ');
}

const labelled = (line: Line, citations: Citations): string =>
  `**${escapeMarkdown(line.label)}:** ${content(line.content, citations)}`;

function entry({ title, detail, lines }: Entry, marker: string, citations: Citations): string {
  const head = `${marker} **${escapeMarkdown(title)}**${detail !== undefined ? ` (${escapeMarkdown(detail)})` : ''}`;
  const indent = ' '.repeat(marker.length + 1);
  const body = lines.map((line) => `${indent}- ${isLine(line) ? labelled(line, citations) : content(line, citations)}`);
  return [head, ...body].join('\n');
}

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows.map((row) => row.map(escapeMarkdown))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

function block(value: Block, citations: Citations): string {
  switch (value.kind) {
    case 'lead':
      return content(value.content, citations);
    case 'heading':
      return `### ${escapeMarkdown(value.text)}`;
    case 'facts':
      return value.lines.map((line) => `- ${labelled(line, citations)}`).join('\n');
    case 'bullets':
      return value.items.map((item) => `- ${content(item, citations)}`).join('\n');
    case 'entries':
      return value.entries
        .map((item, index) => entry(item, value.ordered ? `${index + 1}.` : '-', citations))
        .join('\n');
    case 'versus':
      return `- **${escapeMarkdown(value.attribute)}:** ${value.values.map(({ statement, date }) => `${content(statement, citations, false)} (${escapeMarkdown(date)})`).join(' **against** ')}`;
    case 'table':
      return table(value.columns, value.rows);
    case 'chart': {
      const { title, caption, columns, rows } = value.chart;
      return `**${title}.** ${caption}\n\n${table(columns, rows)}`;
    }
    case 'quadrants':
      return value.cells
        .flatMap(({ title, items }) => [
          `- **${escapeMarkdown(title)}**`,
          ...items.map((item) => `  - ${content(item, citations)}`),
        ])
        .join('\n');
    case 'note':
      return escapeMarkdown(value.text);
  }
}

function sourceEntry(source: NumberedSource, citations: Citations): string {
  const quotes = citations.claimsOf(source).map((claim) => `    - “${escapeMarkdown(claim.text)}”`);
  const link = `[${escapeMarkdown(source.title)}](${linkTarget(source.url)})`;
  return [
    `${source.number}. ${link} – ${[escapeMarkdown(source.domain), sourceDate(source), citations.ageOfSource(source)].filter(Boolean).join(', ')}`,
    ...quotes,
  ].join('\n');
}

/** The brief for a text editor or a wiki: same content as the report, foreign text inert, links only to sources. */
export function reportMarkdown(brief: Brief): string {
  const document = reportDocument(brief);
  const citations = createCitations(brief);
  const sources = citations.sources(brief.sources.map((source) => source.number));
  return [
    brief.sample && `**${sampleNotice}**`,
    `# ${escapeMarkdown(document.title)}`,
    document.subtitle.map((line) => escapeMarkdown(line)).join('  \n'),
    ...document.notices.map((notice) => `> ${escapeMarkdown(notice)}`),
    ...document.sections.flatMap((section) => [
      `## ${escapeMarkdown(section.title)}`,
      ...section.blocks.map((value) => block(value, citations)),
    ]),
    sources.length > 0 && '## Sources and what they say',
    sources.map((source) => sourceEntry(source, citations)).join('\n'),
    '*Made with AI from the public sources listed. “Our inference” marks our own conclusion. Please check before relying on it.*',
    sources.map((source) => `[${source.number}]: ${linkTarget(source.url)}`).join('\n'),
  ]
    .filter((part) => part !== false && part !== '')
    .join('\n\n')
    .concat('\n');
}
