import type { KnownBlock, ModalView, RichTextElement } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { ageOfDate, shortDate } from '../../domain/freshness.ts';
import { cut } from '../../domain/text.ts';
import { threadActions } from '../action-ids.ts';
import { count } from './figures.ts';
import { bold, bullets, context, line, paragraph, rich, words } from './inert.ts';
import { sampleBanner } from './sample.ts';
import { folded } from './summary.ts';
import { button, lookView, person, type ThreadMetadata } from './thread-buttons.ts';
import { dateOf, usedBy } from './why-modal.ts';
import { type PlacedStatement, statementsOf } from './why-statements.ts';

const perPage = 12;
const queriesShown = 60;

/** Every source of a run with what rests on it, twelve a page, and what was searched for. */
export function sourcesView(brief: Brief, { run, page = 0 }: ThreadMetadata): ModalView {
  const pages = Math.max(1, Math.ceil(brief.sources.length / perPage));
  const at = Math.min(page, pages - 1);
  const statements = statementsOf(brief);
  const shown = brief.sources.slice(at * perPage, (at + 1) * perPage);
  const verified = brief.sources.filter((source) => source.verified).length;
  return lookView({ run, page: at }, 'Sources', [
    ...sampleBanner(brief.sample),
    paragraph(
      `${count(brief.sources.length, 'source')}, ${verified} checked by a person. The number is the one in brackets behind the sentences.${pages > 1 ? ` Page ${at + 1} of ${pages}.` : ''}`,
    ),
    ...shown.flatMap((source) => sourceBlocks(brief, source, statements)),
    ...pager(run, at, pages),
    ...searches(brief),
  ]);
}

function sourceBlocks(brief: Brief, source: NumberedSource, statements: readonly PlacedStatement[]): KnownBlock[] {
  const claims = brief.claims.filter(({ sourceIds }) => sourceIds.includes(source.id)).map(({ id }) => id);
  const users = statements.filter(({ statement }) => statement.claims.some((claim) => claims.includes(claim)));
  const link: RichTextElement = { type: 'link', url: source.url, text: source.domain };
  const dates = [
    dateOf(source),
    ageOfDate(source.publishedAt ?? source.asOf, brief.createdAt),
    `read ${shortDate(source.retrievedAt.slice(0, 10))}`,
  ].filter(Boolean);
  const done = source.verified;
  return [
    { type: 'divider' },
    rich(
      line(
        bold(`[${source.number}] ${cut(source.title, 200)}\n`),
        link,
        words(`, ${dates.join(', ')}\n`),
        words(`${count(claims.length, 'piece', 'pieces')} of evidence, used by ${cut(usedBy(users), 500)}`),
        ...(done ? [words('\nChecked by '), person(done.by), words(`, ${shortDate(done.at.slice(0, 10))}`)] : []),
      ),
    ),
    {
      type: 'actions',
      elements: [
        button(
          threadActions.verify,
          `${source.id}:${done ? 'no' : 'yes'}`,
          done ? 'Take the check back' : 'I have checked this',
          `${done ? 'Take back the check of' : 'I have checked'} source ${source.number}, ${source.domain}`,
        ),
      ],
    },
  ];
}

function pager(run: string, page: number, pages: number): KnownBlock[] {
  if (pages === 1) return [];
  // One block each: an action id may stand once in a block.
  const to = (target: number, text: string): KnownBlock => ({
    type: 'actions',
    elements: [button(threadActions.sources, `${run}:${target}`, text)],
  });
  return [
    { type: 'divider' },
    ...(page < pages - 1 ? [to(page + 1, 'Next page')] : []),
    ...(page > 0 ? [to(page - 1, 'Previous page')] : []),
  ];
}

/** Google asks that its search suggestions are shown with what was found through them. */
function searches(brief: Brief): KnownBlock[] {
  const queries = [...new Set(brief.evidence.flatMap(({ searchQueries }) => searchQueries))];
  if (queries.length === 0) return [];
  const left = queries.length - queriesShown;
  return [
    folded(`Searched with Google for (${queries.length})`, [
      rich(bullets(queries.slice(0, queriesShown).map((query) => line(words(cut(query, 200)))))),
    ]),
    ...(left > 0
      ? [context(`${count(left, 'more search', 'more searches')} not shown here; the JSON export has them all.`)]
      : []),
  ];
}
