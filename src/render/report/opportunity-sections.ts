import type { Brief } from '../../domain/brief.ts';
import type { CaseStudy } from '../../domain/case-study.ts';
import type { GapCorrelation } from '../../domain/correlation.ts';
import { type Gap, type GapAnalysis, gapKinds } from '../../domain/gaps.ts';
import { critiqueScore, type Estimate, type Idea, type UseCase } from '../../domain/ideas.ts';
import { isKnown } from '../../domain/statement.ts';
import { matrixChart } from '../charts/matrix.ts';
import {
  capital,
  charted,
  entries,
  fact,
  factIf,
  facts,
  headed,
  joined,
  known,
  knownOnly,
  list,
  section,
  tenths,
} from './blocks.ts';
import type { Block, Entry, Line, Section } from './document.ts';
import { sellingSections } from './selling-sections.ts';

/** What we make of it: peers, gaps, ideas, use cases; the best first. */
export function opportunitySections(brief: Brief): Section[] {
  const useCases = brief.useCases?.useCases ?? [];
  return [
    ...section('Use cases', charted(matrixChart(useCases)), entries(useCases.toSorted(byRank).map(useCaseEntry), true)),
    ...sellingSections(brief),
    ...section('What peers do', entries(brief.caseStudies.toSorted(byRelevance).map(caseStudyEntry))),
    ...(brief.gaps ? gapSection(brief.gaps, brief.correlations) : []),
    ...section('Ideas, ranked', entries((brief.ideas?.ideas ?? []).toSorted(byScore).map(ideaEntry), true)),
  ];
}

const byRank = (a: UseCase, b: UseCase) => a.rank - b.rank;
const byScore = (a: Idea, b: Idea) => critiqueScore(b.critique) - critiqueScore(a.critique);
const byRelevance = (a: CaseStudy, b: CaseStudy) => b.relevance - a.relevance;

/** With its arithmetic, so that a reader can do the sum again. */
const estimate = (roi: Estimate): Line[] => [
  fact('Estimate', roi.result),
  fact(
    'Arithmetic',
    `${roi.formula}, with ${roi.operands.map(({ name, value }) => `${name} = ${value.toLocaleString('en-US')}`).join(', ')}`,
  ),
  ...joined('Assumed', roi.assumptions),
];

const useCaseEntry = (useCase: UseCase): Entry => ({
  title: useCase.title,
  detail: `${useCase.priority} priority, impact ${tenths(useCase.impact)}, feasibility ${tenths(useCase.feasibility)}`,
  lines: [
    fact('Problem', useCase.problem),
    fact('Why now', useCase.whyNow),
    fact('Solution', useCase.solution),
    ...knownOnly(...useCase.benefits).map((benefit) => fact('Benefit', benefit)),
    ...(useCase.roi ? estimate(useCase.roi) : []),
    ...[factIf('Time to value', useCase.timeToValue)].filter((line) => line !== undefined),
    ...joined('Technologies', useCase.technologies),
    ...joined('Data needed', useCase.dataRequirements),
    ...joined('Connects to', useCase.integrationPoints),
  ],
});

const caseStudyEntry = (study: CaseStudy): Entry => ({
  title: `${study.competitor}: ${study.title}`,
  lines: [...knownOnly(study.summary, ...study.outcomes), ...joined('Technologies', study.technologies)],
});

const ideaEntry = (idea: Idea): Entry => ({
  title: idea.title,
  detail: `${critiqueScore(idea.critique).toFixed(1)} of 10`,
  lines: [
    fact('Challenge', idea.challenge),
    fact('Market standard', idea.marketStandard),
    fact('Solution', idea.solution),
    fact('Outcome', idea.outcome),
    ...joined('Technologies', idea.technologies),
    fact('Judged', critiqueLine(idea)),
  ],
});

const critiqueLine = ({ critique }: Idea): string =>
  `feasibility ${critique.technicalFeasibility}, fit ${critique.clientFit}, revenue ${critique.revenue}, urgency ${critique.urgency}, proof ${critique.proof}. ${critique.why}`.trim();

function gapSection(gaps: GapAnalysis, correlations: readonly GapCorrelation[]): Section[] {
  const all = gapKinds.flatMap((kind) => gaps[kind].map((gap) => ({ kind, gap })));
  const place = (gap: Gap) => (gaps.priorities.includes(gap.id) ? gaps.priorities.indexOf(gap.id) : Infinity);
  const ranked = all.filter(({ gap }) => isKnown(gap.statement)).toSorted((a, b) => order(place(a.gap), place(b.gap)));
  const lines = ranked.flatMap(({ kind, gap }) => [
    fact(
      `${capital(kind)}, ${gap.severity}${gap.typicalForVertical ? ', typical of the vertical' : ''}`,
      gap.statement,
    ),
    ...correlations.filter(({ gapId }) => gapId === gap.id).flatMap(correlationLines),
  ]);
  const notes: Block | undefined = gaps.notes ? { kind: 'note', text: gaps.notes } : undefined;
  return section('Gaps', facts(...lines), ...headed('Recommendations', list(gaps.recommendations)), notes);
}

const stances = { supporting: 'Signals confirm it', contradicting: 'Signals speak against it', neutral: 'Signals' };

const correlationLines = ({ stance, confidence, evidence, implication }: GapCorrelation): Line[] => [
  ...known(`${stances[stance]}, ${tenths(confidence)}`, evidence),
  ...known('So', implication),
];

/** `Infinity - Infinity` is no number. */
const order = (a: number, b: number): number => (a === b ? 0 : a - b);
