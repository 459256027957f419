import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { evidence, sampleClaim, sampleContext } from '../testing/sample-context.ts';
import { polarity } from './polarity.ts';
import { runCheck } from './scope.ts';

const One = z.object({ statement: Statement });
const claims = [
  sampleClaim('news.1', 'Maersk said it would not name a successor for the operating chief.'),
  sampleClaim('news.2', 'Third-quarter revenue dropped 9.9% to $14.21bn.'),
  sampleClaim(
    'news.3',
    'The quarter brought a pre-tax loss of $214 million, against an adjusted profit of $532 million.',
  ),
  sampleClaim('news.4', 'The terminal in Lagos opened in June 2025.'),
  sampleClaim('news.5', 'Maersk moved 500 SAP servers to Azure without an outage.'),
  sampleClaim('news.6', 'Not only revenue but also volume grew in 2025.'),
];
const isTurned = (text: string, claim: string) =>
  runCheck(polarity, One, { statement: evidence(text, claim) }, sampleContext({ claims })).length > 0;

describe('what claims say and its opposite', () => {
  it.each([
    ['A successor for the operating chief will be named.', 'news.1'],
    ['Third-quarter revenue rose 9.9% to $14.21bn.', 'news.2'],
    ['Third-quarter revenue did not drop 9.9% to $14.21bn.', 'news.2'],
    ['The quarter brought a pre-tax profit of $214 million, against an adjusted profit of $532 million.', 'news.3'],
    ['The terminal in Lagos closed in June 2025.', 'news.4'],
    ['The terminal in Lagos has not opened.', 'news.4'],
    ['Maersk never moved 500 SAP servers to Azure.', 'news.5'],
  ])('%s turns %s round', (text, claim) => {
    expect(isTurned(text, claim)).toBe(true);
  });

  it.each([
    ['No successor for the operating chief will be named.', 'news.1'],
    ['Third-quarter revenue fell 9.9% to $14.21bn.', 'news.2'],
    ['Revenue of the third quarter was $14.21bn, 9.9% lower.', 'news.2'],
    ['Before tax the quarter showed a loss of $214 million; adjusted, it was a profit of $532 million.', 'news.3'],
    ['The terminal in Lagos is open since June 2025.', 'news.4'],
    ['Moving 500 SAP servers to Azure caused no outage.', 'news.5'],
    ['Revenue grew in 2025, and volume grew as well.', 'news.6'],
  ])('%s says what %s says', (text, claim) => {
    expect(isTurned(text, claim)).toBe(false);
  });
});
