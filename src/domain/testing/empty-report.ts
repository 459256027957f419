import type { Report } from '../report.ts';
import { unknownStatement } from '../statement.ts';

/** A report in which nothing is known. Made anew each time. */
export function emptyReport(): Report {
  const unknown = unknownStatement();
  return {
    overview: unknown,
    foundedYear: null,
    headquarters: unknown,
    employees: unknown,
    revenue: unknown,
    website: null,
    recentNews: [],
    decisionMakers: [],
    painPoints: [],
    opportunities: [],
    digitalMaturity: 'unknown',
    digitalMaturityWhy: unknown,
    aiFootprint: unknown,
    aiAdoption: 'unknown',
    strategicGoals: [],
    keyInitiatives: [],
    talkingPoints: [],
    cloudFootprint: unknown,
    securityPosture: unknown,
    dataMaturity: unknown,
    financialSignals: [],
    techPartnerships: [],
    conflicts: [],
    gapsInEvidence: [],
  };
}
