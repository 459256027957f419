import type { Json } from '../json.ts';
import { type Industry, industries } from '../sample-company.ts';
import type { Pool } from './pool.ts';

/** The industry that a sample company's own sentence names. */
export const industryOf = (pool: Pool): Industry | undefined =>
  industries.find(({ does }) => pool.all.some(({ text }) => text.includes(does)));

export function genericVertical(pool: Pool): Json {
  const industry = industryOf(pool);
  return industry
    ? { vertical: industry.vertical, subDomain: industry.subDomain, confidence: 0.6 }
    : { vertical: 'other', confidence: 0.2 };
}
