import type { Brief } from '../../domain/brief.ts';
import type { Claim } from '../../domain/evidence.ts';
import { ageOfDate, freshnessMonths, shortDate } from '../../domain/freshness.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import type { AsText } from './chart.ts';

export interface Topic {
  label: string;
  findings: number;
  /** Findings that two or more sites say. */
  confirmed: number;
  /** Different sites behind its findings. */
  sites: number;
  /** What to say where there are no findings: a step that failed has not found nothing. */
  nothing: string;
  /** The newest date that a finding speaks of, not later than the brief, and whether that is old. */
  newest: string;
  /** Mean of what the search service gave, 0–1, as text; empty where it gave none. */
  confidence: string;
}

export interface TopicChart extends AsText {
  kind: 'topics';
  topics: Topic[];
}

/** How well each topic is supported. `undefined` when fewer than two topics have findings. */
export function topicChart(brief: Brief): TopicChart | undefined {
  const asked = brief.stages.filter(
    ({ id, status }) => /^(facet|signal)\./.test(id) && (status === 'done' || status === 'failed'),
  );
  const stages = new Set([...brief.claims.map(({ stage }) => stage), ...asked.map(({ id }) => id)]);
  const topics = [...stages].map((stage) => topicOf(stage, brief)).toSorted((a, b) => b.findings - a.findings);
  if (topics.filter(({ findings }) => findings > 0).length < 2) return undefined;
  const rated = topics.some(({ confidence }) => confidence !== '');
  const dated = topics.some(({ newest }) => newest !== undated);
  return {
    kind: 'topics',
    title: 'Findings by topic',
    caption: `Filled: findings that two or more sites say. Outlined: only one site says it. Sites: different sites of the topic.${dated ? ` Newest: the latest date that a finding speaks of; old is older than ${freshnessMonths} months.` : ''}${rated ? ' Confidence: mean of what the search service gave, of 1.' : ''}`,
    topics,
    columns: [
      'Topic',
      'Findings',
      'Said by two or more sites',
      'Sites',
      ...(dated ? ['Newest'] : []),
      ...(rated ? ['Confidence'] : []),
    ],
    rows: topics.map((topic) => [
      topic.label,
      topic.findings > 0 ? String(topic.findings) : topic.nothing,
      String(topic.confirmed),
      String(topic.sites),
      ...(dated ? [topic.newest] : []),
      ...(rated ? [topic.confidence] : []),
    ]),
  };
}

export const undated = 'undated';

function topicOf(stage: string, { claims, sources, stages, createdAt }: Brief): Topic {
  const domainOf = new Map(sources.map(({ id, domain }) => [id, domain]));
  const sitesOf = (claim: Claim) => claim.sourceIds.flatMap((id) => domainOf.get(id) ?? []);
  const own = claims.filter((claim) => claim.stage === stage);
  const past = own.flatMap(({ asOf }) => (asOf !== undefined && asOf <= createdAt.slice(0, asOf.length) ? asOf : []));
  const newest = past.sort().at(-1);
  const old = ageOfDate(newest, createdAt) === '' ? '' : ' (old)';
  const given = own.flatMap(({ confidence }) => confidence ?? []);
  return {
    label: stageLabel(stage),
    findings: own.length,
    confirmed: own.filter((claim) => new Set(sitesOf(claim)).size > 1).length,
    sites: new Set(own.flatMap(sitesOf)).size,
    nothing: stages.some(({ id, status }) => id === stage && status === 'failed') ? 'not available' : 'nothing found',
    newest: newest === undefined ? undated : shortDate(newest) + old,
    confidence: given.length === 0 ? '' : (given.reduce((sum, one) => sum + one, 0) / given.length).toFixed(2),
  };
}
