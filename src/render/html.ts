import { html, raw } from 'hono/html';
import type { NumberedSource } from '../domain/brief.ts';
import type { Age } from '../domain/freshness.ts';
import { isKnown, type Statement } from '../domain/statement.ts';
import { cut } from '../domain/text.ts';
import type { Citations } from './citations.ts';
import { sourceDate } from './dates.ts';

/** What the `html` tag gives: text that is already escaped. Never resolved late here, because nothing inside is. */
export type Html = ReturnType<typeof html>;

export const sampleNotice = 'Sample data – invented for demonstration';

export interface HtmlDocument {
  title: string;
  /** Our own rules only, no foreign text. */
  style: string;
  body: Html;
}

/** A whole document that neither runs nor loads anything, wherever it is opened. */
export async function printDocument({ title, style, body }: HtmlDocument): Promise<string> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return document.toString();
}

const quoted = (statement: Statement, citations: Citations, source: NumberedSource) =>
  cut(
    citations
      .claims(statement)
      .filter((claim) => claim.sourceIds.includes(source.id))
      .map((claim) => claim.text)
      .join(' · '),
    400,
  );

/** The numbers of a statement's sources, each leading to its entry in the list and quoting what it says when pointed at. */
function marks(statement: Statement, citations: Citations): Html | '' {
  const sources = citations.sources(citations.numbers(statement));
  if (sources.length === 0) return '';
  const links = sources.map(
    (source, index) =>
      html`${index > 0 ? ',' : ''}<a href="#source-${source.number}" title="${quoted(statement, citations, source)}">${source.number}</a>`,
  );
  return html`<sup>${links}</sup>`;
}

export interface Cited {
  /** What is said of a statement whose evidence is old; it is quiet where that is nothing. */
  age?: (age: Age) => string | undefined;
  /** How our own conclusion is marked. */
  inference?: Html;
}

const inWords = html` <span class="inference">our inference</span>`;

/**
 * A statement with what it rests on: source numbers, and a quiet word where it is our own conclusion or its evidence is
 * old.
 */
export function cited(
  statement: Statement,
  citations: Citations,
  { age = ({ label }) => label, inference = inWords }: Cited = {},
): Html {
  const found = citations.age(statement);
  const old = found && age(found);
  const own = statement.basis === 'inference';
  return html`<span data-basis="${statement.basis}" data-claims="${statement.claims.join(' ')}" class="${isKnown(statement) ? 'known' : 'unknown'}">${statement.text}</span>${marks(statement, citations)}${own && inference}${old !== undefined && html`${own && inference === inWords ? ', ' : ' '}<span class="age">${dateInOnePiece(old)}</span>`}`;
}

/** `as of Feb 2023, older than 18 months` breaks behind the comma only. */
const dateInOnePiece = (label: string): string => label.replaceAll(/(?<!,) /g, '\u00a0');

/** Real domain and date, the date in one piece. */
export function provenance(source: NumberedSource): string {
  return `${source.domain}, ${sourceDate(source).replaceAll(' ', '\u00a0')}`;
}

/** The one place where a document links to the outside: a page of the evidence. */
export function sourceLink(source: NumberedSource, text: string): Html {
  return html`<a href="${source.url}" rel="noopener noreferrer nofollow">${text}</a>`;
}
