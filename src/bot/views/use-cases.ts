import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import type { UseCase } from '../../domain/ideas.ts';
import { stageId } from '../../domain/stage.ts';
import { cut } from '../../domain/text.ts';
import { actions } from '../action-ids.ts';
import { type Citations, createCitations } from './citations.ts';
import { count, outOfHundred } from './figures.ts';
import { bold, bullets, context, escapeText, header, line, type MessageContent, plain, rich, words } from './inert.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { folded, madeByAi } from './summary.ts';

/** One message for all use cases of the run, best first. `undefined` until there are any. */
export function useCasesView(brief: Brief): MessageContent | undefined {
  const useCases = brief.useCases?.useCases.toSorted((a, b) => a.rank - b.rank) ?? [];
  if (useCases.length === 0) return undefined;
  const citations = createCitations(brief);
  const company = brief.company?.name ?? brief.request.companyName;
  const cards = useCases.flatMap((useCase) => [...card(useCase, citations), ...offer(brief, useCase)]);
  const sources = sourceLines({ ...brief, sources: citations.cited() }, citations.cited());

  const blocks: KnownBlock[] = [
    ...sampleBanner(brief.sample),
    header(`What to offer ${company}: ${count(useCases.length, 'use case')}`),
    ...cards,
    ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, [rich(bullets(sources))])] : []),
    context(madeByAi, brief.stale.includes('useCases') ? 'The report was written again after this.' : ''),
  ];
  const spoken = useCases.map(
    (useCase) =>
      `${useCase.rank}. ${useCase.title}. Why now: ${citations.plain(useCase.whyNow)} ${scores(useCase, citations)}`,
  );
  return {
    text: sampleText(brief.sample) + escapeText(cut([`Use cases for ${company}`, ...spoken].join('\n'), 3500)),
    blocks,
  };
}

function card(useCase: UseCase, citations: Citations): KnownBlock[] {
  return [
    { type: 'divider' },
    rich(
      line(bold(`${useCase.rank}. ${useCase.title}\n`)),
      line(bold('Why now: '), ...citations.rich(useCase.whyNow), words('\n')),
      line(bold('Problem: '), ...citations.rich(useCase.problem), words('\n')),
      line(bold('What we would do: '), ...citations.rich(useCase.solution), ...(useCase.roi ? [words('\n')] : [])),
      ...(useCase.roi
        ? [line(bold('Worth: '), words(`${useCase.roi.result} (estimate: ${useCase.roi.formula})`))]
        : []),
    ),
    context(scores(useCase, citations)),
  ];
}

/** What has not been made can be, once nothing is under way: a run takes one order at a time. */
function offer(brief: Brief, { id, title }: UseCase): KnownBlock[] {
  const hasEnded = brief.status === 'completed' || brief.status === 'partial';
  if (!hasEnded || brief.onePagers.some(({ useCaseId }) => useCaseId === id)) return [];
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: actions.make,
          value: `${brief.runId}:${stageId('onePager', id)}`,
          text: plain('One-pager'),
          accessibility_label: cut(`Make a one-pager for ${title}`, 75),
        },
      ],
    },
  ];
}

/** Claims are counted, not sources: one page may say several things. */
function scores(useCase: UseCase, citations: Citations): string {
  const statements = [useCase.problem, useCase.whyNow, useCase.solution, ...useCase.benefits];
  const claims = [...new Set(statements.flatMap((statement) => statement.claims))];
  return [
    `${count(claims.length, 'piece', 'pieces')} of evidence from ${count(citations.numbers(claims).length, 'source')}`,
    `impact ${outOfHundred(useCase.impact)}`,
    `feasibility ${outOfHundred(useCase.feasibility)}`,
    `priority ${useCase.priority}`,
    ...(useCase.timeToValue === null ? [] : [`first value: ${useCase.timeToValue}`]),
  ].join(' · ');
}
