import type { Brief } from '../../domain/brief.ts';
import { datedAs } from '../../domain/freshness.ts';
import type { Report } from '../../domain/report.ts';
import { isKnown } from '../../domain/statement.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { timelineChart } from '../charts/timeline.ts';
import { withAge } from '../dates.ts';
import { capital, charted, entries, fact, factIf, facts, headed, knownOnly, list, section } from './blocks.ts';
import type { Block, Section } from './document.ts';
import { signalSections } from './signal-sections.ts';

/** What is known about the company: first the whole, then its parts. */
export function companySections(brief: Brief, report: Report): Section[] {
  return [
    ...section(
      'Overview',
      { kind: 'lead', content: report.overview },
      ...headed('To talk about', list(report.talkingPoints)),
    ),
    ...section('Key facts', keyFacts(brief, report)),
    ...section('Leadership', leadership(report)),
    ...section('News', news(report, brief.createdAt)),
    ...section('Timeline', charted(timelineChart(brief))),
    ...section('Technology, cloud, data and security', technology(report), ...partnerships(report)),
    ...section(
      'Direction and pressure',
      ...headed('Strategic goals', list(report.strategicGoals)),
      ...headed('Key initiatives', list(report.keyInitiatives)),
      ...headed('Where it hurts', list(report.painPoints)),
      ...headed('Openings', list(report.opportunities)),
    ),
    ...section('Financial signals', list(report.financialSignals)),
    ...(brief.orgSignals ? signalSections(brief.orgSignals, brief.createdAt) : []),
    ...section(
      'Where sources disagree',
      ...report.conflicts.map(
        (conflict): Block => ({
          kind: 'versus',
          attribute: conflict.attribute,
          values: conflict.values.map((statement) => ({ statement, date: datedAs(statement, brief, brief.createdAt) })),
        }),
      ),
    ),
  ];
}

function keyFacts({ company, vertical }: Brief, report: Report): Block | undefined {
  const field = vertical && [verticalLabel(vertical.vertical), vertical.subDomain].filter(Boolean).join(' – ');
  return facts(
    factIf('Legal name', company?.legalName),
    factIf('Founded', report.foundedYear === null ? undefined : String(report.foundedYear)),
    fact('Headquarters', report.headquarters),
    fact('Employees', report.employees),
    fact('Revenue', report.revenue),
    factIf('Website', report.website ?? company?.domain),
    factIf('Vertical', field),
  );
}

const leadership = (report: Report): Block | undefined =>
  entries(
    report.decisionMakers.map((person) => ({
      title: person.name,
      detail: person.title,
      lines: knownOnly(person.background),
    })),
  );

const news = (report: Report, today: string): Block | undefined =>
  entries(
    report.recentNews.map((item) => ({
      title: item.title,
      detail: item.date === null ? 'undated' : withAge(item.date, today),
      lines: knownOnly(item.summary),
    })),
  );

function technology(report: Report): Block | undefined {
  return facts(
    fact('Digital maturity', capital(report.digitalMaturity)),
    isKnown(report.digitalMaturityWhy) ? fact('Why we think so', report.digitalMaturityWhy) : undefined,
    fact('AI adoption', capital(report.aiAdoption)),
    fact('AI footprint', report.aiFootprint),
    fact('Cloud', report.cloudFootprint),
    fact('Data', report.dataMaturity),
    fact('Security', report.securityPosture),
  );
}

const partnerships = (report: Report): (Block | undefined)[] =>
  headed(
    'Technology partners',
    entries(
      report.techPartnerships.map((partner) => ({
        title: partner.vendor,
        detail: partner.threat ? `${partner.relation} – competes with us` : partner.relation,
        lines: knownOnly(partner.statement),
      })),
    ),
  );
