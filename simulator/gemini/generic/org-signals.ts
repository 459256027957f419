import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import type { Pool } from './pool.ts';
import { infer, quote, quoteOr, titleOf } from './statements.ts';

/** Signals as the claims give them: a number only where a claim has it, a trend only where one says it. */
export function genericOrgSignals(pool: Pool): Json {
  const { of, find } = pool;
  const [mood, social, jobs, news] = [of('sentiment'), of('social'), of('jobs'), of('news')];
  const rating = numberIn(mood, /(\d(?:\.\d)?) (?:of|out of) 5/);
  const praise = mood.filter(({ text }) => /praise|like|good|positive|recommend/i.test(text));
  const complaints = mood.filter(({ text }) => /complain|critici|slow|stress|negative/i.test(text));
  const growth = find(/headcount|workforce/i, 'social', 'jobs');
  const told = news.slice(0, 4);
  const pressure = infer('What made the news shows where the pressure comes from.', told[0]);
  const declines = /fell|shr[aiu]nk|fewer|declin|cut/i;
  return {
    employeeSentiment: {
      overall: rating,
      workLife: null,
      compensation: null,
      culture: null,
      management: null,
      recommendPct: numberIn(mood, /(\d{1,3})% of (?:reviewers|employees)/),
      positive: praise.slice(0, 2).map((claim) => quote(claim)),
      negative: complaints.slice(0, 2).map((claim) => quote(claim)),
      trend: 'unknown',
    },
    linkedin: {
      followers: numberIn(social, /(\d{1,3}(?:,\d{3})+|\d+) followers/),
      engagement: 'unknown',
      headcountTrend: growth ? (declines.test(growth.text) ? 'shrinking' : 'unknown') : 'unknown',
      posts: social.filter(({ text }) => /post/i.test(text)).map((claim) => quote(claim)),
      changes: growth ? [quote(growth)] : [],
    },
    social: [],
    jobs: {
      openings: numberIn(jobs, /(\d{1,3}(?:,\d{3})+|\d+) (?:open(?:ings?)?\b|open positions|vacancies|jobs)/),
      departments: [],
      skills: [],
      seniority: [],
      urgency: quoteOr(jobs.find(({ text }) => /times|urgent|since/i.test(text))),
      insight: infer('What the company looks for shows where its own people are not enough yet.', jobs[0]),
    },
    news: {
      sentiment: news.length > 0 ? 'mixed' : 'unknown',
      volume: news.length > 3 ? 'medium' : news.length > 0 ? 'low' : 'unknown',
      topics: [],
      headlines: told.map((claim) => titleOf(claim, 120)),
    },
    insights: [
      infer('Hiring and what employees say point the same way: ask who carries the work today.', jobs[0] ?? mood[0]),
      { ...pressure, claims: told.map(({ id }) => id) },
    ].filter(({ basis }) => basis !== 'unknown'),
    freshness: null,
    confidence: 0.4,
  };
}

function numberIn(claims: readonly PromptClaim[], pattern: RegExp): number | null {
  for (const { text } of claims) {
    const value = Number(pattern.exec(text)?.[1]?.replaceAll(',', ''));
    if (Number.isFinite(value)) return value;
  }
  return null;
}
