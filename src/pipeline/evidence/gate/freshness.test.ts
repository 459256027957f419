import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ageOf } from '../../../domain/freshness.ts';
import { Statement } from '../../../domain/statement.ts';
import { evidence, sampleClaim, sampleContext } from '../testing/sample-context.ts';
import { freshness } from './freshness.ts';
import { runCheck } from './scope.ts';

const claims = [
  sampleClaim('profile.1', 'Maersk counted 105,908 employees for 2023.', { asOf: '2023' }),
  sampleClaim('profile.2', 'It has 130 country offices.'),
  sampleClaim('news.1', 'Revenue was $54bn in 2025.', { asOf: '2025' }),
  sampleClaim('news.2', 'A hall was opened on 22 May 2025.', { asOf: '2025-05-22' }),
  sampleClaim('news.3', 'A hall was opened on 23 May 2025.', { asOf: '2025-05-23' }),
];
const byId = new Map(claims.map((claim) => [claim.id, claim]));
const today = '2026-11-23';

describe('how old evidence is', () => {
  it.each([
    [
      '105,908 people work there.',
      ['profile.1'],
      { asOf: '2023', stale: true, date: 'as of 2023', label: 'as of 2023, older than 18 months' },
    ],
    ['In 2023 it counted 105,908 people.', ['profile.1'], { asOf: '2023', stale: true, label: 'older than 18 months' }],
    ['Revenue was $54bn.', ['news.1'], { asOf: '2025', stale: false }],
    ['The newest claim counts.', ['profile.1', 'news.1'], { asOf: '2025', stale: false }],
    ['An undated claim may be new.', ['profile.1', 'profile.2'], undefined],
    ['No claims.', [], undefined],
    [
      'Eighteen months and a day.',
      ['news.2'],
      {
        ...{ asOf: '2025-05-22', stale: true, date: 'as of 22 May 2025' },
        label: 'as of 22 May 2025, older than 18 months',
      },
    ],
    ['Eighteen months.', ['news.3'], { asOf: '2025-05-23', stale: false }],
  ])('%s', (text, ids, expected) => {
    expect(ageOf({ text, claims: ids }, byId, today)).toEqual(expected);
  });

  const found = (statement: Statement) =>
    runCheck(freshness, z.object({ statement: Statement }), { statement }, sampleContext({ claims })).map(
      ({ message }) => message,
    );

  it('"now" may not be said of what is old', () => {
    expect(found(evidence('Maersk now has 105,908 employees.', 'profile.1'))).toEqual([
      'Its newest claim is of 2023; give that date instead of "now".',
    ]);
    expect(found(evidence('Derzeit arbeiten 105,908 Menschen dort.', 'profile.1'))).toHaveLength(1);
    expect(found(evidence('Maersk counted 105,908 employees in 2023, now a public figure.', 'profile.1'))).toEqual([]);
    expect(found(evidence('Revenue is now $54bn.', 'news.1'))).toEqual([]);
  });
});
