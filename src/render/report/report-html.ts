import { html } from 'hono/html';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { cut } from '../../domain/text.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { type Citations, createCitations } from '../citations.ts';
import { type Palette, paletteOf } from '../colours.ts';
import { readableDate } from '../dates.ts';
import { cited, type Html, printDocument, provenance, sampleNotice, sourceLink } from '../html.ts';
import {
  type Block,
  type Content,
  type Entry,
  isLine,
  isStatement,
  type Line,
  type ReportDocument,
  type Section,
} from './document.ts';
import { reportDocument } from './report-document.ts';
import { reportStyle } from './report-style.ts';

/** What blocks are printed with. */
interface Ink {
  citations: Citations;
  palette: Palette;
}

const content = (value: Content, citations: Citations): Html =>
  isStatement(value) ? cited(value, citations) : html`${value}`;

const factList = (lines: readonly Line[], citations: Citations): Html =>
  html`<dl>${lines.map((line) => html`<div><dt>${line.label}</dt><dd>${content(line.content, citations)}</dd></div>`)}</dl>`;

function entry({ title, detail, lines }: Entry, citations: Citations): Html {
  const body = lines.map((line) =>
    isLine(line)
      ? html`<p class="line labelled"><b>${line.label}</b><span>${content(line.content, citations)}</span></p>`
      : html`<p class="line">${content(line, citations)}</p>`,
  );
  return html`<li><h4>${title}${detail !== undefined && html` <small>${detail}</small>`}</h4>${body}</li>`;
}

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Html =>
  html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(tableCell)}</tr>`)}</tbody></table>`;

/** Dates, states and scores stay in one piece. */
const tableCell = (text: string): Html => html`<td class="${text.length <= 18 ? 'short' : 'long'}">${text}</td>`;

/** Beside each other, two or three in a row; the date of each side already says how old it is. */
function versus({ attribute, values }: Extract<Block, { kind: 'versus' }>, citations: Citations): Html {
  const sides = values.map(
    ({ statement, date }) =>
      html`<p>${cited(statement, citations, { age: () => undefined })} <small>${date}</small></p>`,
  );
  return html`<div class="versus"><h4>${attribute}</h4><div class="${sides.length % 3 === 0 || sides.length > 4 ? 'three' : 'two'}">${sides}</div></div>`;
}

const quadrant = ({ title, items }: { title: string; items: Content[] }, citations: Citations): Html =>
  html`<div><h4>${title}</h4>${
    items.length > 0
      ? html`<ul class="bullets">${items.map((item) => html`<li>${content(item, citations)}</li>`)}</ul>`
      : html`<p class="unknown">Nothing in the evidence.</p>`
  }</div>`;

function block(value: Block, { citations, palette }: Ink): Html {
  switch (value.kind) {
    case 'lead':
      return html`<p class="lead">${content(value.content, citations)}</p>`;
    case 'heading':
      return html`<h3>${value.text}</h3>`;
    case 'facts':
      return factList(value.lines, citations);
    case 'bullets':
      return html`<ul class="bullets">${value.items.map((item) => html`<li>${content(item, citations)}</li>`)}</ul>`;
    case 'entries': {
      const items = value.entries.map((item) => entry(item, citations));
      return value.ordered ? html`<ol class="entries">${items}</ol>` : html`<ul class="entries">${items}</ul>`;
    }
    case 'versus':
      return versus(value, citations);
    case 'table':
      return table(value.columns, value.rows);
    case 'quadrants':
      return html`<div class="quadrants">${value.cells.map((cell) => quadrant(cell, citations))}</div>`;
    case 'chart':
      return html`<figure class="chart">${drawChart(value.chart, palette)}<figcaption><b>${value.chart.title}.</b> ${value.chart.caption}</figcaption></figure>`;
    case 'note':
      return html`<p class="note">${value.text}</p>`;
  }
}

const sectionHtml = ({ title, blocks }: Section, ink: Ink): Html =>
  html`<section><h2>${title}</h2>${blocks.map((value) => block(value, ink))}</section>`;

/** A source and what it says: the end of the way from a sentence to its evidence. */
function sourceEntry(source: NumberedSource, citations: Citations): Html {
  const quotes = citations.claimsOf(source).map((claim) => html`<q>${claim.text}</q>`);
  return html`<li id="source-${source.number}"><b>${source.number}</b><div>${sourceLink(source, cut(source.title, 160))} <small>${[provenance(source), citations.ageOfSource(source)].filter(Boolean).join(', ')}</small>${quotes}</div></li>`;
}

/** The whole brief as one document that can be read on a screen and printed on several pages. */
export const reportHtml = (brief: Brief, fontFaces: string): Promise<string> =>
  documentHtml(brief, {
    document: reportDocument(brief),
    name: 'account brief',
    sources: brief.sources.map((source) => source.number),
    fontFaces,
  });

export interface DocumentParts {
  document: ReportDocument;
  /** What the document is, after the company's name in its title. */
  name: string;
  /** Numbers of the sources listed at its end. */
  sources: readonly number[];
  fontFaces: string;
}

/** A document of several pages with its sources at the end, in the look that all of them have. */
export function documentHtml(
  brief: Brief,
  { document, name, sources: numbers, fontFaces }: DocumentParts,
): Promise<string> {
  const citations = createCitations(brief);
  const palette = paletteOf(brief.seller.colours);
  const sources = citations.sources(numbers);
  const body = html`<main>
${brief.sample && html`<p class="sample">${sampleNotice}</p>`}
<header><h1>${document.title}</h1>${document.subtitle.map((line) => html`<p>${line}</p>`)}</header>
${document.notices.map((notice) => html`<p class="notice">${notice}</p>`)}
${document.sections.map((value) => sectionHtml(value, { citations, palette }))}
${sources.length > 0 && html`<section class="sources"><h2>Sources and what they say</h2><ol>${sources.map((source) => sourceEntry(source, citations))}</ol></section>`}
<p class="made">Made with AI from the public sources listed. “Our inference” marks our own conclusion. Please check before relying on it.</p>
</main>`;
  return printDocument({
    title: `${document.title} – ${name}`,
    style: reportStyle({
      palette,
      fontFaces,
      sample: brief.sample,
      footer: `${brief.seller.name} – ${document.title} – ${readableDate(brief.createdAt)} – made with AI`,
    }),
    body,
  });
}
