import type { KnownBlock, ModalView, RichTextElement, RichTextQuote } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import type { Claim } from '../../domain/evidence.ts';
import { shortDate } from '../../domain/freshness.ts';
import { cut } from '../../domain/text.ts';
import { threadActions } from '../action-ids.ts';
import { count } from './figures.ts';
import { bold, bullets, context, line, paragraph, plain, rich, words } from './inert.ts';
import { sampleBanner } from './sample.ts';
import { lookView, option, type ThreadMetadata } from './thread-buttons.ts';
import { type PlacedStatement, statementsOf } from './why-statements.ts';

/** Slack takes a hundred options a group. */
const optionsShown = 100;
const claimsShown = 12;

/** What one statement rests on, word for word as the sources were quoted; and a menu of all the others. */
export function whyView(brief: Brief, metadata: ThreadMetadata, picked?: string): ModalView {
  const statements = statementsOf(brief, metadata.stage);
  const chosen = statements.find(({ id }) => id === picked) ?? firstOf(statements);
  if (!chosen) {
    return lookView(metadata, 'Why?', [paragraph('There are no statements to look into yet.')]);
  }
  return lookView(metadata, 'Why?', [
    ...sampleBanner(brief.sample),
    paragraph('Choose a sentence to see what it rests on. Quotes are word for word what the search answer said.'),
    menu(statements, chosen),
    { type: 'divider' },
    ...explanation(brief, chosen),
  ]);
}

const firstOf = (statements: readonly PlacedStatement[]): PlacedStatement | undefined =>
  statements.find(({ id }) => id === 'report.talkingPoints.0') ?? statements[0];

function menu(statements: readonly PlacedStatement[], chosen: PlacedStatement): KnownBlock {
  const optionOf = ({ id, label, statement }: PlacedStatement) => option(id, statement.text, label);
  const groups = new Map<string, PlacedStatement[]>();
  for (const placed of statements) groups.set(placed.group, [...(groups.get(placed.group) ?? []), placed]);
  return {
    type: 'actions',
    block_id: 'why',
    elements: [
      {
        type: 'static_select',
        action_id: threadActions.whyPick,
        placeholder: plain('Choose a sentence'),
        option_groups: [...groups].map(([group, members]) => ({
          label: plain(cut(group, 75)),
          options: members.slice(0, optionsShown).map(optionOf),
        })),
        initial_option: optionOf(chosen),
      },
    ],
  };
}

function explanation(brief: Brief, { statement, group, label }: PlacedStatement): KnownBlock[] {
  const claims = statement.claims.flatMap((id) => brief.claims.find((claim) => claim.id === id) ?? []);
  const head: KnownBlock[] = [
    rich(line(bold(`${label}: `), words(statement.text))),
    context(`${group} · ${basisLine(statement.basis, claims.length)}`),
  ];
  const quotes = claims.slice(0, claimsShown).flatMap((claim) => quoted(brief, claim));
  const left = claims.length - claimsShown;
  return [...head, ...quotes, ...(left > 0 ? [context(`${count(left, 'more quote')} not shown here.`)] : [])];
}

function basisLine(basis: PlacedStatement['statement']['basis'], claims: number): string {
  switch (basis) {
    case 'evidence':
      return `Said by ${count(claims, 'piece', 'pieces')} of evidence:`;
    case 'inference':
      return claims > 0
        ? `An inference: no source says it in these words. It was drawn from ${count(claims, 'piece', 'pieces')} of evidence:`
        : 'An inference: no source says it in these words.';
    case 'input':
      return 'From your own side: the sales history, the seller profile, or a colleague who edited the text. No web source says it.';
    case 'unknown':
      return 'Unknown: nothing in the evidence says it, so nothing is claimed.';
  }
}

function quoted(brief: Brief, claim: Claim): KnownBlock[] {
  const sources = brief.sources.filter(({ id }) => claim.sourceIds.includes(id));
  const quote: RichTextQuote = { type: 'rich_text_quote', elements: [words(claim.text)] };
  const users = statementsOf(brief).filter(({ statement }) => statement.claims.includes(claim.id));
  const retrieved = brief.evidence.find(({ answerId }) => answerId === claim.answerId)?.retrievedAt;
  const when = [
    ...(claim.asOf === undefined ? [] : [`as of ${shortDate(claim.asOf)}`]),
    ...(retrieved === undefined ? [] : [`found ${shortDate(retrieved.slice(0, 10))}`]),
    `evidence ${claim.id}`,
  ];
  return [
    rich(
      quote,
      bullets(
        sources.map((source) => {
          const link: RichTextElement = { type: 'link', url: source.url, text: source.domain };
          return line(words(`[${source.number}] ${cut(source.title, 120)} – `), link, words(`, ${dateOf(source)}`));
        }),
      ),
    ),
    context(`${when.join(' · ')} · used by ${cut(usedBy(users), 400)}`),
  ];
}

/** When a page was published, else what time it speaks of. */
export function dateOf({ publishedAt, asOf }: Pick<NumberedSource, 'publishedAt' | 'asOf'>): string {
  if (publishedAt !== undefined) return `published ${shortDate(publishedAt)}`;
  return asOf === undefined ? 'undated' : `speaks of ${shortDate(asOf)}`;
}

/** `Report: Overview, Pain points 1; One-pager: …`. */
export function usedBy(users: readonly PlacedStatement[]): string {
  if (users.length === 0) return 'no statement';
  const groups = new Map<string, string[]>();
  for (const { group, label } of users) groups.set(group, [...(groups.get(group) ?? []), label]);
  return [...groups].map(([group, labels]) => `${group} (${labels.join(', ')})`).join('; ');
}
