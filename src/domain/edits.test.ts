import { describe, expect, it } from 'vitest';
import { editableParts, withEdits } from './edits.ts';
import { OnePager } from './one-pager.ts';
import type { Statement } from './statement.ts';

const said = (text: string, ...claims: string[]): Statement => ({ text, claims, basis: 'evidence' });

const page: OnePager = {
  useCaseId: 'u1',
  headline: 'Faster answers',
  summary: said('Acme answers in two days.', 'news.1'),
  challenge: [said('Mail piles up.', 'news.2'), said('People leave.', 'jobs.1')],
  marketProof: [],
  solution: [said('One case type.', 'technology.1')],
  outcomes: [],
  differentiators: ['One owner'],
  callToAction: 'Let us talk.',
  nextSteps: ['Read a sample'],
  status: 'draft',
  version: 1,
  createdAt: '2026-11-23T09:00:00.000Z',
};
const next = { version: 2, at: '2026-11-24T09:00:00.000Z' };
const edited = (typed: Record<string, string>) => withEdits('onePager[u1]', page, typed, next);

describe('a person’s own words', () => {
  it('rest on the person, while what was left alone keeps its claims', () => {
    const result = edited({ summary: 'Acme answers late.', challenge: 'People leave.\nNobody counts the mail.' });
    if ('errors' in result) throw new Error('refused');
    const output = OnePager.parse(result.output);
    expect(output.summary).toEqual({ text: 'Acme answers late.', claims: [], basis: 'input' });
    expect(output.challenge).toEqual([
      said('People leave.', 'jobs.1'),
      { text: 'Nobody counts the mail.', claims: [], basis: 'input' },
    ]);
    expect(output.solution).toEqual(page.solution);
    expect(output).toMatchObject({ version: 2, createdAt: next.at });
  });

  it('left empty are an honest gap', () => {
    const result = edited({ summary: '' });
    expect(result).toMatchObject({ output: { summary: { basis: 'unknown', claims: [] } } });
  });

  it('that are the same words change nothing, whatever the form did to white space', () => {
    const typed = Object.fromEntries(editableParts('onePager[u1]', page).map(({ id, text }) => [id, ` ${text}\r\n`]));
    expect(edited(typed)).toMatchObject({ changed: false });
    expect(Object.keys(typed)).toContain('challenge');
  });

  it.each([
    ['headline', 'Save a lot [3]', 'numbers in brackets'],
    ['summary', 'See https://evil.example/x', 'web addresses'],
    ['headline', 'x'.repeat(111), 'At most 110 characters.'],
    ['headline', '', 'may not be empty'],
    ['challenge', 'a\nb\nc\nd', 'At most 3 lines; these are 4.'],
  ])('are refused on their field: %s "%s"', (field, words, why) => {
    expect(edited({ [field]: words })).toEqual({ errors: { [field]: expect.stringContaining(why) } });
  });

  it('that look like a bidirectional override lose it', () => {
    expect(edited({ headline: 'Pay \u202Eoot' })).toMatchObject({ output: { headline: 'Pay oot' } });
  });
});
