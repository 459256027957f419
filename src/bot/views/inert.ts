import type {
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from '@slack/types';
import { cleanLine, cut } from '../../domain/text.ts';

/** What is sent: `text` holds the real content for notifications and screen readers, `blocks` the same for the eye. */
export interface MessageContent {
  text: string;
  blocks: KnownBlock[];
}

/**
 * For strings that Slack reads as mrkdwn: with these three escaped, no mention, channel, link or date can come alive
 * (https://docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Foreign strings: not parsed at all. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text: text || '–', emoji: false });

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(cut(cleanLine(text), 150)) });
export const paragraph = (text: string): SectionBlock => ({ type: 'section', text: plain(text) });
export const context = (...lines: string[]): ContextBlock => ({
  type: 'context',
  elements: lines.filter((line) => line !== '').map((line) => plain(cut(line, 2000))),
});

/** Elements of rich text are not parsed either. */
export const words = (text: string): RichTextElement => ({ type: 'text', text: text || '–' });
export const bold = (text: string): RichTextElement => ({ type: 'text', text: text || '–', style: { bold: true } });
export const italic = (text: string): RichTextElement => ({ type: 'text', text: text || '–', style: { italic: true } });
export const line = (...elements: RichTextElement[]): RichTextSection => ({ type: 'rich_text_section', elements });
export const rich = (...sections: RichTextBlock['elements']): RichTextBlock => ({
  type: 'rich_text',
  elements: sections,
});
export const bullets = (sections: RichTextSection[]): RichTextBlock['elements'][number] => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: sections,
});
