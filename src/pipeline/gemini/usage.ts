import type { Usage } from '../../domain/evidence.ts';
import type { TokenCounts } from './answer.ts';

/** In US dollars. */
export interface Price {
  perMillionIn: number;
  perMillionOut: number;
  /** Of executed search queries, of which one question may run several. */
  perThousandSearches: number;
}

/** Estimates for budgets, not a bill; they change, so they are configuration (https://ai.google.dev/pricing). */
export interface Prices {
  default: Price;
  byModel?: Readonly<Record<string, Price>>;
}

export const defaultPrices: Prices = {
  default: { perMillionIn: 0.5, perMillionOut: 3, perThousandSearches: 14 },
};

/** Prices by model as they are configured; `default` is for the models that are not named. */
export function pricesOf({ default: usual, ...byModel }: Readonly<Record<string, Price>> = {}): Prices {
  return { default: usual ?? defaultPrices.default, byModel };
}

const byModel = (prices: Prices, model: string): Price =>
  prices.byModel && Object.hasOwn(prices.byModel, model) ? (prices.byModel[model] ?? prices.default) : prices.default;

export interface PaidAnswer {
  model: string;
  grounded: boolean;
  searchQueries: number;
  tokens: TokenCounts;
}

/** What one answered request used and, by the configured prices, cost. */
export function usageOf({ model, grounded, searchQueries, tokens }: PaidAnswer, prices: Prices): Usage {
  const price = byModel(prices, model);
  const tokensIn = tokens.prompt + tokens.toolUse;
  const tokensOut = tokens.candidates + tokens.thoughts;
  const costUsd =
    (tokensIn * price.perMillionIn + tokensOut * price.perMillionOut) / 1_000_000 +
    (searchQueries * price.perThousandSearches) / 1_000;
  return { calls: 1, groundedCalls: grounded ? 1 : 0, searchQueries, tokensIn, tokensOut, costUsd };
}
