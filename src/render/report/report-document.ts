import type { Brief } from '../../domain/brief.ts';
import { identityLine } from '../../domain/company.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { topicChart } from '../charts/topics.ts';
import { readableDate } from '../dates.ts';
import { charted, fact, facts, headed, list, section } from './blocks.ts';
import { companySections } from './company-sections.ts';
import type { ReportDocument, Section } from './document.ts';
import { opportunitySections } from './opportunity-sections.ts';

/** Everything a brief says, in reading order. Sections without content are left out. */
export function reportDocument(brief: Brief): ReportDocument {
  return {
    title: brief.company?.name ?? brief.request.companyName,
    subtitle: subtitle(brief),
    notices: notices(brief),
    sections: [
      ...(brief.report ? companySections(brief, brief.report) : []),
      ...opportunitySections(brief),
      ...section('How well it is supported', charted(topicChart(brief))),
      ...unknownSections(brief),
      ...searchSection(brief),
    ],
  };
}

function subtitle({ company, vertical, createdAt, sources, seller }: Brief): string[] {
  const place = company && [company.domain, company.headquarters, vertical && verticalLabel(vertical.vertical)];
  return [
    company?.oneLine,
    place?.filter(Boolean).join(' · '),
    `Account brief by ${seller.name}, ${readableDate(createdAt)}, from ${sources.length} sources`,
  ].filter((line) => line !== undefined && line !== '') as string[];
}

function notices({ report, status, company }: Brief): string[] {
  return [
    report === undefined && 'No report could be written from what was found.',
    status === 'partial' && 'This run is partial: what is missing is named at the end.',
    company?.decidedBy === 'unconfirmed' && `Nobody confirmed that ${identityLine(company)} is the company meant.`,
  ].filter((notice) => notice !== false);
}

/** An honest end: what we did not find, and which steps failed (failed is not the same as none). */
function unknownSections({ report, stages }: Brief): Section[] {
  const failed = stages
    .filter((stage) => stage.status === 'failed')
    .map((stage) => `${stageLabel(stage.id)}: not available. ${stage.error ?? ''}`.trim());
  return section(
    'What is unknown',
    ...headed('Not in the evidence', list(report?.gapsInEvidence ?? [])),
    ...headed('Steps that failed', list(failed)),
  );
}

/** The search service asks that its queries are shown with what was found by them. */
function searchSection({ evidence }: Brief): Section[] {
  const searched = evidence.filter((answer) => answer.searchQueries.length > 0);
  return section(
    'Searches behind this brief',
    facts(...searched.map((answer) => fact(stageLabel(answer.stage), answer.searchQueries.join(' · ')))),
  );
}
