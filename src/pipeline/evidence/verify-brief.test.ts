import { describe, expect, it } from 'vitest';
import { sampleBrief } from './testing/sample-brief.ts';
import { verifiedLine, verifyBrief } from './verify-brief.ts';

type Change = (brief: ReturnType<typeof sampleBrief>) => void;

/** The findings on the sample after a change, as `path [check]`. */
const after = (change: Change): string[] => {
  const brief = sampleBrief();
  change(brief);
  return verifyBrief(brief).map(({ path, check }) => `${path} [${check}]`);
};

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('the sample has changed');
  return value;
};

describe('verifying a finished report', () => {
  it('finds nothing in a proven one, and says what it looked at', () => {
    const brief = sampleBrief();
    expect(verifyBrief(brief)).toEqual([]);
    expect(verifiedLine(brief)).toBe('No violations: 6 statements, 3 claims and 2 sources checked against 1 answer.');
  });

  it.each<[string, Change, string]>([
    [
      'a byte offset shifted',
      (brief) => {
        must(brief.claims[1]).byteStart += 1;
      },
      'claims[1] [claims]',
    ],
    [
      'a claim’s text changed',
      (brief) => {
        must(brief.claims[0]).text += ' indeed';
      },
      'claims[0] [claims]',
    ],
    [
      'a quote stitched from two places',
      (brief) => {
        const [first, second] = [must(brief.claims[0]), must(brief.claims[1])];
        first.byteEnd = second.byteEnd;
        first.text = must(must(brief.evidence[0]).parts[0]).slice(0, 132);
      },
      'claims[0] [claims]',
    ],
    [
      'a claim attributed to another page',
      (brief) => {
        must(brief.claims[0]).sourceIds = must(brief.claims[1]).sourceIds;
      },
      'claims[0] [claims]',
    ],
    [
      'a support dropped from the answer',
      (brief) => {
        must(brief.evidence[0]).supports.pop();
      },
      'claims[2] [claims]',
    ],
    [
      'an answer missing',
      (brief) => {
        must(brief.claims[2]).answerId = 'other';
      },
      'claims[2] [claims]',
    ],
    [
      'a claim’s date changed',
      (brief) => {
        must(brief.claims[0]).asOf = '2024';
      },
      'claims[0] [claims]',
    ],
    [
      'a claim id twice',
      (brief) => {
        must(brief.claims[1]).id = 'news.1';
      },
      'claims[1] [claims]',
    ],
    [
      'a source’s address changed',
      (brief) => {
        must(brief.sources[0]).url = 'https://www.maersk.com/other';
      },
      'sources[0] [sources]',
    ],
    [
      'a source’s domain changed',
      (brief) => {
        must(brief.sources[0]).domain = 'forbes.com';
      },
      'sources[0] [sources]',
    ],
    [
      'a number given twice',
      (brief) => {
        must(brief.sources[1]).number = 1;
      },
      'sources[1] [sources]',
    ],
    [
      'a digit changed in the writing',
      (brief) => {
        must(brief.onePagers[0]).summary.text = 'About 1,100 of roughly 6,000 positions would go.';
      },
      'onePagers[0].summary [figures]',
    ],
    [
      'a name invented in a headline',
      (brief) => {
        must(brief.onePagers[0]).headline = 'Do as Contoso does';
      },
      'onePagers[0].headline [proposal]',
    ],
    [
      'a claim id deleted',
      (brief) => {
        must(brief.gaps?.process[0]).statement.claims = [];
      },
      'gaps.process[0].statement [references]',
    ],
    [
      'a source that is gone',
      (brief) => {
        brief.sources.pop();
      },
      'claims[1] [claims]',
    ],
    [
      'a case study with another source',
      (brief) => {
        must(brief.caseStudies[0]).sourceId = must(brief.sources[0]).id;
      },
      'caseStudies[0].sourceId [sources]',
    ],
    [
      'an identity claim missing',
      (brief) => {
        must(brief.company).claims = ['identity.9'];
      },
      'company.claims [references]',
    ],
  ])('%s', (_, change, expected) => {
    expect(after(change)).toContain(expected);
  });
});
