import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../domain/facts.ts';
import { compareValues, readValue } from './value.ts';

const read = (attribute: Attribute, written: string, unit = '', claimText = written) =>
  readValue({ attribute, value: written, unit, claimText });
const like = (attribute: Attribute, a: string, b: string) => compareValues(read(attribute, a), read(attribute, b));

describe('amounts', () => {
  it.each<[Attribute, string, string]>([
    ['revenue', '$8.70 bn', '8,700 million'],
    ['revenue', '$8.70 bn', 'USD 8.7 billion'],
    ['revenue', '$8.7bn', '8,738 million'],
    ['revenue', 'USD 8.74 billion', '8,738 million'],
    ['revenue', '$54bn', '$54.0bn'],
    ['revenue', '$54bn', '$54.3bn'],
    ['revenue', "CHF 1'422 Mio.", '1.422 billion francs'],
    ['revenue', 'CHF 1’422 Mio.', 'CHF 1,422 million'],
    ['revenue', '41,5 Milliarden Euro', 'EUR 41.5 billion'],
    ['revenue', '€41.5bn', '41,5 Mrd. Euro'],
    ['margin', '15%', '15 per cent'],
    ['margin', '4.8%', '4,8 Prozent'],
    ['margin', 'some 15%', '15.2%'],
    ['job_cuts', 'about 1,000', '1,000'],
    ['job_cuts', 'around 1000', '1,027'],
    ['job_cuts', '1.000 Stellen', '1,000 jobs'],
    ['employees', 'more than 100,000', '105,908'],
    ['employees', 'nearly 300', '296'],
    ['employees', 'sixty thousand', '60,000'],
    ['guidance', '$4.5–7bn', 'USD 4.5 to 7.0 billion'],
    ['guidance', '$4.5bn to $7bn', 'between $4.5 billion and $7 billion'],
    [
      'guidance',
      'between a $1.5bn loss and a $1bn profit',
      'between a loss of $1.5 billion and a profit of $1.0 billion',
    ],
    ['net_profit', 'a loss of 27 million', '-27 million'],
    ['rating', '3.9/5', '3.9 out of 5'],
    ['rating', '4/5', '4.0'],
    ['investment', 'USD 200–300 million', '$200m to $300m'],
  ])('%s: %s is %s', (attribute, a, b) => {
    expect(like(attribute, a, b)).toBe('same');
    expect(like(attribute, b, a)).toBe('same');
  });

  it.each<[Attribute, string, string]>([
    // Written to the hundredth of a billion, 8.70 is not 8.738; written as 8.7 it is (above).
    ['revenue', '$8.70 bn', '8,738 million'],
    ['revenue', '$54bn', '$55.5bn'],
    ['revenue', '8.7 million', '8.7 billion'],
    ['employees', 'more than 110,000', '105,908'],
    ['employees', '105,908', '105,909'],
    ['job_cuts', 'about 1,000', 'about 1,400'],
    ['margin', '15%', '16%'],
    ['guidance', '$4.5–7bn', '$4.5–8bn'],
    ['guidance', '$4.5–7bn', '$7bn'],
    ['net_profit', 'a loss of 27 million', '27 million'],
    ['ebitda', '$9.5bn', '$9.57 billion'],
  ])('%s: %s is not %s', (attribute, a, b) => {
    expect(like(attribute, a, b)).toBe('different');
    expect(like(attribute, b, a)).toBe('different');
  });

  it.each<[Attribute, string, string]>([
    ['dividend', 'DKK 1,120', '$155'],
    ['revenue', '2.8%', '$54bn'],
  ])('%s: %s and %s cannot be compared', (attribute, a, b) => {
    expect(like(attribute, a, b)).toBe('incomparable');
  });

  it('takes scale, currency and sign from the claim or the unit', () => {
    const text = 'Group EBIT was 118 million dollars and the net result was a loss of 27 million.';
    const loss = read('net_profit', '27 million', 'USD', text);
    expect(compareValues(loss, read('net_profit', '-$27m'))).toBe('same');
    expect(compareValues(loss, read('net_profit', '$27m'))).toBe('different');
    expect(compareValues(read('revenue', '54', 'USD billion', 'no such figure'), read('revenue', '$54bn'))).toBe(
      'same',
    );
    expect(compareValues(read('revenue', '54', 'USD', 'Revenue was $54bn.'), read('revenue', '$54bn'))).toBe('same');
    expect(compareValues(read('margin', '15', '%', ''), read('margin', '15%'))).toBe('same');
    const cuts = read('job_cuts', '1,000', '', 'Of 11,000 jobs about 1,000 go.');
    expect(compareValues(cuts, read('job_cuts', '1,020'))).toBe('same');
  });

  it('is rounded by its own digits, whatever the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999 }), fc.integer({ min: 0, max: 2 }), (millions, decimals) => {
        const exact = `${millions.toLocaleString('en-US')} million`;
        const rounded = `$${(millions / 1000).toFixed(decimals)} bn`;
        expect(like('revenue', exact, rounded)).toBe('same');
        const off = (millions / 1000 + 1.2 * 10 ** -decimals).toFixed(decimals);
        expect(like('revenue', exact, `$${off} bn`)).toBe('different');
      }),
    );
  });
});

describe('names, places and dates', () => {
  it.each<[Attribute, string, string]>([
    ['board_chair', 'Robert Mærsk Uggla', 'Robert M. Uggla'],
    ['board_chair', 'Robert Maersk Uggla', 'Uggla'],
    ['ceo', 'Dr. Søren Skou', 'Soren Skou'],
    ['ceo', 'Urs Baumann', 'Mr Urs Baumann, MBA'],
    ['cfo', 'Jörg Müller', 'Joerg Mueller'],
    ['headquarters', 'Copenhagen', 'Copenhagen, Denmark'],
    ['headquarters', 'Zürich', 'Zurich, Switzerland'],
    ['cloud_provider', 'AWS', 'Amazon Web Services'],
    ['cloud_provider', 'Microsoft Azure', 'Azure'],
    ['technology_in_use', 'Starlink internet', 'Starlink'],
    ['partnership', 'Hapag-Lloyd', 'Hapag-Lloyd AG'],
    ['founding', '16 April 1904', '1904'],
    ['founding', '2026-02', 'February 2026'],
    ['other', 'FY25', 'financial year 2025'],
    ['other', 'Q2 2025', 'second quarter of 2025'],
    ['headcount_trend', 'growing', 'growing'],
  ])('%s: %s is %s', (attribute, a, b) => {
    expect(like(attribute, a, b)).toBe('same');
    expect(like(attribute, b, a)).toBe('same');
  });

  it.each<[Attribute, string, string]>([
    ['ceo', 'Vincent Clerc', 'Søren Skou'],
    ['ceo', 'Ane Uggla', 'Robert Mærsk Uggla'],
    ['headquarters', 'Copenhagen', 'Singapore'],
    ['data_platform', 'Azure', 'Azure Databricks'],
    ['erp', 'SAP', 'Oracle'],
    ['founding', '16 April 1904', '1928'],
    ['founding', '2026-02', 'March 2026'],
    ['other', 'Q2 2025', 'Q3 2025'],
    ['headcount_trend', 'growing', 'shrinking'],
  ])('%s: %s is not %s', (attribute, a, b) => {
    expect(like(attribute, a, b)).toBe('different');
  });
});
