import { attributeLabel, type Comparison, type Difference } from '../../domain/facts.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { cleanLine, cut } from '../../domain/text.ts';

export interface SummarySection {
  kind: Exclude<Difference['kind'], 'unchanged'>;
  title: string;
  lines: string[];
}

export interface ComparisonSummary {
  /** Such as `3 changed, 1 new, 1 withdrawn, 68 unchanged`. */
  headline: string;
  /** Only those that have lines. */
  sections: SummarySection[];
  /** What could not be compared, one line a stage. */
  leftOut: string[];
}

const titles = { changed: 'Changed', new: 'New', withdrawn: 'No longer found' } as const;

/** A comparison as people read it: plain text, foreign words in it still to be escaped by whoever prints it. */
export function comparisonSummary({ from, to, differences, leftOut }: Comparison): ComparisonSummary {
  const of = (kind: Difference['kind']) => differences.filter((difference) => difference.kind === kind);
  const count = (kind: Difference['kind']) => `${of(kind).length} ${kind}`;
  const isSame = of('unchanged').length === differences.length;
  return {
    headline: isSame
      ? `Nothing has changed (${count('unchanged')})`
      : (['changed', 'new', 'withdrawn', 'unchanged'] as const).map(count).join(', '),
    sections: (['changed', 'new', 'withdrawn'] as const).flatMap((kind) => {
      const lines = of(kind).map(lineOf);
      return lines.length === 0 ? [] : [{ kind, title: titles[kind], lines }];
    }),
    leftOut: leftOut.map(
      ({ stage, missingIn, findings }) =>
        `${stageLabel(stage)} was not made in the ${missingIn === to.run && missingIn !== from.run ? 'later' : 'earlier'} run: ${findings} finding${findings === 1 ? '' : 's'} not compared`,
    ),
  };
}

function lineOf({ kind, entity, attribute, period, before, after }: Difference): string {
  const { text = '', value = '' } = after ?? before ?? {};
  const sentence = cut(cleanLine(text), 300);
  const short = (written = '') => cut(cleanLine(written), 160);
  const shown = kind === 'changed' ? `${short(before?.value)} → ${short(value)}` : short(value);
  const isBare = attribute === 'other' && period === '';
  if (isBare)
    return kind === 'changed' && value !== text ? `${shown} – ${sentence}` : kind === 'changed' ? shown : sentence;
  return `${entity}: ${attributeLabel(attribute)}${period === '' ? '' : ` (${period})`}: ${shown} – ${sentence}`;
}
