import type { RichTextSection } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import { ageOfDate, datedAs } from '../../domain/freshness.ts';
import type { Report } from '../../domain/report.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import type { Citations } from './citations.ts';
import { bold, line, words } from './inert.ts';

export interface FoldedSection {
  title: string;
  items: RichTextSection[];
}

/** What stands folded below the five lines. A section without content is left out; what is unknown is listed at the end. */
export function reportSections(brief: Brief, report: Report, citations: Citations): FoldedSection[] {
  const item = (label: string, statement: Statement) => line(bold(`${label}: `), ...citations.rich(statement));
  const known = (label: string, statement: Statement) => (isKnown(statement) ? [item(label, statement)] : []);
  const all = (statements: readonly Statement[]) =>
    statements.filter(isKnown).map((statement) => line(...citations.rich(statement)));
  const sections: FoldedSection[] = [
    {
      title: 'Overview',
      items: [
        ...known('In short', report.overview),
        ...known('Headquarters', report.headquarters),
        ...known('Employees', report.employees),
        ...known('Revenue', report.revenue),
        ...(brief.vertical ? [line(bold('Vertical: '), words(verticalName(brief.vertical)))] : []),
        ...all(report.strategicGoals),
        ...all(report.keyInitiatives),
        ...all(report.financialSignals),
      ],
    },
    {
      title: 'Leadership',
      items: report.decisionMakers.map((person) =>
        line(bold(`${person.name}, ${person.title}: `), ...citations.rich(person.background)),
      ),
    },
    {
      title: 'News',
      items: report.recentNews.map((news) =>
        line(bold(`${newsDate(news.date, brief.createdAt)} – ${news.title}: `), ...citations.rich(news.summary)),
      ),
    },
    {
      title: 'Technology',
      items: [
        ...known(`Digital maturity (${report.digitalMaturity})`, report.digitalMaturityWhy),
        ...known(`AI (${report.aiAdoption})`, report.aiFootprint),
        ...known('Cloud', report.cloudFootprint),
        ...known('Security', report.securityPosture),
        ...known('Data', report.dataMaturity),
        ...report.techPartnerships.map((partner) =>
          line(bold(`${partner.vendor}, ${partner.relation}: `), ...citations.rich(partner.statement)),
        ),
      ],
    },
    {
      title: 'What peers do',
      items: brief.caseStudies.map((study) =>
        line(bold(`${study.competitor}: `), words(`${study.title} – `), ...citations.rich(study.summary)),
      ),
    },
    { title: 'Gaps', items: gapItems(brief, citations) },
    { title: 'Talking points', items: all(report.talkingPoints) },
    {
      title: 'Where sources disagree',
      items: report.conflicts.map((conflict) =>
        line(
          bold(`${conflict.attribute}: `),
          ...conflict.values.flatMap((value, index) => [
            ...(index > 0 ? [words(' against ')] : []),
            ...citations.rich(value, { aged: false }),
            words(` (${datedAs(value, brief, brief.createdAt)})`),
          ]),
        ),
      ),
    },
    {
      title: 'Not in the evidence',
      items: [...unknownFields(report), ...report.gapsInEvidence].map((text) => line(words(text))),
    },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

const newsDate = (date: string | null, today: string): string =>
  [date ?? 'Undated', ageOfDate(date, today)].filter(Boolean).join(', ');

const verticalName = ({ vertical, subDomain }: NonNullable<Brief['vertical']>): string =>
  verticalLabel(vertical) + (subDomain === undefined ? '' : `, ${subDomain}`);

function gapItems({ gaps }: Brief, citations: Citations): RichTextSection[] {
  if (!gaps) return [];
  const every = [...gaps.technology, ...gaps.capability, ...gaps.process];
  const rank = (id: string) => (gaps.priorities.includes(id) ? gaps.priorities.indexOf(id) : gaps.priorities.length);
  return every
    .toSorted((a, b) => rank(a.id) - rank(b.id))
    .map((gap) =>
      line(bold(`${capital(gap.id.split('.')[0] ?? 'gap')}, ${gap.severity}: `), ...citations.rich(gap.statement)),
    );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const fieldNames = {
  headquarters: 'Headquarters',
  employees: 'Number of employees',
  revenue: 'Revenue',
  aiFootprint: 'Use of AI',
  cloudFootprint: 'Cloud',
  securityPosture: 'Security',
  dataMaturity: 'Data platform',
} as const;

const unknownFields = (report: Report): string[] =>
  Object.entries(fieldNames).flatMap(([field, name]) =>
    isKnown(report[field as keyof typeof fieldNames]) ? [] : [name],
  );
