import type { Claim } from '../../../domain/evidence.ts';
import type { Attribute, Fact } from '../../../domain/facts.ts';
import type { ComparedRun } from '../compared-run.ts';

/** A claim of the stage that its id names: `news.1` is one of `facet.news`. */
export function claim(id: string, text: string, sourceIds: readonly string[] = ['s1']): Claim {
  const family = id.split('.')[0] ?? '';
  const stage = ['jobs', 'sentiment', 'social'].includes(family)
    ? `signal.${family}`
    : ['identity', 'competitors'].includes(family)
      ? family
      : `facet.${family}`;
  return { id, stage, text, answerId: `${stage}.answer`, part: 0, byteStart: 0, byteEnd: 1, sourceIds: [...sourceIds] };
}

export const fact = (
  claimId: string,
  attribute: Attribute,
  value: string,
  { entity = 'Maersk', period = '', unit = '' }: Partial<Pick<Fact, 'entity' | 'period' | 'unit'>> = {},
): Fact => ({ claim: claimId, entity, attribute, period, value, unit });

export const run = (
  claims: readonly Claim[],
  facts: readonly Fact[] = [],
  more: Partial<ComparedRun> = {},
): ComparedRun => ({
  run: 'R1',
  date: '2026-11-23',
  names: ['A.P. Moller - Maersk', 'Maersk'],
  domain: 'maersk.com',
  claims,
  facts,
  made: [...new Set(claims.map(({ stage }) => stage))],
  ...more,
});
