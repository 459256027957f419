import type { Button, KnownBlock } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import type { UseCase } from '../../domain/ideas.ts';
import { stageId } from '../../domain/stage.ts';
import { stageLabel, stageNoun } from '../../domain/stage-label.ts';
import { cut } from '../../domain/text.ts';
import { actions, oneOf, threadActions } from '../action-ids.ts';
import { type Citations, createCitations } from './citations.ts';
import { count, outOfHundred } from './figures.ts';
import { bold, bullets, context, escapeText, header, line, type MessageContent, rich, words } from './inert.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { folded, madeByAi } from './summary.ts';
import { button } from './thread-buttons.ts';

/** One message for all use cases of the run, best first. `undefined` until there are any. */
export function useCasesView(brief: Brief): MessageContent | undefined {
  const useCases = brief.useCases?.useCases.toSorted((a, b) => a.rank - b.rank) ?? [];
  if (useCases.length === 0) return undefined;
  const citations = createCitations(brief);
  const company = brief.company?.name ?? brief.request.companyName;
  const cards = useCases.flatMap((useCase) => [...card(useCase, citations), offer(brief, useCase)]);
  const sources = sourceLines({ ...brief, sources: citations.cited() }, citations.cited());

  const blocks: KnownBlock[] = [
    ...sampleBanner(brief.sample),
    header(`What to offer ${company}: ${count(useCases.length, 'use case')}`),
    ...cards,
    ...offerForAll(brief, company),
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

const perUseCase = ['feasibility', 'play', 'onePager'];
const perRun = ['accountPlan', 'personas', 'files[report]'];

const isMade = ({ stages }: Brief, stage: string): boolean =>
  stages.some(({ id, status }) => id === stage && status === 'done');

/** What has not been made can be, once nothing is under way: a run takes one order at a time. */
const mayMake = ({ status }: Brief): boolean => status === 'completed' || status === 'partial';

/** What was made is opened; what was not is made. Under a use case its number need not be said, so `named` may be a family. */
function assetButton(brief: Brief, stage: string, about: string, named = stage): Button[] {
  const value = `${brief.runId}:${stage}`;
  if (isMade(brief, stage)) {
    // A document is in the thread already.
    if (stage.startsWith('files[')) return [];
    const noun = stageNoun(named);
    return [button(oneOf(threadActions.open, stage), value, `Open ${noun}`, `Open the ${noun} for ${about}`)];
  }
  const name = stageLabel(named);
  return mayMake(brief) ? [button(oneOf(actions.make, stage), value, name, `Make: ${name} for ${about}`)] : [];
}

function offer(brief: Brief, { id, title }: UseCase): KnownBlock {
  return {
    type: 'actions',
    elements: [
      ...perUseCase.flatMap((family) => assetButton(brief, stageId(family, id), title, family)),
      button(threadActions.star, `${brief.runId}:${id}`, 'Star', `Star ${title}`),
      button(threadActions.open, `${brief.runId}:${stageId('useCases', id)}`, 'More', `Read, edit or rate ${title}`),
    ],
  };
}

/** What is made once for the whole run. */
function offerForAll(brief: Brief, company: string): KnownBlock[] {
  const elements = perRun.flatMap((stage) => assetButton(brief, stage, company));
  return elements.length > 0 ? [{ type: 'divider' }, { type: 'actions', elements }] : [];
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
