import { describe, expect, it } from 'vitest';
import { CaseStudiesDraft } from '../../domain/case-study.ts';
import { Ideas, UseCasesDraft } from '../../domain/ideas.ts';
import { Report } from '../../domain/report.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { emptyReport } from '../../domain/testing/empty-report.ts';
import { cutClaims } from './claims.ts';
import { enforce } from './gate/enforce.ts';
import { findings } from './gate/findings.ts';
import { createRedirectResolver } from './redirects.ts';
import { isRedirect } from './sources.ts';
import { evidence, inference, sampleContext } from './testing/sample-context.ts';

/** DOMAIN.md §5: what the earlier system got wrong, and this one may not. */
const context = sampleContext();

const report = (more: Partial<Report>): Report => ({
  ...emptyReport(),
  overview: evidence('Maersk counted 105,908 employees for 2023.', 'profile.1'),
  revenue: evidence('Full-year 2025 revenue was $54bn.', 'financials.1'),
  ...more,
});

describe('defects of the earlier system', () => {
  it('invented citation markers in nested fields: found at every depth, and taken out', () => {
    const value = report({
      conflicts: [
        {
          attribute: 'Employees [4]',
          values: [
            evidence('Maersk counted 105,908 employees for 2023 [3].', 'profile.1'),
            evidence('Roughly 6,000 positions are corporate【2†source】.', 'news.1'),
          ],
        },
      ],
      gapsInEvidence: ['No head of data is named (source: news.1).'],
    });
    expect(
      findings(Report, value, context)
        .filter(({ check }) => check === 'markers')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['conflicts[0].attribute', 'conflicts[0].values[0]', 'conflicts[0].values[1]', 'gapsInEvidence[0]']);
    const cleaned = enforce(Report, value, context).value;
    expect(cleaned.conflicts).toEqual([
      {
        attribute: 'Employees',
        values: [
          evidence('Maersk counted 105,908 employees for 2023.', 'profile.1'),
          evidence('Roughly 6,000 positions are corporate.', 'news.1'),
        ],
      },
    ]);
    expect(cleaned.gapsInEvidence).toEqual(['No head of data is named.']);
  });

  it('competitor URLs unchecked: a case study has no address of its own, and none may stand in its texts', () => {
    const study = {
      competitor: 'Hapag-Lloyd',
      vertical: 'transportation' as const,
      title: 'Reliability above target',
      summary: evidence('The Gemini Cooperation with Hapag-Lloyd reported reliability above its 90% target.', 'news.3'),
      technologies: [],
      outcomes: [evidence('Reliability stood above its 90% target, see https://hapag-lloyd.com/invented.', 'news.3')],
      relevance: 0.5,
    };
    const withAddress = { caseStudies: [{ ...study, url: 'https://invented.com', sourceId: 'smadeup' }] };
    expect(JSON.stringify(CaseStudiesDraft.parse(withAddress))).not.toMatch(/invented\.com|smadeup/);
    expect(findings(CaseStudiesDraft, { caseStudies: [study] }, context)).toMatchObject([
      { path: 'caseStudies[0].outcomes[0]', check: 'urls' },
    ]);
  });

  it('parsed data thrown away by the gate: only what is wrong goes, and it is counted', () => {
    const value = report({
      keyInitiatives: [
        evidence('Maersk moved 500 SAP servers to Azure within three weeks.', 'technology.1'),
        evidence('Maersk moved 700 SAP servers to Azure within three weeks.', 'technology.1'),
      ],
      employees: evidence('Maersk has 2 million employees.', 'profile.1'),
      financialSignals: [evidence('Full-year 2025 revenue was $54bn. The owner will sell.', 'financials.1')],
    });
    const { value: kept, dropped, downgraded } = enforce(Report, value, context);
    expect(kept).toEqual({
      ...value,
      keyInitiatives: value.keyInitiatives.slice(0, 1),
      employees: unknownStatement(),
      financialSignals: [evidence('Full-year 2025 revenue was $54bn.', 'financials.1')],
    });
    expect([dropped, downgraded]).toEqual([2, 1]);
    const nothingRight = { ideas: [] };
    expect(enforce(Ideas, nothingRight, context).value).toEqual(nothingRight);
  });

  it('redirect links stored as sources: the page behind them is', async () => {
    const redirect = 'https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC';
    const resolver = createRedirectResolver({
      lookup: () => Promise.resolve(['142.250.1.1']),
      request: () => Promise.resolve({ status: 302, location: 'https://www.maersk.com/news?utm_source=x' }),
    });
    const text = 'Maersk counted 105,908 employees for 2023.';
    const answer = await resolver.resolveChunks(
      {
        parts: [text],
        searchQueries: [],
        chunks: [{ uri: redirect, title: 'maersk.com' }],
        supports: [{ part: 0, startIndex: 0, endIndex: text.length, text, chunkIndices: [0] }],
        model: 'm',
        finishReason: 'STOP',
      },
      new AbortController().signal,
    );
    const { sources } = cutClaims({
      stage: 'facet.profile',
      answerId: 'a',
      answer,
      retrievedAt: '2026-11-23T00:00:00.000Z',
    });
    expect(sources.map(({ url, domain }) => ({ url, domain }))).toEqual([
      { url: 'https://www.maersk.com/news', domain: 'maersk.com' },
    ]);
    expect(sources.filter(({ url }) => isRedirect(url))).toEqual([]);
  });

  it('a computed figure without its arithmetic: the sum is done again', () => {
    const draft = (result: string) => ({
      useCases: [
        {
          title: 'Fewer hand-overs',
          problem: evidence('About 1,000 positions would go.', 'news.1'),
          whyNow: inference('Fewer positions make hand-overs a risk.', 'news.1'),
          solution: inference('Prepare each corporate case.', 'news.1'),
          benefits: [],
          roi: {
            result,
            formula: 'saving / positions',
            operands: [
              { name: 'saving', value: 180_000_000, claim: 'news.2' },
              { name: 'positions', value: 1000, claim: 'news.1' },
            ],
            assumptions: [],
          },
          timeToValue: null,
          technologies: [],
          dataRequirements: [],
          integrationPoints: [],
          priority: 'high' as const,
          impact: 0.5,
          feasibility: 0.5,
        },
      ],
    });
    expect(findings(UseCasesDraft, draft('$180,000 a position'), context)).toEqual([]);
    expect(findings(UseCasesDraft, draft('$280,000 a position'), context)).toMatchObject([{ check: 'estimates' }]);
  });
});
