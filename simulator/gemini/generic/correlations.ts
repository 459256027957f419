import type { Json } from '../json.ts';
import { givenGaps } from './given.ts';
import type { Pool } from './pool.ts';
import { infer, quote } from './statements.ts';

/** What a signal of the prompt says about a gap: one signal a gap, by the kind of gap it belongs to. */
export function genericCorrelations(pool: Pool): Json {
  const signals = {
    technology: pool.of('sentiment', 'jobs'),
    capability: pool.of('jobs', 'social'),
    process: pool.of('sentiment', 'social'),
  };
  const used = new Set<string>();
  const correlations = givenGaps(pool).flatMap(({ id }) => {
    const kind = id.split('.')[0] as keyof typeof signals;
    const claim = signals[kind]?.find((candidate) => !used.has(candidate.id));
    if (!claim) return [];
    used.add(claim.id);
    return [
      {
        gapId: id,
        evidence: quote(claim),
        stance: /by hand|slow|complain|looking|advertis|open positions|shortage/i.test(claim.text)
          ? 'supporting'
          : 'neutral',
        confidence: 0.4,
        implication: infer('Ask how this shows in daily work before proposing anything.', claim),
      },
    ];
  });
  return { correlations };
}
