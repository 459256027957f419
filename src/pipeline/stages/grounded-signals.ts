import type { Claim } from '../../domain/evidence.ts';
import type { OrgSignals } from '../../domain/org-signals.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { plainClaimText } from '../evidence/claims.ts';
import { readFigures } from '../evidence/gate/read-figures.ts';

export interface GroundedSignals {
  signals: OrgSignals;
  /** Paths of what no claim bears out; there it says null or `unknown` now. */
  unfounded: string[];
}

/**
 * Numbers and single words have no claims of their own, so the gate cannot read them. A number stays where a claim of
 * the signals holds it, a word (trend, tone, level) where its part of the answer has a statement to rest on.
 */
export function groundedSignals(given: OrgSignals, claims: readonly Claim[]): GroundedSignals {
  const unfounded: string[] = [];
  const said = numbersIn(claims.filter(({ stage }) => !stage.startsWith('facet.')));
  const number = (path: string, value: number | null, percent = false): number | null => {
    if (value === null || said(value, percent)) return value;
    unfounded.push(path);
    return null;
  };
  const word = <W extends string>(path: string, value: W, isFounded: boolean): W | 'unknown' => {
    if (value === 'unknown' || isFounded) return value;
    unfounded.push(path);
    return 'unknown';
  };
  const counted = <I extends { count: number | null }>(path: string, items: readonly I[]): I[] =>
    items.map((item, index) => ({ ...item, count: number(`${path}[${index}].count`, item.count) }));

  const { employeeSentiment: mood, linkedin, jobs, news } = given;
  const ratings = {
    overall: number('employeeSentiment.overall', mood.overall),
    workLife: number('employeeSentiment.workLife', mood.workLife),
    compensation: number('employeeSentiment.compensation', mood.compensation),
    culture: number('employeeSentiment.culture', mood.culture),
    management: number('employeeSentiment.management', mood.management),
    recommendPct: number('employeeSentiment.recommendPct', mood.recommendPct, true),
  };
  const followers = number('linkedin.followers', linkedin.followers);
  const hasNews = claims.some((claim) => claim.stage === 'facet.news');
  const signals: OrgSignals = {
    ...given,
    employeeSentiment: {
      ...mood,
      ...ratings,
      trend: word('employeeSentiment.trend', mood.trend, says(mood.positive, mood.negative)),
    },
    linkedin: {
      ...linkedin,
      followers,
      engagement: word('linkedin.engagement', linkedin.engagement, followers !== null || says(linkedin.posts)),
      headcountTrend: word('linkedin.headcountTrend', linkedin.headcountTrend, says(linkedin.changes)),
    },
    social: given.social.map((item, index) => ({
      ...item,
      sentiment: word(`social[${index}].sentiment`, item.sentiment, isKnown(item.summary)),
    })),
    jobs: {
      ...jobs,
      openings: number('jobs.openings', jobs.openings),
      departments: counted('jobs.departments', jobs.departments),
      seniority: counted('jobs.seniority', jobs.seniority),
    },
    news: {
      ...news,
      sentiment: word('news.sentiment', news.sentiment, hasNews || news.headlines.length > 0),
      volume: word('news.volume', news.volume, hasNews || news.headlines.length > 0),
    },
  };
  return { signals, unfounded };
}

const says = (...lists: readonly (readonly Statement[])[]): boolean => lists.flat().some(isKnown);

/** Whether the claims say the number, in any way it can be read: "1.2 million" is 1200000, "4,1" is 4.1. */
function numbersIn(claims: readonly Claim[]): (value: number, percent: boolean) => boolean {
  const quantities = claims.flatMap((claim) => readFigures(plainClaimText(claim), []).quantities);
  const isSame = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b));
  return (value, percent) =>
    quantities.some((said) => said.percent === percent && said.values.some((one) => isSame(one, value)));
}
