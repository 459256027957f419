import { expect, it } from 'vitest';
import type { Brief } from '../../domain/brief.ts';
import { brief } from '../fixtures/maersk.ts';
import { spoken } from '../fixtures/spoken.ts';
import { messageViolations } from './limits.ts';
import { summaryView } from './summary.ts';
import { useCasesView } from './use-cases.ts';

/** Claim → the date it speaks of. */
const dates: Record<string, string> = { 'profile.1': '2023', 'news.2': '2024-02', 'news.3': '2025' };
const old: Brief = {
  ...brief,
  claims: brief.claims.map((claim) => ({ ...claim, ...(dates[claim.id] && { asOf: dates[claim.id] }) })),
  sources: brief.sources.map((source) => (source.number === 1 ? { ...source, publishedAt: '2022-05' } : source)),
  report: brief.report && {
    ...brief.report,
    employees: { text: '105,908 people work there.', claims: ['profile.1'], basis: 'evidence' },
    conflicts: [
      {
        attribute: 'Employees',
        values: [
          { text: '105,908', claims: ['profile.1'], basis: 'evidence' },
          { text: '100,000', claims: ['leadership.1'], basis: 'evidence' },
        ],
      },
    ],
  },
};
const read = (view: typeof summaryView) => {
  const content = view(old);
  expect(content && messageViolations(content)).toEqual([]);
  return spoken(content?.blocks ?? []);
};

it('what rests on old evidence says so, what is fresh or undated does not', () => {
  const text = read(summaryView);
  expect(text).toMatch(/105,908 people work there\. \[\d+\] \(as of 2023, older than 18 months\)/);
  expect(text).toMatch(/Revenue of \$54bn in 2025, down from \$55\.5bn\. \[\d+\]\s*$/m);
  expect(text).toMatch(/\[1\] .*2022-05, older than 18 months/);
  expect(read(useCasesView)).toContain('(as of Feb 2024, older than 18 months)');
});

it('sources that disagree stand side by side, each with its number and date', () => {
  const said = read(summaryView);
  expect(said).toMatch(
    /Employees: 105,908 \[\d+\] \(as of 2023, older than 18 months\) against 100,000 \[\d+\] \((page of|undated)[^)]*\)/,
  );
});
