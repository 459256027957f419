import { expect, test } from 'vitest';
import { createCitations } from './citations.ts';
import { buildBrief, inferred, offered, proven } from './fixtures/brief-builder.ts';

const brief = buildBrief({
  sourceTable: {
    a: ['https://a.org/', 'A'],
    b: ['https://b.org/', 'B'],
    c: ['https://c.org/', 'C'],
  },
  claimTable: { 'news.1': ['One.', 'c', 'a'], 'news.2': ['Two.', 'b', 'c'] },
});

test('a statement carries the numbers of all sources of its claims, ascending and once', () => {
  expect(createCitations(brief).numbers(proven('x', 'news.2', 'news.1'))).toEqual([1, 2, 3]);
  expect(createCitations(brief).numbers(inferred('x', 'news.1'))).toEqual([1, 3]);
});

test('the same number leads back to the claim', () => {
  const citations = createCitations(brief);
  const [source] = citations.sources([2]);
  expect(source && citations.claimsOf(source).map((claim) => claim.text)).toEqual(['Two.']);
});

test('quoted claims are one line without marks that hide or reorder text', () => {
  const hostile = buildBrief({
    sourceTable: { a: ['https://a.org/', 'A'] },
    claimTable: { 'news.1': ['One \u202Eeno\u202C\n\n# two', 'a'] },
  });
  const citations = createCitations(hostile);
  expect(citations.claims(proven('x', 'news.1')).map((claim) => claim.text)).toEqual(['One eno # two']);
  expect(citations.sources([1]).flatMap(citations.claimsOf)).toEqual(citations.claims(proven('x', 'news.1')));
});

test('input has no numbers, an unknown sentence keeps none, a claim that does not exist gives none', () => {
  const citations = createCitations(brief);
  expect(citations.numbers(offered('x'))).toEqual([]);
  expect(citations.numbers({ text: 'x', claims: ['news.1'], basis: 'unknown' })).toEqual([]);
  expect(citations.numbers(proven('x', 'news.9'))).toEqual([]);
});

test('with one source a claim, each claim still shows one', () => {
  expect(createCitations(brief, { perClaim: 1 }).numbers(proven('x', 'news.1', 'news.2'))).toEqual([1, 2]);
});
