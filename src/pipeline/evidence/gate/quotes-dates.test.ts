import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { partialDate, timestamp } from '../../../domain/text.ts';
import { evidence, sampleContext } from '../testing/sample-context.ts';
import { dates } from './dates.ts';
import { quotes } from './quotes.ts';
import { runCheck } from './scope.ts';

const One = z.object({ statement: Statement });
const quoteFound = (text: string, ...claims: string[]) =>
  runCheck(quotes, One, { statement: evidence(text, ...claims) }, sampleContext()).length > 0;

describe('words in quotation marks', () => {
  it.each([
    ['It says “the job cuts are meant to save” money.', ['news.2'], false],
    ['It says “The job cuts … save around $180 million a year”.', ['news.2'], false],
    ['A so-called “job cut” it is.', ['news.2'], false],
    ['It says “the job cuts are meant to end all service”.', ['news.2'], true],
    ['It says “The job cuts are meant to replace Patrick Jany”.', ['news.2', 'leadership.2'], true],
  ])('%s', (text, claims, expected) => {
    expect(quoteFound(text, ...claims)).toBe(expected);
  });
});

describe('date fields', () => {
  const News = z.object({ summary: Statement, date: partialDate().nullable(), made: timestamp() });
  const found = (date: string | null) =>
    runCheck(
      dates,
      News,
      { summary: evidence('The job cuts save money.', 'news.1', 'news.2'), date, made: '2026-11-20T00:00:00.000Z' },
      sampleContext(),
    ).length > 0;

  it.each([
    ['2026-02-05', false],
    ['2026-02', false],
    ['2026', false],
    [null, false],
    ['2027-01-01', false],
    ['2026-10', true],
    ['2025', true],
  ])('%s beside claims of 5 February 2026', (date, expected) => {
    expect(found(date)).toBe(expected);
  });
});
