import { expect, test } from 'vitest';
import { readableDate } from './dates.ts';

test.each([
  ['2026', '2026'],
  ['2026-02', 'February 2026'],
  ['2026-02-05', '5 February 2026'],
  ['2026-11-22T23:59:00.000Z', '22 November 2026'],
])('%s reads %s, in every time zone', (date, text) => {
  expect(readableDate(date)).toBe(text);
});
