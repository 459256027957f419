import { describe, expect, it } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { emptyReport } from '../../domain/testing/empty-report.ts';
import { cutClaims } from './claims.ts';
import { sampleBrief } from './testing/sample-brief.ts';
import { evidence } from './testing/sample-context.ts';
import { verifyBrief } from './verify-brief.ts';
import { withPeersKnown } from './with-peers-known.ts';

const aboutPeer = 'Oceanline plans to run its container ships for 25 years.';

/** One sentence more, from one page more. */
function answering(brief: Brief, stage: string, text: string): Brief {
  const [known] = brief.evidence;
  if (!known) throw new TypeError('the sample has an answer');
  const answer: Evidence = {
    ...known,
    answerId: `${stage}.answer`,
    stage,
    parts: [text],
    chunks: [{ uri: 'https://www.maersk.com/news/plan', title: 'Maersk plan' }],
    supports: [{ part: 0, startIndex: 0, endIndex: Buffer.byteLength(text), text, chunkIndices: [0] }],
  };
  const { claims } = cutClaims({ stage, answerId: answer.answerId, answer, retrievedAt: answer.retrievedAt });
  return { ...brief, evidence: [...brief.evidence, answer], claims: [...brief.claims, ...claims] };
}

/** The sample with a report on Oceanline’s plan beside one on the company’s own. */
const reported = (): Brief => ({
  ...answering(sampleBrief(), 'facet.profile', aboutPeer),
  report: {
    ...emptyReport(),
    overview: evidence('Vincent Clerc has led Maersk since 1 January 2023.', 'news.3'),
    strategicGoals: [evidence('It plans to run its container ships for 25 years.', 'profile.1')],
  },
});

describe('a report that was written before the peers were looked at', () => {
  it('loses what turns out to be about one of them, and passes the proof again', () => {
    const brief = answering(reported(), 'competitors', 'Oceanline introduced a booking assistant in 2025.');
    expect(verifyBrief(reported())).toEqual([]);
    expect(verifyBrief(brief)).toMatchObject([{ path: 'report.strategicGoals[0]', check: 'subject' }]);
    const shown = withPeersKnown(brief);
    expect(verifyBrief(shown)).toEqual([]);
    expect(shown.report).toEqual({ ...brief.report, strategicGoals: [] });
  });

  it('is as it was where no peer was looked at', () => {
    const brief = reported();
    expect(withPeersKnown(brief)).toBe(brief);
  });
});
