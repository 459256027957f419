import type { Usage } from '../../domain/evidence.ts';

/** What a budget counts. Costs are estimates by the configured prices, in US dollars. */
export interface Amount {
  searchQueries: number;
  tokens: number;
  costUsd: number;
}

const combine = (a: Amount, b: Amount, of: (a: number, b: number) => number): Amount => ({
  searchQueries: of(a.searchQueries, b.searchQueries),
  tokens: of(a.tokens, b.tokens),
  costUsd: of(a.costUsd, b.costUsd),
});

export const nothing: Amount = { searchQueries: 0, tokens: 0, costUsd: 0 };
export const plus = (...amounts: readonly Amount[]): Amount =>
  amounts.reduce((sum, amount) => combine(sum, amount, (a, b) => a + b), nothing);
/** Never below nothing. */
export const minus = (a: Amount, b: Amount): Amount => combine(a, b, (x, y) => Math.max(0, x - y));
export const larger = (a: Amount, b: Amount): Amount => combine(a, b, Math.max);

export const amountOf = ({ searchQueries, tokensIn, tokensOut, costUsd }: Usage): Amount => ({
  searchQueries,
  tokens: tokensIn + tokensOut,
  costUsd,
});

/** A millionth of a dollar: sums of costs in another order differ by less. */
const rounding = 1e-6;

/** The first limit that an amount is over, in words; undefined when it is within all of them. */
export function exceeded(amount: Amount, limits: Amount): string | undefined {
  if (amount.searchQueries > limits.searchQueries) return `${limits.searchQueries} searches`;
  if (amount.costUsd > limits.costUsd + rounding) return `$${limits.costUsd.toFixed(2)}`;
  if (amount.tokens > limits.tokens) return `${limits.tokens.toLocaleString('en-US')} tokens`;
  return undefined;
}
