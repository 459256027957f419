import { describe, expect, it } from 'vitest';
import type { GapCorrelation } from '../../domain/correlation.ts';
import type { Gap, GapAnalysis } from '../../domain/gaps.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { joined } from './correlation.ts';

const gap = (id: string): Gap => ({
  id,
  statement: { text: `Gap ${id}`, claims: ['news.1'], basis: 'evidence' },
  severity: 'high',
  typicalForVertical: true,
});
const gaps: GapAnalysis = {
  technology: [gap('technology.1')],
  capability: [gap('capability.1')],
  process: [gap('process.1')],
  recommendations: [],
  priorities: ['process.1', 'technology.1', 'capability.1'],
  confidence: 0.5,
  notes: '',
};
const correlation = (gapId: string, more: Partial<GapCorrelation> = {}): GapCorrelation => ({
  gapId,
  evidence: { text: 'Reviews complain.', claims: ['sentiment.1'], basis: 'evidence' },
  stance: 'supporting',
  confidence: 0.8,
  implication: { text: 'Ask about it.', claims: ['sentiment.1'], basis: 'inference' },
  ...more,
});
const join = (...correlations: GapCorrelation[]) => joined({ correlations }, gaps);

describe('joined', () => {
  it('joins by gap id, in the order of the priorities, one a gap', () => {
    const { correlations, strangers } = join(
      correlation('technology.1'),
      correlation('process.1'),
      correlation('technology.1', { stance: 'contradicting' }),
    );
    expect(correlations.map(({ gapId, stance }) => [gapId, stance])).toEqual([
      ['process.1', 'supporting'],
      ['technology.1', 'supporting'],
    ]);
    expect(strangers).toBe(0);
  });

  it('drops what names a gap that nobody has, and counts it', () => {
    expect(join(correlation('technology.9'), correlation('Gap technology.1'))).toEqual({
      correlations: [],
      strangers: 2,
    });
  });

  it.each([
    ['an inference', { text: 'It may be so.', claims: ['sentiment.1'], basis: 'inference' as const }],
    ['no claim', { text: 'It may be so.', claims: [], basis: 'evidence' as const }],
  ])('gives %s a confidence of 0.3 at most', (_, evidence) => {
    expect(join(correlation('process.1', { evidence })).correlations[0]?.confidence).toBe(0.3);
    expect(join(correlation('process.1', { evidence, confidence: 0.1 })).correlations[0]?.confidence).toBe(0.1);
  });

  it('lets an unknown take no side (DOMAIN.md §5: unknown stays unknown), and leaves out what says nothing', () => {
    const evidence = unknownStatement();
    expect(join(correlation('process.1', { evidence })).correlations[0]).toMatchObject({
      stance: 'neutral',
      confidence: 0.3,
    });
    expect(join(correlation('process.1', { evidence, implication: evidence })).correlations).toEqual([]);
  });
});
