import type { OrgSignals } from '../../domain/org-signals.ts';
import { isKnown } from '../../domain/statement.ts';
import { withAge } from '../dates.ts';
import { capital, entries, fact, facts, headed, joined, known, knownOnly, list, section, tenths } from './blocks.ts';
import type { Block, Section } from './document.ts';

/** How the organisation looks from outside. What the evidence does not say is called unknown, never nothing. */
export function signalSections(signals: OrgSignals, today: string): Section[] {
  const { employeeSentiment: mood, linkedin, jobs, news, social, insights, freshness, confidence } = signals;
  return section(
    'The organisation from outside',
    facts(
      fact('Employee rating', ratingLine(signals)),
      fact('Would recommend', mood.recommendPct === null ? unknown : `${mood.recommendPct} %`),
      fact('Sentiment trend', capital(mood.trend)),
      fact('Open positions', count(jobs.openings)),
      ...joined('Departments', jobs.departments.map(counted)),
      ...joined(
        'Seniority',
        jobs.seniority.map(({ level, count: many }) => counted({ name: level, count: many })),
      ),
      ...joined('Skills sought', jobs.skills),
      ...known('Urgency', jobs.urgency),
      ...known('What the jobs say', jobs.insight),
      fact('LinkedIn followers', count(linkedin.followers)),
      fact('Engagement', capital(linkedin.engagement)),
      fact('Headcount', capital(linkedin.headcountTrend)),
      fact('Tone of the news', `${capital(news.sentiment)}, volume ${news.volume}`),
      ...joined('Topics', news.topics),
      fact('As of', freshness === null ? unknown : withAge(freshness, today)),
      fact('Confidence', tenths(confidence)),
    ),
    ...headed('What follows', list(insights)),
    ...headed('Employees praise', list(mood.positive)),
    ...headed('Employees criticise', list(mood.negative)),
    ...headed('Changes', list([...linkedin.changes, ...linkedin.posts])),
    ...headed('Elsewhere', platforms(social)),
  );
}

const unknown = 'Unknown';
const count = (value: number | null): string => (value === null ? unknown : value.toLocaleString('en-US'));
const counted = ({ name, count: many }: { name: string; count: number | null }): string =>
  many === null ? name : `${name} ${many.toLocaleString('en-US')}`;

function ratingLine({ employeeSentiment: mood }: OrgSignals): string {
  const parts = [
    ['work-life', mood.workLife],
    ['pay', mood.compensation],
    ['culture', mood.culture],
    ['management', mood.management],
  ] as const;
  const rated = parts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  const overall = mood.overall === null ? unknown : `${mood.overall} of 5`;
  return rated.length > 0 ? `${overall} (${rated.join(', ')})` : overall;
}

const platforms = (social: OrgSignals['social']): Block | undefined =>
  entries(
    social
      .filter(({ summary }) => isKnown(summary))
      .map(({ platform, topic, sentiment, summary }) => ({
        title: platform,
        detail: sentiment === 'unknown' ? topic : `${topic}, ${sentiment}`,
        lines: knownOnly(summary),
      })),
  );
