import type { ContainerBlock, KnownBlock, RichTextBlock, RichTextSection } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import type { Report } from '../../domain/report.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { cut } from '../../domain/text.ts';
import { createCitations } from './citations.ts';
import { bold, bullets, context, escapeText, header, line, type MessageContent, plain, rich, words } from './inert.ts';
import { charactersIn, intoRoom, messageCharacters } from './room.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { reportSections } from './summary-sections.ts';
import { summaryMenu } from './thread-menu.ts';

export const madeByAi =
  'Written by AI from web sources. A number in brackets is the source below; “inference” marks a conclusion. Check before you rely on it.';

export interface SummaryLine {
  label: string;
  statement: Statement;
}

/** Five lines, the point first. Only what is known takes part; a report of unknowns has fewer lines. */
export function summaryLines(report: Report): SummaryLine[] {
  const firstKnown = (...statements: (Statement | undefined)[]) => statements.find(isKnown);
  const used = new Set<string>();
  const rows: [string, Statement | undefined][] = [
    [
      'The point',
      firstKnown(report.talkingPoints[0], report.opportunities[0], report.painPoints[0], report.strategicGoals[0]),
    ],
    ['Who they are', firstKnown(report.overview)],
    ['What is new', firstKnown(...report.recentNews.map((news) => news.summary), ...report.keyInitiatives)],
    ['Where it hurts', firstKnown(...report.painPoints, ...report.strategicGoals)],
    ['Who decides', whoDecides(report)],
  ];
  return rows.flatMap(([label, statement]) => {
    if (!statement || used.has(statement.text)) return [];
    used.add(statement.text);
    return [{ label, statement }];
  });
}

/** The first people of the report with what they do, resting on the claims of their backgrounds. */
function whoDecides(report: Report): Statement | undefined {
  const people = report.decisionMakers.filter((person) => isKnown(person.background)).slice(0, 3);
  if (people.length === 0) return undefined;
  return {
    text: `${people.map((person) => `${person.name}, ${person.title}`).join('; ')}.`,
    claims: people.flatMap((person) => person.background.claims),
    basis: people.every((person) => person.background.basis === 'evidence') ? 'evidence' : 'inference',
  };
}

/** The first reply in the thread, with as much detail as one message takes. `undefined` until there is a report. */
export function summaryView(brief: Brief): MessageContent | undefined {
  const { report } = brief;
  if (!report) return undefined;
  const citations = createCitations(brief);
  const company = brief.company?.name ?? brief.request.companyName;
  const lines = summaryLines(report);
  const nothing = 'The evidence holds too little for a summary; what is missing is listed below.';

  const body = lines.map(({ label, statement }) => line(bold(`${label}: `), ...citations.rich(statement), words('\n')));
  const needed = citations.cited();
  const details = reportSections(brief, report, citations);
  const sources = sourceLines(brief, needed, citations.cited());
  const room = messageCharacters - charactersIn([body, sources]) - 1500;
  const { sections, left } = intoRoom(details, room);
  const blocks: KnownBlock[] = [
    ...sampleBanner(brief.sample),
    header(lines.length > 0 ? `${company} in ${inWords(lines.length)}` : company),
    rich(...(body.length > 0 ? body : [line(words(nothing))])),
    ...sections.map(({ title, items }) => folded(title, [rich(bullets(items))])),
    ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, inParts(sources))] : []),
    context(madeByAi, left > 0 ? 'There is more in the full report.' : ''),
    ...summaryMenu(brief.runId, company),
  ];
  const spoken =
    lines.length > 0 ? lines.map(({ label, statement }) => `${label}: ${citations.plain(statement)}`) : [nothing];
  return {
    text: sampleText(brief.sample) + escapeText(cut([`${company}`, ...spoken, madeByAi].join('\n'), 3500)),
    blocks,
  };
}

const inWords = (n: number): string =>
  n === 1 ? 'one line' : `${['no', 'one', 'two', 'three', 'four', 'five'][n] ?? n} lines`;

export const folded = (title: string, children: RichTextBlock[]): ContainerBlock => ({
  type: 'container',
  title: plain(cut(title, 150)),
  is_collapsible: true,
  default_collapsed: true,
  child_blocks: children,
});

/** A container takes ten blocks; twelve lines in each keep every block small. */
function inParts(items: RichTextSection[]): RichTextBlock[] {
  const parts: RichTextBlock[] = [];
  for (let start = 0; start < items.length; start += 12) parts.push(rich(bullets(items.slice(start, start + 12))));
  return parts;
}
