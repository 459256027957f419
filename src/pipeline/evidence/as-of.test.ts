import { describe, expect, it } from 'vitest';
import { asOfDate } from './as-of.ts';
import { readDates } from './dates.ts';

const today = '2026-11-23T08:00:00.000Z';

describe('the date a claim speaks of', () => {
  it.each([
    ['On 5 February 2026 Maersk said about 1,000 posts would go.', '2026-02-05'],
    ['The board met on March 15, 2022.', '2022-03-15'],
    ['Am 6. Februar 2026 gab die Bank den Gewinn bekannt.', '2026-02-06'],
    ['Le 3 novembre 2025, la banque a présenté ses résultats.', '2025-11-03'],
    ['Stand 31.12.2025 waren es 51 Filialen.', '2025-12-31'],
    ['Published 2025-08-07.', '2025-08-07'],
    ['Im März 2025 gab es Unruhe.', '2025-03'],
    ['In October 2023, up from 2021.', '2023-10'],
    ['Ingka opened 54 locations in FY25.', '2025'],
    ['Revenue in Q3 2025 rose.', '2025'],
    ['The 2022 annual report names 110,000 people.', '2022'],
    ['Between 2021–2023 it saved EUR 13 million.', '2023'],
    ['The 2021 staff survey showed the highest score.', '2021'],
    ['Founded on 15 February 1870.', undefined],
    ['The bank, gegründet am 15. Februar 1870, had 5,000 employees in 2024.', '2024'],
    ['On 15 February 1870 the bank opened its doors.', '1870-02-15'],
  ])('%s → %s', (text, expected) => {
    expect(asOfDate(text, today)).toBe(expected);
  });

  it('is never in the future when the text names another date', () => {
    expect(asOfDate('Since 2011, to end by 31 December 2027.', today)).toBe('2011');
    expect(asOfDate('Delivery starts in 2031.', today)).toBe('2031');
  });

  it.each([
    'The IT division had about 1500 staff.',
    'It cut about 2000 jobs.',
    'The office is at 1030 Delta Boulevard.',
    'Revenue was 2,024 million.',
    'It costs €2025.',
    'A share of 19.50%.',
    'May the best offer win.',
  ])('is none in: %s', (text) => {
    expect(asOfDate(text, today)).toBeUndefined();
  });
});

describe('reading dates', () => {
  it('gives both readings of a numeric date', () => {
    const { dates } = readDates('On 05/02/2026.');
    expect(dates.map(({ month, day }) => [month, day])).toEqual([
      [2, 5],
      [5, 2],
    ]);
  });

  it('refuses what is no date', () => {
    expect(readDates('40 May, 32 May 2020').dates.map(({ raw }) => raw)).toEqual(['May 2020']);
  });

  it('keeps positions', () => {
    const text = 'Founded in 1904, listed.';
    const { dates, rest } = readDates(text);
    expect(text.slice(dates[0]?.start, dates[0]?.end)).toBe('1904');
    expect(rest).toBe('Founded in     , listed.');
  });
});
