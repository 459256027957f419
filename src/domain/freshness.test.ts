import { expect, test } from 'vitest';
import { ageOfDate, datedAs, shortDate } from './freshness.ts';

const today = '2026-11-23T09:00:00.000Z';

test.each([
  ['2023', 'older than 18 months'],
  ['2025-05-22', 'older than 18 months'],
  ['2025-05-23', ''],
  // A month counts until its end, a year too.
  ['2025-05', ''],
  ['2025', ''],
  ['2027-01', ''],
  [undefined, ''],
  [null, ''],
])('%s is %j on the day of the brief', (date, words) => {
  expect(ageOfDate(date, today)).toBe(words);
});

test.each([
  ['2023', '2023'],
  ['2023-02', 'Feb 2023'],
  ['2023-02-05', '5 Feb 2023'],
])('%s reads %s', (date, text) => {
  expect(shortDate(date)).toBe(text);
});

test('a statement is dated by its newest claim, else by its newest page, and never by the day we read it', () => {
  const evidence = {
    claims: [
      { id: 'a', asOf: '2019', sourceIds: ['old'] },
      { id: 'b', asOf: '2026-02-05', sourceIds: ['old'] },
      { id: 'c', sourceIds: ['old', 'new'] },
      { id: 'd', sourceIds: ['none'] },
    ],
    sources: [{ id: 'old', publishedAt: '2018-06' }, { id: 'new', publishedAt: '2026-03' }, { id: 'none' }],
  };
  const said = (...claims: string[]) => datedAs({ claims }, evidence, today);
  expect(said('a')).toBe('as of 2019, older than 18 months');
  expect(said('a', 'b')).toBe('as of 5 Feb 2026');
  expect(said('c')).toBe('page of Mar 2026');
  expect(said('d')).toBe('undated');
  expect(said()).toBe('undated');
});
