import { html } from 'hono/html';
import type { Brief } from '../../domain/brief.ts';
import type { OnePager } from '../../domain/one-pager.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { cut } from '../../domain/text.ts';
import { type Citations, createCitations } from '../citations.ts';
import { paletteOf } from '../colours.ts';
import { readableDate } from '../dates.ts';
import { cited, type Html, printDocument, provenance, sampleNotice, sourceLink } from '../html.ts';
import { onePagerStyle } from './one-pager-style.ts';

export interface OnePagerLook {
  scale: number;
  /** How many sources a claim shows at most. */
  sourcesPerClaim: number;
  fontFaces: string;
}

type Maybe = Html | false;
const air = html`<div class="air"></div>`;

/** Nothing that is not known stands on a page for a customer. */
export function printable(onePager: OnePager): OnePager {
  return {
    ...onePager,
    challenge: onePager.challenge.filter(isKnown),
    marketProof: onePager.marketProof.filter(isKnown),
    solution: onePager.solution.filter(isKnown),
    outcomes: onePager.outcomes.filter(isKnown),
  };
}

const statementsOf = (page: OnePager): Statement[] => [
  page.summary,
  ...page.challenge,
  ...page.marketProof,
  ...page.solution,
  ...page.outcomes,
];

function header(brief: Brief, page: OnePager): Html {
  const { seller } = brief;
  const mark =
    seller.logo !== undefined
      ? html`<img class="logo" src="${seller.logo}" alt="${seller.name}">`
      : html`<div class="mark"><i></i><span>${seller.name}</span></div>`;
  return html`<header class="top">${mark}<div class="for">Prepared for <b>${companyName(brief)}</b><br>${readableDate(page.createdAt)}</div></header>`;
}

export const companyName = (brief: Brief): string => brief.company?.name ?? brief.request.companyName;

/** What the page is about, where the headline says what it brings. */
const kicker = (brief: Brief, page: OnePager): Maybe => {
  const useCase = brief.useCases?.useCases.find((candidate) => candidate.id === page.useCaseId);
  return useCase !== undefined && html`<p class="kicker">${cut(useCase.title, 120)}</p>`;
};

const row = (kind: string, label: string, content: Html): Html =>
  html`${air}<section class="row ${kind}"><h2>${label}</h2>${content}</section>`;

/** Half of a page for a customer is our reading of the facts: a sign at each, explained once at the foot. */
const inference = html`<span class="inference" title="our inference">†</span>`;

/** For a customer a date is enough: it stands where the sentence does not name the year itself. */
const stated = (statement: Statement, citations: Citations): Html =>
  cited(statement, citations, { age: ({ date }) => date, inference });

/** What is to come has no date; that of what it follows from is at the foot. */
const offered = (statement: Statement, citations: Citations): Html =>
  cited(statement, citations, { age: () => undefined, inference });

type Say = typeof stated;

const listed = (statements: readonly Statement[], citations: Citations, say: Say = stated): Html =>
  html`<ul>${statements.map((statement) => html`<li>${say(statement, citations)}</li>`)}</ul>`;

const steps = (statements: readonly Statement[], citations: Citations): Html =>
  html`<ol class="steps ${statements.length === 3 ? 'three' : ''}">${statements.map((statement, index) => html`<li data-step="${index + 1}">${offered(statement, citations)}</li>`)}</ol>`;

function rows(page: OnePager, citations: Citations): Maybe[] {
  return [
    page.challenge.length > 0 && row('challenge', 'The challenge', listed(page.challenge, citations)),
    page.marketProof.length > 0 && row('peers', 'What peers already do', listed(page.marketProof, citations)),
    page.solution.length > 0 && row('answer', 'Our answer', steps(page.solution, citations)),
    page.outcomes.length > 0 && row('outcome', 'What it brings', listed(page.outcomes, citations, offered)),
    page.differentiators.length > 0 &&
      row('why', 'Why us', html`<ul>${page.differentiators.map((text) => html`<li>${text}</li>`)}</ul>`),
  ];
}

function call(brief: Brief, page: OnePager): Html {
  const { seller } = brief;
  const contact = [seller.name, seller.contact, seller.website?.replace(/^https?:\/\/|\/$/g, '')]
    .filter((part) => part !== undefined)
    .join('  ·  ');
  const next =
    page.nextSteps.length > 0 &&
    html`<ol>${page.nextSteps.map((text, index) => html`<li data-step="${index + 1}"><span>${text}</span></li>`)}</ol>`;
  return html`<section class="call ${next ? '' : 'alone'}"><div><p>${page.callToAction || seller.callToAction}</p><p class="contact">${contact}</p></div>${next}</section>`;
}

function end(page: OnePager, citations: Citations): Html {
  const sources = citations.sources(statementsOf(page).flatMap((statement) => citations.numbers(statement)));
  const entries = sources.map(
    (source) =>
      html`<li id="source-${source.number}"><b>${source.number}</b><span>${sourceLink(source, cut(source.title, 110))} – ${provenance(source)}</span></li>`,
  );
  return html`<footer class="end">${entries.length > 0 && html`<ol class="sources">${entries}</ol>`}<p class="made">Made with AI on ${readableDate(page.createdAt)} from the public sources listed. <span class="inference">†</span> marks our own conclusion from them. Please check before relying on it.</p></footer>`;
}

/** The page as it is given, whatever its length. */
export function onePagerHtml(brief: Brief, onePager: OnePager, look: OnePagerLook): Promise<string> {
  const page = printable(onePager);
  const citations = createCitations(brief, { perClaim: look.sourcesPerClaim });
  const body = html`<main class="sheet">
${brief.sample && html`<p class="sample">${sampleNotice}</p>`}
<div class="page">
${header(brief, page)}
<div class="air first"></div>
<div>${kicker(brief, page)}<h1>${page.headline}</h1>${isKnown(page.summary) && html`<p class="summary">${stated(page.summary, citations)}</p>`}</div>
${rows(page, citations)}
${air}
<div style="margin-top:auto">${call(brief, page)}${end(page, citations)}</div>
</div>
</main>`;
  return printDocument({
    title: `${companyName(brief)} – ${page.headline}`,
    style: onePagerStyle({ palette: paletteOf(brief.seller.colours), scale: look.scale, fontFaces: look.fontFaces }),
    body,
  });
}
