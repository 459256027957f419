import type { Brief } from '../../domain/brief.ts';
import type { Claim } from '../../domain/evidence.ts';
import { freshnessLimit, freshnessMonths, shortDate } from '../../domain/freshness.ts';
import { type Citations, createCitations } from '../citations.ts';
import type { AsText } from './chart.ts';

export interface TimelineEvent {
  /** `2026-02` or `2026-02-05`. */
  date: string;
  text: string;
  /** Numbers of its sources. */
  sources: number[];
}

export interface TimelineChart extends AsText {
  kind: 'timeline';
  /** Oldest first. */
  events: TimelineEvent[];
  /** Day of the brief, and the day before which a finding is old on it. */
  today: string;
  limit: string;
}

/** More would not fit a page, and what is older would press the rest together. */
const shown = 10;
const yearsBack = 6;
const yearsAhead = 3;

/**
 * What the evidence dates to a month or a day. A year alone is no place on a line. `undefined` with fewer than three
 * events or when all are of one date.
 */
export function timelineChart(brief: Brief): TimelineChart | undefined {
  const today = brief.createdAt.slice(0, 10);
  const citations = createCitations(brief);
  const dated = onceEach(brief.claims).flatMap((claim) => eventOf(claim, citations) ?? []);
  const year = Number(today.slice(0, 4));
  const near = dated.filter(({ date }) => {
    const away = Number(date.slice(0, 4)) - year;
    return away >= -yearsBack && away <= yearsAhead;
  });
  const events = near.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).slice(-shown);
  if (events.length < 3 || new Set(events.map(({ date }) => date)).size < 2) return undefined;
  const old = (events[0]?.date ?? today) < freshnessLimit(today);
  const left = dated.length - events.length;
  return {
    kind: 'timeline',
    title: 'What happened when',
    caption: `Findings that name a month (bar) or a day (dot).${old ? ` Shaded: older than ${freshnessMonths} months on the day of this brief.` : ''}${left > 0 ? ` Findings with a date that are not drawn: ${left}.` : ''}`,
    events,
    today,
    limit: freshnessLimit(today),
    columns: ['Date', 'Finding', 'Sources'],
    rows: events.map(({ date, text, sources }) => [shortDate(date), text, sources.join(', ')]),
  };
}

/** Several topics may bring the same sentence. */
const onceEach = (claims: readonly Claim[]): Claim[] => [
  ...new Map(claims.map((claim) => [claim.text, claim])).values(),
];

function eventOf({ id, asOf, text }: Claim, citations: Citations): TimelineEvent | undefined {
  if (asOf === undefined || asOf.length < 7 || !isReal(asOf)) return undefined;
  return { date: asOf, text, sources: citations.numbers({ text, claims: [id], basis: 'evidence' }) };
}

/** A day of the calendar: 2026-02-30 has the form of one only. */
function isReal(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
