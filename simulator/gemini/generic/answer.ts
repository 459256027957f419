import { closest } from '../closeness.ts';
import type { Json } from '../json.ts';
import type { Pool } from './pool.ts';
import { quote } from './statements.ts';

const most = 3;

/** The claims that share most with the question, word for word; none of them when they share too little. */
export function genericAnswer(pool: Pool): Json {
  const question = pool.prompt.section('question') ?? '';
  const names = pool.prompt.company?.name ?? '';
  const found = closest(question, pool.all, ({ text }) => text, names).slice(0, most);
  return { statements: found.map((claim) => quote(claim)), notInEvidence: found.length === 0 };
}
