import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { ageOfDate } from '../../domain/freshness.ts';
import { cut } from '../../domain/text.ts';
import { line, words } from './inert.ts';
import { charactersIn } from './room.ts';

/** Sources listed in one message, and characters they may take together. */
const shown = 110;
const room = 5000;

/** Number, title, real domain as the link, date: what the message must list, then what it cites besides, then the rest while there is room. */
export function sourceLines(
  brief: Brief,
  needed: readonly NumberedSource[],
  cited: readonly NumberedSource[] = [],
): RichTextSection[] {
  const wanted = [
    ...new Map([...needed, ...cited, ...brief.sources].map((source) => [source.number, source])).values(),
  ];
  let free = room;
  const listed = wanted.slice(0, shown).filter((source, index) => {
    free -= charactersIn(sourceLine(source, brief.createdAt));
    return index < needed.length || free >= 0;
  });
  return listed.sort((a, b) => a.number - b.number).map((source) => sourceLine(source, brief.createdAt));
}

function sourceLine(source: NumberedSource, today: string): RichTextSection {
  const date = source.publishedAt ?? (source.asOf === undefined ? 'undated' : `as of ${source.asOf}`);
  const link: RichTextElement = { type: 'link', url: source.url, text: source.domain };
  return line(
    words(`[${source.number}] ${cut(source.title, 60)} – `),
    link,
    words(`, ${[date, ageOfDate(source.publishedAt ?? source.asOf, today)].filter(Boolean).join(', ')}`),
  );
}
