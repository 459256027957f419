import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import { attributeLabel, type Comparison, type Difference } from '../../domain/facts.ts';
import { shortDate } from '../../domain/freshness.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { homeActions } from '../action-ids.ts';
import { count } from './figures.ts';
import { button, buttons, day } from './home-blocks.ts';
import {
  bold,
  bullets,
  context,
  escapeText,
  header,
  line,
  type MessageContent,
  paragraph,
  plain,
  rich,
  words,
} from './inert.ts';
import { sampleBanner, sampleText } from './sample.ts';

type Kind = Difference['kind'];

export interface ComparisonInput {
  comparison: Comparison;
  /** The runs themselves, for dates and sources. */
  earlier: Brief;
  later: Brief;
  /** Their numbers within the project. */
  iterations?: { earlier: number; later: number };
}

const titles: Record<Exclude<Kind, 'unchanged'>, string> = {
  changed: 'Changed',
  new: 'New',
  withdrawn: 'No longer found',
};

const most = 14;

/** What became of an account between two iterations. */
export function comparisonModal(input: ComparisonInput): ModalView {
  const { comparison } = input;
  return {
    type: 'modal',
    title: plain('Comparison'),
    close: plain('Close'),
    blocks: [
      ...sampleBanner(isSample(input)),
      paragraph(headline(input)),
      ...sections(input, most),
      ...leftOut(comparison),
      ...buttons(
        button(homeActions.comparePost, 'Post in the thread', { value: `${comparison.from.run}:${comparison.to.run}` }),
      ),
    ],
  };
}

/** The same, shorter, for the thread of the later run. */
export function comparisonMessage(input: ComparisonInput): MessageContent {
  const blocks = [
    ...sampleBanner(isSample(input)),
    paragraph(headline(input)),
    ...sections(input, 5),
    ...leftOut(input.comparison),
  ];
  const changed = input.comparison.differences.filter(({ kind }) => kind !== 'unchanged').slice(0, 5);
  const said = changed.map((difference) => `${titles[difference.kind as keyof typeof titles]}: ${saidIn(difference)}`);
  return {
    text: escapeText(cut(`${sampleText(isSample(input))}${[headline(input), ...said].join('\n')}`, 3500)),
    blocks,
  };
}

function headline({ comparison, later, iterations }: ComparisonInput): string {
  const company = cut(cleanLine(later.company?.name ?? later.request.companyName), 200);
  const of = (kind: Kind) => comparison.differences.filter((difference) => difference.kind === kind).length;
  const counts = `${of('new')} new, ${of('changed')} changed, ${of('withdrawn')} no longer found, ${of('unchanged')} unchanged`;
  const named = (no: number | undefined, date: string) =>
    no === undefined ? day(date) : `iteration ${no} (${day(date)})`;
  const from = named(iterations?.earlier, comparison.from.date);
  const to = named(iterations?.later, comparison.to.date);
  return `${company}, ${from} → ${to}: ${counts}.`;
}

function sections(input: ComparisonInput, max: number): KnownBlock[] {
  const isSame = input.comparison.differences.every(({ kind }) => kind === 'unchanged');
  if (isSame) return [paragraph('Nothing has changed. Other words, units or rounding are no change.')];
  return (['changed', 'new', 'withdrawn'] as const).flatMap((kind): KnownBlock[] => {
    const own = input.comparison.differences.filter((difference) => difference.kind === kind);
    if (own.length === 0) return [];
    const items = own.slice(0, max).map((difference) => item(difference, input));
    return [
      header(`${titles[kind]} (${own.length})`),
      rich(bullets(items)),
      ...(own.length > max ? [context(`${count(own.length - max, 'more')} in report.json of both runs.`)] : []),
    ];
  });
}

const isSample = ({ earlier, later }: ComparisonInput): boolean => earlier.sample || later.sample;

/** Real domains of the pages behind a claim, and the date it speaks of. */
function behind({ claims, sources }: Brief, id: string): string[] {
  const claim = claims.find((one) => one.id === id);
  const pages = sources.filter((source) => claim?.sourceIds.includes(source.id)).map(({ domain }) => domain);
  const date = claim?.asOf === undefined || claim.asOf === null ? [] : [`as of ${shortDate(claim.asOf)}`];
  return [...[...new Set(pages)].slice(0, 3), ...date];
}

function item(difference: Difference, { earlier, later }: ComparisonInput): RichTextSection {
  const { before, after, entity, attribute, period } = difference;
  const about =
    attribute === 'other'
      ? ''
      : `${cut(cleanLine(entity), 80)}, ${attributeLabel(attribute)}${period === '' ? '' : ` (${period})`}: `;
  const sources = [
    sourceNames(before && behind(earlier, before.claim), 'before'),
    sourceNames(after && behind(later, after.claim), before ? 'now' : ''),
  ].filter((part) => part !== '');
  const tail = sources.length > 0 ? ` (${sources.join('; ')})` : '';
  return line(...(about === '' ? [] : [bold(about)]), words(`${saidIn(difference)}${tail}`));
}

const sourceNames = (found: readonly string[] | undefined, when: string): string =>
  found === undefined || found.length === 0 ? '' : `${when === '' ? '' : `${when}: `}${found.join(', ')}`;

const short = (text: string): string => cut(cleanLine(text), 260);

function saidIn({ kind, before, after }: Difference): string {
  if (kind === 'changed') return `${short(before?.value ?? '')} → ${short(after?.value ?? '')}`;
  return short((after ?? before)?.text ?? '');
}

const leftOut = ({ leftOut: stages, to }: Comparison): KnownBlock[] =>
  stages.length === 0
    ? []
    : [
        context(
          `Not compared, because only one of the two looked for it: ${stages
            .map(
              ({ stage, missingIn }) =>
                `${stageLabel(stage)} (not in the ${missingIn === to.run ? 'later' : 'earlier'} run)`,
            )
            .slice(0, 10)
            .join(', ')}.`,
        ),
      ];
