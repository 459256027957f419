import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { cut } from '../../domain/text.ts';
import { line, words } from './inert.ts';

const shown = 110;

/** Number, title, real domain as the link, date. All that are cited in the message, then others as far as there is room. */
export function sourceLines(brief: Brief, cited: readonly NumberedSource[]): RichTextSection[] {
  const needed = new Set(cited.map((source) => source.number));
  const others = brief.sources
    .filter((source) => !needed.has(source.number))
    .slice(0, Math.max(0, shown - cited.length));
  return [...cited, ...others]
    .sort((a, b) => a.number - b.number)
    .slice(0, shown)
    .map(sourceLine);
}

function sourceLine(source: NumberedSource): RichTextSection {
  const link: RichTextElement = { type: 'link', url: source.url, text: source.domain };
  return line(
    words(`[${source.number}] ${cut(source.title, 140)} – `),
    link,
    ...(source.publishedAt === undefined ? [] : [words(`, ${source.publishedAt}`)]),
  );
}
