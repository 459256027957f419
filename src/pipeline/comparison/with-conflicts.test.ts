import { describe, expect, it } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import type { Claim } from '../../domain/evidence.ts';
import type { Fact } from '../../domain/facts.ts';
import { emptyReport } from '../../domain/testing/empty-report.ts';
import { cutClaims } from '../evidence/claims.ts';
import { sampleBrief } from '../evidence/testing/sample-brief.ts';
import { verifyBrief } from '../evidence/verify-brief.ts';
import { withConflicts } from './with-conflicts.ts';

const report = emptyReport();

/** The sample brief with two sentences more, from its two pages, that disagree about one thing. */
function disagreeing(): { brief: Brief; claims: readonly [Claim, Claim] } {
  const brief = sampleBrief();
  const [answer] = brief.evidence;
  if (!answer) throw new TypeError('the sample has an answer');
  const told = ['Full-year 2025 EBITDA of Maersk was $9.5bn.', 'Maersk made an EBITDA of $9.57 billion in 2025.'];
  const start = Buffer.byteLength(answer.parts[0] ?? '') + 1;
  const second = start + Buffer.byteLength(told[0] ?? '') + 1;
  const longer = {
    ...answer,
    parts: [`${answer.parts[0]} ${told.join(' ')}`],
    supports: [
      ...answer.supports,
      { part: 0, startIndex: start, endIndex: second - 1, text: told[0] ?? '', chunkIndices: [0] },
      {
        part: 0,
        startIndex: second,
        endIndex: second + Buffer.byteLength(told[1] ?? ''),
        text: told[1] ?? '',
        chunkIndices: [1],
      },
    ],
  };
  const { claims } = cutClaims({
    stage: answer.stage,
    answerId: answer.answerId,
    answer: longer,
    retrievedAt: answer.retrievedAt,
  });
  const [first, other] = claims.slice(-2);
  if (!first || !other) throw new TypeError('two claims were added');
  const facts = [first, other].map(
    (claim, index): Fact => ({
      claim: claim.id,
      entity: 'Maersk',
      attribute: 'ebitda',
      period: '2025',
      value: index === 0 ? '$9.5bn' : '$9.57 billion',
      unit: '',
    }),
  );
  return { brief: { ...brief, report, evidence: [longer], claims, facts }, claims: [first, other] };
}

describe('disagreements that the model did not name', () => {
  it('are added word for word, and the brief passes the proof gate with them', () => {
    const { brief, claims } = disagreeing();
    const shown = withConflicts(brief);
    expect(shown.report?.conflicts).toEqual([
      { attribute: 'EBITDA (2025)', values: claims.map(({ id, text }) => ({ text, claims: [id], basis: 'evidence' })) },
    ]);
    expect(verifyBrief(shown)).toEqual([]);
  });

  it('are not named twice', () => {
    const { brief, claims } = disagreeing();
    const values = claims.map(({ id, text }) => ({ text, claims: [id], basis: 'evidence' as const }));
    const known = { ...brief, report: { ...report, conflicts: [{ attribute: 'Earnings', values }] } };
    expect(withConflicts(known)).toBe(known);
  });

  it('need facts and a report', () => {
    const { brief } = disagreeing();
    const { report: _report, ...without } = brief;
    expect(withConflicts({ ...brief, facts: [] }).report).toEqual(brief.report);
    expect(withConflicts(without)).toBe(without);
  });
});
