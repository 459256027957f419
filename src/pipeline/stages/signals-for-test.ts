import type { Claim } from '../../domain/evidence.ts';
import type { OrgSignals } from '../../domain/org-signals.ts';
import { unknownStatement } from '../../domain/statement.ts';

/** For tests: signals of a company about which no page says anything. */
export const unknownSignals = (): OrgSignals => ({
  employeeSentiment: {
    overall: null,
    workLife: null,
    compensation: null,
    culture: null,
    management: null,
    recommendPct: null,
    positive: [],
    negative: [],
    trend: 'unknown',
  },
  linkedin: { followers: null, engagement: 'unknown', headcountTrend: 'unknown', posts: [], changes: [] },
  social: [],
  jobs: {
    openings: null,
    departments: [],
    skills: [],
    seniority: [],
    urgency: unknownStatement(),
    insight: unknownStatement(),
  },
  news: { sentiment: 'unknown', volume: 'unknown', topics: [], headlines: [] },
  insights: [],
  freshness: null,
  confidence: 0,
});

/** For tests: a claim with nothing but what it says. */
export const claimOf = (stage: string, ordinal: number, text: string): Claim => ({
  id: `${stage.replace(/^(facet|signal)\./, '')}.${ordinal}`,
  stage,
  text,
  answerId: `${stage}.answer`,
  part: 0,
  byteStart: 0,
  byteEnd: Buffer.byteLength(text),
  sourceIds: ['s1'],
});
