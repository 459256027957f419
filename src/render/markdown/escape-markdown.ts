/** What a renderer may turn into a link or a mention by itself, wherever it stands. */
const live = /(?:\b(?:https?|ftp|file|javascript|data|mailto|xmpp):|\bwww\.)\S+|\S+@\S+|@[\p{L}\p{N}_-]+/giu;

const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]~|$]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('![', '\\![');

/** Inside a code span nothing is live; what would end the span is taken out. */
const inCode = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

/** What makes a list, a heading, a rule or a table out of a line begins it. */
const atLineStart = (text: string): string =>
  text.replace(/^(?:([#+=-])|(\d{1,9})([.)]))/, (_, sign: string | undefined, number: string, mark: string) =>
    sign !== undefined ? `\\${sign}` : `${number}\\${mark}`,
  );

/**
 * Foreign text as one line of Markdown that shows exactly its characters: no HTML, no emphasis, no link, no mention,
 * no list, also in GitHub's flavour. Addresses stand as code, because nothing else keeps every renderer from
 * linking them.
 */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  let result = '';
  let done = 0;
  for (const match of line.matchAll(live)) {
    result += escaped(line.slice(done, match.index)) + inCode(match[0]);
    done = match.index + match[0].length;
  }
  return atLineStart(result + escaped(line.slice(done)));
}

/** An address between `<` and `>`, which it cannot leave. */
export const linkTarget = (url: string): string =>
  `<${url.replace(/[<>\\\s`"]/g, (character) => encodeURIComponent(character))}>`;
